"""A long address breaks between its parts, where a line is short, and stays text."""

import pytest

from wagtail_complaints.templatetags.complaints_breaks import breakable


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
