"""What do the council and the people of a case write to each other? From staff, and from outside.

Whoever is written to learns by e-mail that there is a message, never what it says, and only where e-mail is safe.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from ..letters.addressee import Addressee
from ..models import About, Case, CaseMessage, Hold, LetterKind, Party
from ..models.audit import acting, as_outsider
from ..procedure.journey import MoveRefused
from . import clocks, tracking, uploads
from .people import may_work_on

PRESSED_TWICE = timedelta(minutes=10)
"""The same words again within this time are the same message."""


@transaction.atomic
def send(
    party: Party, *, text: str, by, on: date, at: datetime, is_question: bool = False, hold: Hold | None = None
) -> CaseMessage:
    """Write to somebody on their tracking page; what they wrote before counts as read.

    `hold` ends when they answer. Raises: PermissionDenied, MoveRefused.
    """
    may_work_on(party.case, by)
    _check(party, text)
    if hold and not _is_open(hold, party.case):
        raise MoveRefused(_("There is no such hold any more."))
    with acting(by):
        sent = CaseMessage.objects.create(
            case=party.case,
            party=party,
            is_ours=True,
            text=text.strip(),
            is_question=is_question or bool(hold),
            hold=hold,
            written_at=at,
            written_by=by,
        )
        _read(party.messages.unread_by_staff(), by=by, at=at)
    if Addressee.of_party(party).email:
        tracking.send_link(party, by=by, on=on, at=at, kind=LetterKind.MESSAGE)
    return sent


@transaction.atomic
def mark_read(case: Case, *, by, at: datetime):
    """Note that what was written to us has been read. Raises: PermissionDenied, MoveRefused."""
    may_work_on(case, by)
    with acting(by):
        if not _read(case.messages.unread_by_staff(), by=by, at=at):
            raise MoveRefused(_("Everything has been read already."))


def write_to_us(
    party: Party,
    *,
    text: str,
    on: date,
    at: datetime,
    about: About = About.MESSAGE,
    question: CaseMessage | None = None,
    batch: str = "",
) -> CaseMessage:
    """Keep what somebody outside writes, with the files of the batch. An answer ends the hold that waits for it.

    Raises: MoveRefused.
    """
    with transaction.atomic(), as_outsider(party.role_name), acting(None):
        Case.objects.select_for_update(of=("self",)).get(pk=party.case_id)
        _check(party, text)
        if question and hasattr(question, "answer") and question.answer.text == text.strip():
            return question.answer
        if question and not party.messages.waiting_for_an_answer().filter(pk=question.pk).exists():
            raise MoveRefused(_("You have answered this question already. Write a message instead."))
        twice = party.messages.filter(is_ours=False, about=about, text=text.strip(), answers=question)
        if pressed_before := twice.filter(written_at__gt=at - PRESSED_TWICE).first():
            return pressed_before
        written = CaseMessage.objects.create(
            case=party.case, party=party, about=about, text=text.strip(), answers=question, written_at=at
        )
        uploads.claim_for(batch, written)
        if question and question.hold and _is_open(question.hold, party.case):
            clocks.end_hold(question.hold, to_on=max(on, question.hold.from_on), by=None)
    return written


def _check(party: Party, text: str):
    if not tracking.may_follow(party):
        raise MoveRefused(_("They may not follow this case: consent is missing, or it is not their complaint."))
    if not text.strip():
        raise MoveRefused(_("Write your message."))


def _is_open(hold: Hold, case: Case) -> bool:
    return Hold.objects.current().filter(pk=hold.pk, to_on=None, case_stage__case=case).exists()


def _read(messages, *, by, at: datetime) -> int:
    unread = list(messages)
    for message in unread:
        message.read_at, message.read_by = at, by
        message.save()
    return len(unread)
