"""A file is what its content says, read to the end; what deceives is refused, in words for its sender."""

import io
import time

import pytest
from PIL import Image

from wagtail_complaints.forms import pictures
from wagtail_complaints.forms.file_names import name_as, plain_name
from wagtail_complaints.forms.file_types import ACCEPTED, FileType, file_type
from wagtail_complaints.forms.refusals import FileRefused

from . import hostile_files
from .hostile_files import GENUINE, GENUINE_TEXTS, HOSTILE


@pytest.mark.parametrize("kind", GENUINE)
def test_what_people_send_is_taken_as_what_it_is(kind):
    assert file_type(io.BytesIO(GENUINE[kind])) == FileType(kind)


@pytest.mark.parametrize("how", GENUINE_TEXTS)
def test_plain_text_is_taken_in_the_ways_computers_write_it(how):
    assert file_type(io.BytesIO(GENUINE_TEXTS[how])) == FileType.TEXT


@pytest.mark.parametrize("what", HOSTILE)
def test_what_deceives_is_refused_within_two_seconds_with_a_reason(what):
    start = time.process_time()
    with pytest.raises(FileRefused) as refused:
        file_type(io.BytesIO(HOSTILE[what]))
    assert time.process_time() - start < 2
    assert refused.value.reason.partition(" ")[0] in ("is", "must", "cannot", "contains", "unpacks", "has")


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("nothing", "is empty"),
        ("a picture too large to unpack", "has more than 50 million pixels: make it smaller"),
        ("half a picture", "cannot be opened: it is damaged"),
        ("a document with a macro", "contains macros or other programs: save it without them, or as a PDF"),
        ("a document that unpacks to 200 MB", "unpacks to more than we can take"),
    ],
)
def test_the_reason_says_what_to_do(what, reason):
    with pytest.raises(FileRefused) as refused:
        file_type(io.BytesIO(HOSTILE[what]))
    assert refused.value.reason == reason


def test_a_part_that_lies_about_its_size_is_found_out():
    """The directory says 10 bytes; what is packed are 150 million."""
    honest = hostile_files.document(parts={"word/media/a.bin": b"\0" * 150_000_000})
    size = (150_000_000).to_bytes(4, "little")
    lying = honest.replace(size, (10).to_bytes(4, "little"))
    assert lying != honest
    with pytest.raises(FileRefused):
        file_type(io.BytesIO(lying))


def test_what_is_passed_on_of_a_photograph_is_the_picture_alone_and_upright():
    taken = GENUINE["jpeg"]
    assert b"KestrelCamera" in taken and b"kestrel comment" in taken
    copy = pictures.without_metadata(io.BytesIO(taken + b"behind the end"), "JPEG")
    assert not any(words in copy.getvalue() for words in (b"Kestrel", b"kestrel", b"behind the end", b"Exif"))
    shown = Image.open(copy)
    assert (shown.size, shown.format, dict(shown.getexif())) == ((30, 40), "JPEG", {})


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_drawing_of_any_depth_is_passed_on(mode):
    made = io.BytesIO()
    Image.new(mode, (4, 3)).save(made, "PNG")
    assert Image.open(pictures.without_metadata(made, "PNG")).size == (4, 3)


def test_a_photograph_of_48_million_pixels_is_taken_and_passed_on_smaller():
    large = hostile_files.picture(size=(8000, 6000))
    assert file_type(io.BytesIO(large)) == FileType.JPEG
    assert Image.open(pictures.without_metadata(io.BytesIO(large), "JPEG")).size == (4000, 3000)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("photo.jpg", "photo.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Robin\\letter.docx", "letter.docx"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\x00b\r\nc\u200b.pdf", "abc.pdf"),
        ("", "file"),
        ("...", "file"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_plain(sent, kept):
    assert plain_name(sent) == kept


def test_a_file_is_handed_over_under_an_ending_that_is_true():
    assert name_as("photo.JPG", FileType.JPEG) == "photo.JPG"
    assert name_as("letter.html", FileType.TEXT) == "letter.html.txt"


def test_a_browser_offers_to_choose_what_is_taken():
    assert ACCEPTED == ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx,.odt,.txt"
