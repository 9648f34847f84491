"""A long address breaks between its parts, where a line is short, and stays text."""

import pytest
from django.template.defaultfilters import urlize

from wagtail_complaints.templatetags.complaints_breaks import breakable, breakable_links


@pytest.mark.parametrize(
    "address, html",
    [
        ("help@speakup.example", "help@<wbr>speakup.example"),
        ("www.lgo.org.uk/make-a-complaint", "www.lgo.org.uk/<wbr>make-a-complaint"),
        ("<b>@x.uk", "&lt;b&gt;@<wbr>x.uk"),
        ("01632 960001", "01632 960001"),
    ],
)
def test_where_an_address_breaks(address, html):
    assert breakable(address) == html


def test_where_an_address_in_a_text_breaks():
    text = breakable_links(urlize("Write to help@speakup.example & <b>@</b>."))
    link = '<a href="mailto:help@speakup.example">help@<wbr>speakup.example</a>'
    assert text == f"Write to {link} &amp; &lt;b&gt;@&lt;/b&gt;."
    assert breakable_links("<a>x@y</a>") == "&lt;a&gt;x@y&lt;/a&gt;"
