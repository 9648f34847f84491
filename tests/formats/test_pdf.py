"""The PDFs are tagged, in order, large where they are large, fold into a leaflet, and fetch nothing."""

import http.server
import io
import threading

import pytest

pypdf = pytest.importorskip("pypdf")
pytest.importorskip("weasyprint")

from wagtail_complaints.formats import pdf, pdf_maker  # noqa: E402

PAGE = (
    '<html lang="en-GB"><head><title>How to complain</title></head><body><h1>How to complain</h1>'
    '<p>First tell us.</p><h2>Then</h2><ol><li>We read it.</li><li>We reply, see <a href="https://a.example/">'
    "the law</a>.</li></ol><table><thead><tr><th scope='col'>Service</th></tr></thead>"
    "<tbody><tr><td>Roads</td></tr></tbody></table></body></html>"
)


def read(made):
    return pypdf.PdfReader(io.BytesIO(made))


def tags(element, found=None):
    """Return the kinds of structure of a PDF in the order in which they are read."""
    found = [] if found is None else found
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        for each in element:
            tags(each, found)
    elif isinstance(element, dict):
        if "/S" in element:
            found.append(element["/S"])
        if "/K" in element:
            tags(element["/K"], found)
    return found


def fonts(reader):
    return [font.get_object() for page in reader.pages for font in page["/Resources"].get("/Font", {}).values()]


def test_the_accessible_pdf_is_tagged_named_and_in_order():
    document = read(pdf.made(PAGE, "accessible"))
    catalogue = document.trailer["/Root"]
    assert (catalogue["/MarkInfo"]["/Marked"], catalogue["/Lang"]) == (True, "en-GB")
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert document.metadata.title == "How to complain"
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()
    kinds = [kind for kind in tags(catalogue["/StructTreeRoot"]["/K"]) if kind in HEARD]
    assert kinds == ["/H1", "/P", "/H2", "/L", "/LI", "/LI", "/Link", "/Table", "/TH", "/TD"]
    words = " ".join(document.pages[0].extract_text().split())
    places = [words.index(each) for each in ("How to complain", "First tell us", "Then", "We read it", "Roads")]
    assert places == sorted(places)


HEARD = {"/H1", "/H2", "/P", "/L", "/LI", "/Link", "/Table", "/TH", "/TD"}


@pytest.mark.parametrize("kind", ["accessible", "large-print"])
def test_every_font_is_carried(kind):
    for font in fonts(read(pdf.made(PAGE, kind))):
        (inner,) = font["/DescendantFonts"]
        assert "/FontFile2" in inner["/FontDescriptor"] or "/FontFile3" in inner["/FontDescriptor"]


def test_nothing_in_large_print_is_smaller_than_18_point():
    sizes = []

    def seen(text, matrix, _text_matrix, _font, size):
        sizes.extend([size * abs(matrix[3])] if text.strip() else [])

    read(pdf.made(PAGE, "large-print")).pages[0].extract_text(visitor_text=seen)
    assert min(sizes) == pytest.approx(18)


@pytest.mark.parametrize(
    "number, order",
    [
        (1, [(3, 0), (1, 2)]),
        (4, [(3, 0), (1, 2)]),
        (5, [(7, 0), (1, 6), (5, 2), (3, 4)]),
    ],
)
def test_pages_lie_so_that_the_sheets_can_be_folded(number, order):
    assert pdf_maker.sides(number) == order


def test_the_leaflet_is_whole_sheets_of_a4_with_its_cover_on_the_right():
    leaflet = read(pdf.made(PAGE, "leaflet"))
    assert [[round(float(side)) for side in page.mediabox[2:]] for page in leaflet.pages] == [[839, 595]] * 2
    front, back = (page.extract_text() for page in leaflet.pages)
    assert "How to complain" in front
    assert back.strip() == ""


@pytest.mark.parametrize("sizes", [("60pt", "12pt"), ("12pt", "60pt")])
def test_a_leaflet_is_set_in_the_size_that_needs_the_fewest_sheets(sizes, monkeypatch):
    monkeypatch.setattr(pdf_maker, "LEAFLET_SIZES", sizes)
    assert pdf_maker.number_of_pages(pdf_maker.set_as_pdf(PAGE, "leaflet")) == 2


def test_it_fetches_nothing():
    asked = []

    class Canary(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *said):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Canary)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    there = f"http://127.0.0.1:{server.server_port}"
    hostile = (
        f'<html lang="en"><head><title>x</title><link rel="stylesheet" href="{there}/a.css">'
        f'<link rel="attachment" href="{there}/b"><style>@import url({there}/c.css);'
        f"body {{ background: url({there}/d.png) }}</style></head><body>"
        f'<img src="{there}/e.png"><img src="file:///etc/hostname">'
        f'<object data="{there}/f"></object>Text</body></html>'
    )
    try:
        assert "Text" in read(pdf.made(hostile, "accessible")).pages[0].extract_text()
    finally:
        server.shutdown()
    assert asked == []
