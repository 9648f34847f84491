"""What do we call a file that somebody sent? As they did, without paths and without letters that deceive."""

import re
import unicodedata
from pathlib import PurePosixPath

from .file_types import KNOWN, FileType

LONGEST = 120
_DECEIVING = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Control and format characters: among them those that turn the direction of writing, to hide an ending."""


def plain_name(name: str) -> str:
    """Return the last part of a path, in letters that are what they look like; “file” where nothing is left."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(letter for letter in last if unicodedata.category(letter) not in _DECEIVING)
    return _shortened(" ".join(visible.split()).strip(". ")) or "file"


def _shortened(name: str) -> str:
    ending = PurePosixPath(name).suffix[:12]
    return name if len(name) <= LONGEST else name[: LONGEST - len(ending)] + ending


def name_as(name: str, found: FileType) -> str:
    """Return the name with an ending that says what the file is."""
    endings = KNOWN[found].endings
    return name if name.lower().endswith(endings) else f"{name}{endings[0]}"
