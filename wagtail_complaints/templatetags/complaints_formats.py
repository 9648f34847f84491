"""Which other formats does a page link to?"""

from typing import NamedTuple

from django import template
from django.urls import reverse

from ..formats.offered import Format, offered

register = template.Library()


class Link(NamedTuple):
    format: Format
    url: str


@register.simple_tag
def formats_of(telling) -> list[Link]:
    """Return the formats in which a telling of a page can be had here; none of a page that is not there yet."""
    if not telling or not telling.page.pk:
        return []
    where = {"page_pk": telling.page.pk} | ({"audience": telling.audience} if telling.audience else {})
    name = "wagtail_complaints:format_of_telling" if telling.audience else "wagtail_complaints:format"
    return [Link(each, reverse(name, kwargs=where | {"name": each.name})) for each in offered()]
