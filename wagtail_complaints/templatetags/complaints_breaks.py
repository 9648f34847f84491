"""Where may a long address break, on a short line? After the @ and after a slash, never within a word."""

import re

from django import template
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_MAY_BREAK = re.compile(r"(?<=@)|(?<=/)(?=\w)")
_WORDS_OF_A_LINK = re.compile(r"(?<=>)[^<>\s]+(?=</a>)")


@register.filter
def breakable(address: str) -> SafeString:
    """Return an e-mail or web address as HTML that breaks between its parts."""
    return mark_safe("<wbr>".join(map(escape, _MAY_BREAK.split(str(address)))))


@register.filter
def breakable_links(text) -> SafeString:
    """Return HTML in which addresses were made links, and let those break as `breakable` does."""
    html = conditional_escape(text)
    return mark_safe(_WORDS_OF_A_LINK.sub(lambda words: "<wbr>".join(_MAY_BREAK.split(words[0])), html))
