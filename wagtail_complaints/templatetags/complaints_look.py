"""Which classes of its own does a site put on our elements? Those that its `wagtail_complaints/look.txt` says."""

from functools import lru_cache

from django import template
from django.template.loader import get_template

register = template.Library()

LOOK = "wagtail_complaints/look.txt"


@register.simple_tag
def look(element: str) -> str:
    """Return the classes for an element, to stand after those of its own."""
    classes = classes_in(get_template(LOOK).template.source).get(element)
    return f" {classes}" if classes else ""


@lru_cache
def classes_in(text: str) -> dict[str, str]:
    """Return the classes by element, of lines such as “button: govuk-button”."""
    lines = (line.partition(":") for line in text.splitlines() if ":" in line and not line.startswith("#"))
    return {element.strip(): classes.strip() for element, _colon, classes in lines}
