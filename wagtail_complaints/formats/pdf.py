"""How does a document become a PDF: for the screen reader, in large print, or to be folded?"""

from ctypes.util import find_library
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from . import running

_MAKER = Path(__file__).with_name("pdf_maker.py")


@cache
def is_there() -> bool:
    """Return whether WeasyPrint is installed, with the system's library that it sets type with."""
    packages = all(find_spec(name) is not None for name in ("weasyprint", "pypdf"))
    return packages and any(map(find_library, ("pango-1.0", "pango-1.0-0")))


def made(html: str, kind: str) -> bytes:
    """Return a PDF of one of the kinds of `pdf_maker`. Raises: running.NotMade."""
    return running.run((running.python(), "-I", str(_MAKER), kind), html.encode())
