"""How does a letter come to be? Its words, its frame and its particulars, frozen into the outbox."""

import re
from datetime import date
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.html import linebreaks

from ..models import Case, CaseStage, Letter, LetterKind
from ..models.audit import acting
from ..signals import letter_queued, tell
from .addressee import Addressee
from .contents import check, check_words
from .dates import reply_deadline
from .further import is_last_word
from .particulars import PLACEHOLDERS, in_words, particulars
from .writer import Writer, writer_of

_PLACEHOLDER = re.compile(r"\{\{ *(?P<name>\w+) *\}\}")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


class Composed(NamedTuple):
    """The words of a letter, in their frame."""

    subject: str
    body: str
    body_html: str


def write(kind: LetterKind, *, once, by=None, **matter) -> Letter:
    """Return the letter, queued once for the matter that `once` names; asked again, the first one.

    The `matter` is what `_row` takes, and the facts. Raises: LetterIncomplete; TypeError for a fact that is
    no placeholder.
    """
    row = _row(kind, by=by, **matter)
    with acting(by, kind.label):
        letter, is_new = Letter.objects.get_or_create(once=once, defaults=row)
    if is_new:
        tell(letter_queued, Letter, letter=letter)
    return letter


def write_first(kind: LetterKind, *, once, by=None, filed_in: Case | None = None, **matter) -> Letter:
    """Return the letter, queued for a matter of which the caller knows, under its lock, that none was written.

    It is kept with the case `filed_in`, of which it does not speak. The rest is as for `write`.
    """
    row = _row(kind, by=by, **matter) | ({"case": filed_in} if filed_in else {})
    with acting(by, kind.label):
        letter = Letter.objects.create(once=once, **row)
    tell(letter_queued, Letter, letter=letter)
    return letter


def _row(
    kind: LetterKind,
    *,
    on,
    by=None,
    case=None,
    case_stage=None,
    submission=None,
    to=None,
    html="",
    promises=None,
    writer=None,
    **facts,
) -> dict:
    """Return the fields of a letter.

    `facts` are placeholders (dates or text) that only the caller knows; `html` is the formatted form of
    the fact `text`, already clean. `promises` is an event and the date given for it, where that is not the
    date of the reply. The `writer` is the council as it stands now, if it has been read already.
    """
    case = case or (case_stage.case if case_stage else None)
    to = to or (Addressee.of_case(case) if case else Addressee.of_submission(submission))
    composed = compose(
        kind,
        on=on,
        to=to,
        case=case,
        case_stage=case_stage,
        submission=submission,
        html=html,
        event=str(promises[0]) if promises else "",
        writer=writer,
        **facts,
    )
    event, promised_on = _promise(composed, case_stage, promises)
    return {
        "case": case,
        "case_stage": case_stage,
        "submission": submission or (case.submission if case else None),
        "kind": kind,
        "to_party": to.party,
        "to_name": to.name,
        "to_email": to.email,
        "to_address": to.address,
        "subject": composed.subject,
        "body": composed.body,
        "body_html": composed.body_html,
        "dated": on,
        "promised_event": event,
        "promised_on": promised_on,
        "created_by": by,
    }


def compose(
    kind: LetterKind,
    *,
    on,
    to,
    case=None,
    case_stage=None,
    submission=None,
    html="",
    event="",
    writer: Writer | None = None,
    **facts,
) -> Composed:
    """Return the letter as it would be written, for a preview. Arguments and errors are those of `write`.

    `event` is what a `new_date` is given for.
    """
    if unknown := set(facts) - set(PLACEHOLDERS):
        raise TypeError(f"A letter has no placeholder called {', '.join(sorted(unknown))}.")
    day = facts.get("new_date") or facts.get("reply_by")
    writer = writer or writer_of(kind)
    known = particulars(
        on=on,
        to=to,
        case=case,
        case_stage=case_stage,
        submission=submission,
        event=event,
        day=day,
        is_last_word=is_last_word(kind, case_stage),
        is_about_delay=kind in (LetterKind.EXTENSION, LetterKind.EXTENSION_PROPOSED),
        writer=writer,
    )
    known |= {name: in_words(fact) if hasattr(fact, "weekday") else str(fact) for name, fact in facts.items()}
    check(kind, known)
    subject, words = _words(kind, known, writer.own_words)
    check_words(kind, known, words)
    return Composed(
        _one_line(subject),
        _framed("txt", known, words=words),
        _framed("html", known, words=_formatted(words, known["text"], html)) if html else "",
    )


def unknown_placeholders(text: str) -> set[str]:
    """Return the placeholders in a council's own words that no letter can fill."""
    return {match["name"] for match in _PLACEHOLDER.finditer(text)} - set(PLACEHOLDERS)


def _promise(composed: Composed, case_stage: CaseStage | None, promises: tuple[str, date] | None):
    """Return the event and the date that the letter speaks of, if its words do say a date."""
    reply = reply_deadline(case_stage) if case_stage and not promises else None
    event, day = promises or ((reply.event, reply.due_on) if reply else ("", None))
    return (str(event), day) if day and in_words(day) in composed.body else ("", None)


def _words(kind: LetterKind, known: dict[str, str], own: tuple[str, str] | None) -> tuple[str, str]:
    if own:
        subject, body = own
        return _filled(subject, known), _filled(body, known)
    template = f"wagtail_complaints/letters/{kind.value}"
    subject = render_to_string(f"{template}.subject.txt", known)
    return subject.strip(), render_to_string(f"{template}.txt", known).strip()


def _filled(text: str, known: dict[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda match: str(known.get(match["name"], "")), text)


def _formatted(words: str, text: str, html: str) -> str:
    """Return the words as HTML, with `html` in the place where they say `text`."""
    before, _said, after = words.partition(text)
    return linebreaks(before, autoescape=True) + html + linebreaks(after, autoescape=True)


def _framed(form: str, known: dict[str, str], *, words: str) -> str:
    framed = render_to_string(f"wagtail_complaints/letters/frame.{form}", {**known, "words": words})
    return re.sub(r"\n{3,}", "\n\n", framed).strip() + "\n"


def _one_line(text: str) -> str:
    return _UNPRINTABLE.sub(" ", text).strip()[:200]
