"""How does a letter look before it goes out? As it would go out today."""

from django import template
from django.utils.safestring import mark_safe

from .. import conf
from ..letters import responses
from ..letters.contents import LetterIncomplete

register = template.Library()


@register.simple_tag
def letter_as_it_will_be(response):
    """Return the whole letter as HTML, cleaned by `letters.responses`; nothing while it has no text."""
    try:
        composed = responses.as_it_will_be(response, on=response.issued_on or conf.today())
    except LetterIncomplete:
        return ""
    return mark_safe(responses.inside_of(composed))


@register.simple_tag
def addressee_of(response):
    """Return to whom the letter goes: a name, an e-mail address or a postal one."""
    return responses.addressee(response)
