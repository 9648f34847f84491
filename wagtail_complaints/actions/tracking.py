"""Who may come to the tracking page of a case, and how? Links are sent, codes printed, visits begun and ended.

Nobody learns from any answer whether a reference exists: what depends on it is done after the answer is out, or is
one look-up whatever was typed.
"""

import secrets
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ..conf import setting
from ..letters.addressee import Addressee
from ..letters.tracking_link import CODE_MARK, LINK_MARK, nonce_in, page_address
from ..letters.writing import write
from ..models import Letter, LetterKind, Party, TrackingAccess, TrackingVisit, WayIn
from ..models.audit import acting, as_outsider
from ..models.tracking import may_follow
from ..procedure.journey import MoveRefused
from ..procedure.references import ALPHABET, read_reference
from .people import may_work_on

CODE_CHARACTERS = 16
"""80 bits."""

NOT_AGAIN_WITHIN = timedelta(minutes=10)
"""Whoever knows a reference can ask for links: so often and no oftener they reach somebody."""

LONGEST_VISIT = timedelta(hours=12)


class PrintedCode(NamedTuple):
    """A code at the one moment at which it is known, and its letter with the code in it."""

    code: str
    letter: Letter
    words: str


def send_link(
    party: Party, *, by, on: date, at: datetime, kind: LetterKind = LetterKind.TRACKING_LINK
) -> TrackingAccess:
    """Send somebody a new link; those before it that were not used are closed.

    Raises: PermissionDenied, MoveRefused.
    """
    with transaction.atomic(), acting(by):
        party = _locked(party, by)
        to = Addressee.of_party(party)
        if not to.email:
            raise MoveRefused(_("There is no e-mail address at which it is safe to reach them. Print a code."))
        _close(party.ways_in.usable(at).filter(way=WayIn.LINK), at)
        access = TrackingAccess(party=party, way=WayIn.LINK, sent_to=to.email, made_at=at, made_by=by)
        access.expires_at = at + timedelta(hours=setting("WAGTAIL_COMPLAINTS_TRACKING_LINK_HOURS"))
        _save_with_letter(access, kind, to=to, by=by, on=on, link=LINK_MARK)
    return access


def print_code(party: Party, *, by, on: date, at: datetime) -> PrintedCode:
    """Make a code for a printed letter; the one before it opens nothing any more.

    Raises: PermissionDenied, MoveRefused.
    """
    with transaction.atomic(), acting(by):
        party = _locked(party, by)
        _close(party.ways_in.usable(at).filter(way=WayIn.CODE), at)
        code = "".join(secrets.choice(ALPHABET) for _each in range(CODE_CHARACTERS))
        access = TrackingAccess(party=party, way=WayIn.CODE, made_at=at, made_by=by)
        access.code_digest = _digest_of_code(party.case.reference, code)
        to = Addressee(party.name, "", party.address, party)
        facts = {"link": page_address(), "text": CODE_MARK}
        letter = _save_with_letter(access, LetterKind.TRACKING_CODE, to=to, by=by, on=on, **facts)
    shown = "-".join(code[start : start + 4] for start in range(0, CODE_CHARACTERS, 4))
    return PrintedCode(shown, letter, letter.body.replace(CODE_MARK, shown))


@transaction.atomic
def revoke(party: Party, *, reason: str, by, at: datetime):
    """Close every way in that somebody has, and the page they have open. Raises: PermissionDenied, MoveRefused."""
    may_work_on(party.case, by)
    if not reason.strip():
        raise MoveRefused(_("Say why."))
    with acting(by, reason):
        if not _close(party.ways_in.filter(revoked_at=None), at):
            raise MoveRefused(_("They have no way in that could be closed."))


def ask_for_links(reference: str, *, on: date, at: datetime):
    """Send a link to whoever may follow the case of this reference and can safely be written to; say nothing."""
    for party in Party.objects.filter(case__reference=_read(reference)).select_related("case"):
        lately = party.ways_in.filter(way=WayIn.LINK, made_at__gt=at - NOT_AGAIN_WITHIN)
        if may_follow(party) and Addressee.of_party(party).email and not lately.exists():
            with as_outsider(_("Somebody with the reference")):
                send_link(party, by=None, on=on, at=at)


def could_enter(token: str, *, at: datetime) -> bool:
    """Return whether a link would lead in now. Looking spends nothing: mail scanners follow links."""
    return bool(_by_link(TrackingAccess.objects.usable(at), token))


@transaction.atomic
def enter_by_link(token: str, *, at: datetime) -> str | None:
    """Spend a link, and return the secret of the visit that it begins; None where it leads nowhere any more."""
    return _begun(_by_link(TrackingAccess.objects.usable(at).select_for_update(of=("self",)), token), at)


@transaction.atomic
def enter_by_code(reference: str, code: str, *, at: datetime) -> str | None:
    """Return the secret of the visit that a code begins, or None. One look-up, whatever was typed."""
    digest = _digest_of_code(_read(reference), code)
    usable = TrackingAccess.objects.usable(at).filter(way=WayIn.CODE)
    return _begun(usable.select_for_update(of=("self",)).filter(code_digest=digest).first(), at)


def visit_of(secret: str, *, at: datetime) -> TrackingVisit | None:
    """Return the visit that goes on under this secret, seen now; None once it has ended, for whatever reason."""
    idle = at - timedelta(minutes=setting("WAGTAIL_COMPLAINTS_TRACKING_MINUTES"))
    known = TrackingVisit.objects.filter(
        digest=_digest(secret),
        left_at=None,
        seen_at__gt=idle,
        began_at__gt=at - LONGEST_VISIT,
        access__revoked_at=None,
    )
    visit = known.select_related("access__party__case__procedure_version__procedure").first()
    if not visit or not _is_still_theirs(visit.access):
        return None
    TrackingVisit.objects.filter(pk=visit.pk).update(seen_at=at)
    return visit


def leave(visit: TrackingVisit, *, at: datetime):
    TrackingVisit.objects.filter(pk=visit.pk).update(left_at=at)


def _locked(party: Party, by) -> Party:
    may_work_on(party.case, by)
    party = Party.objects.select_for_update(of=("self",)).select_related("case").get(pk=party.pk)
    if not may_follow(party):
        raise MoveRefused(_("They may not follow this case: consent is missing, or it is not their complaint."))
    return party


def _save_with_letter(access: TrackingAccess, kind: LetterKind, *, to: Addressee, by, on: date, **facts) -> Letter:
    access.save()
    once = f"{kind.value}:{access.pk}"
    access.letter = write(kind, on=on, once=once, by=by, case=access.party.case, to=to, **facts)
    access.save()
    return access.letter


def _close(ways, at: datetime) -> int:
    closed = list(ways)
    for access in closed:
        access.revoked_at = at
        access.save()
    return len(closed)


def _by_link(ways, token: str) -> TrackingAccess | None:
    access = ways.filter(way=WayIn.LINK, nonce=nonce_in(token) or "").select_related("party").first()
    return access if access and _is_still_theirs(access) else None


def _is_still_theirs(access: TrackingAccess) -> bool:
    """A link is theirs while it went to the address at which they may be written to."""
    if access.way == WayIn.LINK and Addressee.of_party(access.party).email != access.sent_to:
        return False
    return may_follow(access.party)


def _begun(access: TrackingAccess | None, at: datetime) -> str | None:
    if not access or not _is_still_theirs(access):
        return None
    if not access.used_at:
        access.used_at = at
        with as_outsider(access.party.role_name), acting(None):
            access.save()
    secret = secrets.token_urlsafe(32)
    TrackingVisit.objects.create(access=access, digest=_digest(secret), began_at=at, seen_at=at)
    return secret


def _read(reference: str) -> str:
    try:
        return read_reference(reference)
    except ValueError:
        return ""


def _digest_of_code(reference: str, code: str) -> str:
    heard = code.upper().replace("O", "0").replace("I", "1").replace("L", "1")
    plain = "".join(each for each in heard if each in ALPHABET)
    return salted_hmac("wagtail_complaints.tracking-code", f"{reference} {plain}", algorithm="sha256").hexdigest()


def _digest(secret: str) -> str:
    return salted_hmac("wagtail_complaints.tracking-visit", secret, algorithm="sha256").hexdigest()
