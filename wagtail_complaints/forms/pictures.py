"""Is this really a picture, and what of it may be passed on? The picture, without what the camera wrote into it."""

import warnings
from io import BytesIO
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from .refusals import FileRefused

MOST_PIXELS = 50_000_000
"""Asked of the header, before a single pixel is unpacked. ASVS 5.2.6."""

_COPIED_PIXELS = 12_000_000
"""What is passed on of a larger photograph is made smaller; the original is kept."""

_SAVED = {"JPEG": {"quality": 88}, "PNG": {}, "WEBP": {"quality": 88}}
_MODES = {
    "JPEG": ("L", "RGB", "CMYK"),
    "PNG": ("1", "L", "LA", "RGB", "RGBA", "I;16"),
    "WEBP": ("RGB", "RGBA"),
}


def check(file: BinaryIO, format: str):
    """Read the whole picture. Raises: FileRefused."""
    _opened(file, format)


def without_metadata(file: BinaryIO, format: str) -> BytesIO:
    """Return the picture drawn again: no place, no camera, no comment, nothing behind it. Raises: FileRefused."""
    picture = _opened(file, format)
    upright = ImageOps.exif_transpose(picture)
    if upright.mode not in _MODES[format]:
        upright = upright.convert("RGB" if format == "JPEG" else "RGBA")
    bare = Image.frombytes(upright.mode, upright.size, upright.tobytes())
    copy = BytesIO()
    bare.save(copy, format, **_SAVED[format])
    copy.seek(0)
    return copy


def _opened(file: BinaryIO, format: str) -> Image.Image:
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(file, formats=[format])
            if picture.width * picture.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            if picture.width * picture.height > _COPIED_PIXELS:
                picture.draft("RGB", (picture.width // 2, picture.height // 2))
            picture.load()
    except Image.DecompressionBombError as wrong:
        raise FileRefused(_("has more than 50 million pixels: make it smaller")) from wrong
    except Exception as wrong:  # Pillow's decoders raise whatever the damage makes them
        raise FileRefused(_("cannot be opened: it is damaged")) from wrong
    return picture
