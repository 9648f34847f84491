"""How is HTML set as PDF? A program of its own: HTML in, PDF out, knowing neither Django nor the network.

It fetches nothing: pictures are carried in the document, and every other address is refused.
"""

import io
import logging
import sys

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher

_INK = """
html { font-family: Arial, "Liberation Sans", "DejaVu Sans", sans-serif; line-height: 1.4; color: #000; }
body { margin: 0; }
h1, h2, h3 { line-height: 1.2; break-after: avoid; text-align: left; }
h1 { font-size: 1.7em; margin: 0 0 .5em; } h2 { font-size: 1.3em; margin: 1.3em 0 .4em; }
h3 { font-size: 1.1em; margin: 1em 0 .3em; }
p, ul, ol, dl { margin: 0 0 .6em; } li, dd { orphans: 2; widows: 2; }
dd { margin: 0 0 .4em; } dt { font-weight: bold; break-after: avoid; }
.complaints-pairs dd > * { display: block; }
a { color: #000; text-decoration: none; overflow-wrap: anywhere; }
.complaints-reach, .complaints-stage-promises, .complaints-stages { list-style: none; padding: 0; }
.complaints-stage { margin-bottom: 1em; } .complaints-stages { counter-reset: none; }
.complaints-stage-promises { border-left: .25em solid #000; padding-left: .7em; }
.complaints-promise { margin-bottom: .4em; } .complaints-promise > span { display: block; }
.complaints-promise-words { font-weight: bold; } address { font-style: normal; display: inline; }
.complaints-services-covers { display: block; font-weight: normal; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top;
  padding: .3em .4em .3em 0; border-bottom: .5pt solid #000; } tr { break-inside: avoid; }
.complaints-hidden { display: none; } .complaints-urgent { border-left: .25em solid #000; padding-left: .6em; }
.complaints-told { display: flex; gap: 1em; } .complaints-told img { width: 4.5cm; height: auto; }
.complaints-card, .complaints-promise { break-inside: avoid; }
.complaints-source { border-top: .5pt solid #000; margin-top: 1.5em; padding-top: .5em; }
"""
_FOOT = '{{ content: counter(page) " / " counter(pages); font: {size} Arial, "Liberation Sans", sans-serif; }}'
_STYLES = {
    "accessible": "@page { size: A4; margin: 2cm; @bottom-right " + _FOOT.format(size="11pt") + " }",
    "large-print": "@page { size: A4; margin: 2cm; @bottom-right " + _FOOT.format(size="18pt") + " }"
    "html { line-height: 1.5 }"
    ".complaints-told { display: block }",
    "leaflet": "@page { size: A5; margin: 1.4cm 1.3cm; @bottom-center " + _FOOT.format(size="9pt") + " }"
    "html { line-height: 1.3 } table, tr, th, td { display: block; border: 0; padding: 0 }"
    "td + td, th + td { margin-bottom: .2em } tr { border-bottom: .5pt solid #000; padding: .3em 0 }",
}
_SIZES = {"accessible": "12pt", "large-print": "18pt"}

LEAFLET_SIZES = ("12pt", "11.5pt", "11pt")
"""Of these the largest that needs the fewest sheets."""


def set_as_pdf(html: str, kind: str) -> bytes:
    blind = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    document = HTML(string=html, url_fetcher=blind)

    def in_size(size: str) -> bytes:
        style = CSS(string=f"{_INK}{_STYLES[kind]} html {{ font-size: {size} }}", url_fetcher=blind)
        return document.write_pdf(
            None, 1, printed_links, stylesheets=[style], pdf_variant="pdf/ua-1", pdf_tags=True
        )

    if kind != "leaflet":
        return in_size(_SIZES[kind])
    return min((folded(in_size(size)) for size in LEAFLET_SIZES), key=number_of_pages)


def printed_links(_document, pdf) -> None:
    """Have links printed as they are shown, which PDF/UA asks for."""
    for each in pdf.objects:
        if isinstance(each, dict) and each.get("Type") == "/Annot":
            each["F"] = 4


def number_of_pages(made: bytes) -> int:
    return len(PdfReader(io.BytesIO(made)).pages)


def folded(pages: bytes) -> bytes:
    """Return A5 pages two to a side of A4, in the order in which they lie when the sheets are folded once.

    Sheets are printed on both sides and turned over on the short edge; their number of pages is made up to fours.
    """
    reader, writer = PdfReader(io.BytesIO(pages)), PdfWriter()
    width, height = (float(side) for side in reader.pages[0].mediabox[2:])
    for left, right in sides(len(reader.pages)):
        side = PageObject.create_blank_page(width=2 * width, height=height)
        for number, offset in ((left, 0), (right, width)):
            if number < len(reader.pages):
                side.merge_transformed_page(reader.pages[number], Transformation().translate(offset, 0))
        writer.add_page(side)
    writer.add_metadata({"/Title": reader.metadata.title or ""})
    for page in writer.pages:
        page.compress_content_streams()
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def sides(number: int) -> list[tuple[int, int]]:
    """Return the pages on the left and right of each side, counted from 0; those past the last are blank."""
    whole = -(-number // 4) * 4
    found = []
    for sheet in range(whole // 4):
        front, back = 2 * sheet, 2 * sheet + 1
        found += [(whole - 1 - front, front), (back, whole - 1 - back)]
    return found


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    sys.stdout.buffer.write(set_as_pdf(sys.stdin.buffer.read().decode(), sys.argv[1]))
