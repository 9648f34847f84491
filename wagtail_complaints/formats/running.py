"""How is a tool outside the site run so that it never holds the site up? For so long, for so much, and no more."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

SECONDS = 25
"""How long a format may take."""

MOST_BYTES = 12_000_000
"""How large a format may be."""

LARGEST_FILE = 5 * MOST_BYTES
"""How large a file may be that is still to be made smaller."""

MOST_CHARACTERS = 400_000
"""How much there may be to make it from: a long procedure has 20,000."""


class NotMade(Exception):
    """A format could not be made; says why, for the log."""


def is_there(command: Sequence[str]) -> bool:
    return bool(command) and shutil.which(command[0]) is not None


def python() -> str:
    """Return the interpreter of the site's packages; under uWSGI `sys.executable` is another program."""
    own = Path(sys.prefix) / "bin" / "python"
    return str(own) if own.exists() else sys.executable


def run(command: Sequence[str], given: bytes) -> bytes:
    """Return what a command writes of what it is given. Raises: NotMade."""
    made = _run(command, given)
    if not made or len(made) > MOST_BYTES:
        raise NotMade(f"{command[0]} made {len(made)} bytes.")
    return made


def run_into_a_file(command: Sequence[str], given: bytes, suffix: str) -> bytes:
    """Return the file that a command makes where it says `{file}`. Raises: NotMade."""
    with tempfile.TemporaryDirectory(prefix="complaints-") as folder:
        path = Path(folder) / f"made{suffix}"
        _run([part.replace("{file}", str(path)) for part in command], given)
        if not path.exists() or path.stat().st_size > LARGEST_FILE:
            raise NotMade(f"{command[0]} made no file, or too large a one.")
        return path.read_bytes()


def _run(command, given: bytes) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 (no shell, and what is given is never a part of the command)
            command, input=given, capture_output=True, timeout=SECONDS, check=True
        )
    except subprocess.TimeoutExpired:
        raise NotMade(f"{command[0]} took longer than {SECONDS} seconds.") from None
    except (OSError, subprocess.CalledProcessError) as wrong:
        said = getattr(wrong, "stderr", b"") or b""
        raise NotMade(f"{command[0]}: {wrong} {said.decode(errors='replace')[-500:]}") from wrong
    return done.stdout
