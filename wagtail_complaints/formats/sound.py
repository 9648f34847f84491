"""How is a document read aloud? By a speech synthesiser, where the site has one."""

from .. import conf
from . import running
from .text import paragraphs

_SMALLER = ("lame", "--quiet", "-V", "7", "-", "-")
_VOICES = {"en-GB": "en-gb", "cy-GB": "cy"}


def command() -> tuple[str, ...]:
    return tuple(conf.setting("WAGTAIL_COMPLAINTS_SPEECH"))


def is_there() -> bool:
    return running.is_there(command())


def makes_mp3() -> bool:
    return running.is_there(_SMALLER)


def spoken(html: str, language: str) -> bytes:
    """Return the document as sound: MP3 where `lame` is there, else WAV. Raises: running.NotMade."""
    said = [part.replace("{language}", _VOICES.get(language, language)) for part in command()]
    wav = running.run_into_a_file(said, aloud(html).encode(), ".wav")
    if makes_mp3():
        return running.run(_SMALLER, wav)
    if len(wav) > running.MOST_BYTES:
        raise running.NotMade("The sound is too large without an encoder.")
    return wav


def aloud(html: str) -> str:
    """Return the text with a stop after each paragraph, so that a heading does not run into what follows."""
    return "\n\n".join(
        each.text if each.text.endswith((".", "?", "!", ":")) else f"{each.text}." for each in paragraphs(html)
    )
