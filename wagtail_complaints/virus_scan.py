"""Does ClamAV find a virus in this file? Asked of its daemon (INSTREAM); without a plain yes or no it is not known.

Source: clamd(8). Anything but the answer “OK” must never count as clean: the daemon says so for much that it did
not look into, and nothing at all where it is down.
"""

import socket
import struct
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from .conf import setting

SECONDS = 20
_LONGEST_ANSWER = 4096


class Verdict(StrEnum):
    CLEAN = "clean"
    INFECTED = "infected"
    UNKNOWN = "unknown"


class Scanned(NamedTuple):
    verdict: Verdict
    said: str = ""


def is_configured() -> bool:
    return bool(setting("WAGTAIL_COMPLAINTS_CLAMD"))


def scan(chunks: Iterable[bytes]) -> Scanned:
    """Return what the daemon says of a file. Never raises: a daemon that fails does not know."""
    try:
        answer = _asked(chunks)
    except (OSError, ValueError) as failed:
        return Scanned(Verdict.UNKNOWN, type(failed).__name__)
    if answer == "stream: OK":
        return Scanned(Verdict.CLEAN)
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return Scanned(Verdict.INFECTED, answer.removeprefix("stream: ").removesuffix(" FOUND"))
    return Scanned(Verdict.UNKNOWN, answer)


def _asked(chunks: Iterable[bytes]) -> str:
    with _connected() as daemon:
        daemon.sendall(b"zINSTREAM\0")
        for chunk in chunks:
            if chunk:
                daemon.sendall(struct.pack("!L", len(chunk)) + chunk)
        daemon.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER and (part := daemon.recv(1024)):
            answer += part
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()


def _connected() -> socket.socket:
    where = setting("WAGTAIL_COMPLAINTS_CLAMD")
    if where.startswith("/"):
        daemon = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        daemon.settimeout(SECONDS)
        daemon.connect(where)
        return daemon
    host, _colon, port = where.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)
