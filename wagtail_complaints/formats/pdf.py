"""How does a document become a PDF: for the screen reader, in large print, or to be folded?"""

from importlib.util import find_spec
from pathlib import Path

from . import running

_MAKER = Path(__file__).with_name("pdf_maker.py")


def is_there() -> bool:
    return find_spec("weasyprint") is not None and find_spec("pypdf") is not None


def made(html: str, kind: str) -> bytes:
    """Return a PDF of one of the kinds of `pdf_maker`. Raises: running.NotMade."""
    return running.run((running.python(), "-I", str(_MAKER), kind), html.encode())
