"""Where may a long address break, on a short line? After the @ and after a slash, never within a word."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_MAY_BREAK = re.compile(r"(?<=@)|(?<=/)(?=\w)")


@register.filter
def breakable(address: str) -> SafeString:
    """Return an e-mail or web address as HTML that breaks between its parts."""
    return mark_safe("<wbr>".join(map(escape, _MAY_BREAK.split(str(address)))))
