"""How does a letter read? As it went out, or as it would go out today."""

from django import template
from django.utils.safestring import mark_safe

from .. import conf
from ..letters import responses
from ..letters.contents import LetterIncomplete

register = template.Library()


@register.simple_tag
def letter_to_read(response):
    """Return the letter as HTML, cleaned by `letters.responses`; nothing while it has no text."""
    try:
        return mark_safe(responses.to_read(response, on=conf.today()))
    except LetterIncomplete:
        return ""


@register.simple_tag
def addressee_of(response):
    """Return to whom the letter goes: a name, an e-mail address or a postal one."""
    return responses.addressee(response)
