"""A page as text keeps the order, the lists and the addresses, and its lines stay short."""

from wagtail_complaints.formats import braille
from wagtail_complaints.formats.text import plain


def text(body, **how):
    return plain(f"<html><body>{body}</body></html>", **how)


def test_headings_are_underlined_and_paragraphs_stand_apart():
    assert text("<h1>How to\n complain</h1><p>Tell us.</p><h2>Then</h2>") == (
        "How to complain\n===============\n\nTell us.\n\nThen\n----\n"
    )


def test_lists_keep_their_marks_and_lists_in_lists_are_indented():
    assert text("<ol><li>Ring.</li><li><p>Write.</p><ul><li>By hand</li></ul></li></ol>") == (
        "1. Ring.\n\n2. Write.\n\n  - By hand\n"
    )


def test_a_name_and_what_belongs_to_it_are_two_lines():
    assert text("<dl><div><dt>Post</dt><dd>Town Hall<br>Wenbury</dd></div></dl>") == "Post\n\nTown Hall\nWenbury\n"


def test_a_cell_says_its_column():
    row = '<tr><th scope="row">Roads</th><td data-label="Who is responsible">The director</td></tr>'
    assert text(f"<table><tbody>{row}</tbody></table>") == "Roads\n\nWho is responsible: The director\n"


def test_comments_are_no_text():
    assert text("<p>One<!-- two --> three</p>") == "One three\n"


def test_no_line_is_longer_than_asked():
    long = text(f"<p>{'word ' * 200}</p><ul><li>{'word ' * 50}</li></ul>", width=40)
    assert max(map(len, long.splitlines())) <= 40


def test_text_for_braille_has_pages_of_25_lines_of_40_cells():
    pages = braille.ready(f"<html><body><h1>Complain</h1><p>{'word ' * 400}</p></body></html>").split("\f")
    # 2 lines of heading and gap, then 8 words a line: 50 lines; 52 lines are 2 pages and 2 lines.
    assert [len(each.rstrip("\r\n").split("\r\n")) for each in pages] == [25, 25, 2]
    assert max(len(line) for each in pages for line in each.split("\r\n")) <= 40
    assert "=" not in pages[0]
