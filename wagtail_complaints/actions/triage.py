"""Is the case under the right procedure, stage and track; does it belong elsewhere; is somebody in danger?"""

from datetime import date

from django.utils.translation import gettext as _

from ..letters.addressee import Addressee
from ..letters.writing import write
from ..models import Case, CaseNote, CloseReason, LetterKind, Procedure, ServiceArea, ServiceProvider
from ..procedure.journey import MoveRefused, Verb
from ..procedure.terms import Entry
from ..procedure.terms import Procedure as Terms
from ..procedure.wording import in_words
from .cases import end, tell_of_end
from .handling import urgent_email
from .moves import Making, checked, making
from .opening import first_track, version_for


def triage(
    case: Case,
    *,
    procedure: Procedure,
    by,
    on: date,
    stage_key: str = "",
    track: str = "",
    service_area: ServiceArea | None = None,
    provider: ServiceProvider | None = None,
    subject: str = "",
    happened_on: date | None = None,
    reason: str = "",
    is_provider_wrong: bool = False,
) -> Case:
    """Confirm or change what the case runs under. What is left out stays as it is.

    A change of the procedure needs its reason, and so does taking off a provider that was named by mistake. The
    day it happened is given here once; after that it is corrected.

    Raises: PermissionDenied, MoveRefused.
    """
    with making(Verb.TRIAGE, case, by=by, on=on, reason=reason) as made:
        locked = made.case
        was = _as_triaged(locked)
        if procedure != locked.procedure_version.procedure:
            _change_procedure(made, procedure, reason)
        _open_in(made, stage_key)
        locked.track = _track(locked.terms, track) or locked.track
        locked.service_area = service_area or locked.service_area
        locked.provider = provider or locked.provider
        if is_provider_wrong:
            _take_provider_off(locked, reason)
        locked.subject = subject or locked.subject
        locked.happened_on = _happened(locked, happened_on)
        if locked.triaged_on and _as_triaged(locked) == was:
            raise MoveRefused(_("The case has been triaged, and this changes nothing."))
        locked.triaged_on = locked.triaged_on or on
        locked.save()
    return case


def redirect(case: Case, *, to: str, by, on: date, reason: str = "") -> Case:
    """Close the case, because it belongs elsewhere, and say so in writing. What is urgent is passed on besides.

    With nobody to pass it to it is refused, with the reason. Raises: PermissionDenied, MoveRefused.
    """
    if not (to.strip() or reason.strip()):
        raise MoveRefused(_("Say where the matter goes, or why it is not taken on."))
    with making(Verb.REDIRECT, case, by=by, on=on, reason=reason) as made:
        kind = LetterKind.REDIRECT if to.strip() else LetterKind.REFUSAL
        facts = {"reason": reason} | ({"passed_to": to} if to.strip() else {})
        end(made, CloseReason.REDIRECTED if to.strip() else CloseReason.REFUSED, on=on, by=by)
        tell_of_end(made, kind, on=on, by=by, **facts)
    return case


def service_request(case: Case, *, to: str, reason: str, by, on: date) -> Case:
    """Close the case because it asks for a service and complains of nothing, and say so in writing.

    The letter says to whom the request goes, and that they can complain at any time; `cases.reopen` takes it up as
    a complaint after all. Raises: PermissionDenied, MoveRefused. Source: Complaint Handling Code 2024, part 1.
    """
    if not to.strip():
        raise MoveRefused(_("Say who deals with the request."))
    if not reason.strip():
        raise MoveRefused(_("Say why it is a request and not a complaint: the letter says this."))
    with making(Verb.SERVICE_REQUEST, case, by=by, on=on, reason=reason) as made:
        end(made, CloseReason.SERVICE_REQUEST, on=on, by=by)
        tell_of_end(made, LetterKind.SERVICE_REQUEST, on=on, by=by, passed_to=to, reason=reason)
    return case


def pass_on(case: Case, *, to: str, by, on: date, text: str = "") -> CaseNote:
    """Tell those who act on it, at once, of a concern about somebody’s safety. The case goes on as it was.

    `text` is what they are told: without it, what happened in the complainant’s own words. The complainant
    is told that it was passed on, and nothing of anybody else. Raises: PermissionDenied, MoveRefused.
    """
    to = to.strip()
    if not to:
        raise MoveRefused(_("Say to whom it is passed on."))
    with making(Verb.PASS_ON, case, by=by, on=on) as made:
        told = text.strip() or str(case.submission.answer("what_happened"))
        if case.letters.filter(kind=LetterKind.URGENT, dated=on, to_name=to, body__contains=told).exists():
            raise MoveRefused(_("This has been passed on to them today already."))
        said = _("Passed on at once, because it may concern somebody’s safety, to: %(to)s") % {"to": to}
        note = CaseNote.objects.create(case=made.case, text=said, written_by=by)
        about = {"on": on, "by": by, "case": made.case}
        where = Addressee(name=to, email=urgent_email())
        made.then(write, LetterKind.URGENT, once=f"urgent:{note.pk}", to=where, text=told, **about)
        made.then(write, LetterKind.PASSED_ON, once=f"passed-on:{note.pk}", passed_to=to, **about)
    return note


def _as_triaged(case: Case) -> tuple:
    opening = case.stages.filter(requested_on=None).values_list("key", flat=True).first()
    about = (case.service_area_id, case.provider_id, case.subject, case.happened_on)
    return case.procedure_version_id, opening, case.track, *about


def _happened(case: Case, day: date | None) -> date | None:
    if not day or day == case.happened_on:
        return case.happened_on
    if case.happened_on:
        recorded = {"day": in_words(case.happened_on)}
        raise MoveRefused(_("It is recorded that it happened on %(day)s. Correct that, with a reason.") % recorded)
    if day > case.received_on:
        raise MoveRefused(_("That is after the complaint was received."))
    return day


def _change_procedure(made: Making, procedure: Procedure, reason: str):
    checked(made.state, Verb.CHANGE_PROCEDURE)
    if not reason.strip():
        raise MoveRefused(_("Say why this procedure applies, and not the one before."))
    if not procedure.is_live:
        raise MoveRefused(_("“%(title)s” is not in use any more.") % {"title": procedure.title})
    version = version_for(procedure, made.case.received_on)
    made.case.procedure_version = version
    made.case.track = first_track(version)


def _take_provider_off(case: Case, reason: str):
    if not case.provider:
        raise MoveRefused(_("The case names no provider."))
    if not reason.strip():
        raise MoveRefused(_("Say why the provider is taken off."))
    case.provider = None


def _open_in(made: Making, key: str):
    """Let the case open in the stage with this key, or where its procedure begins."""
    opening = made.case.stages.get(requested_on=None)
    allowed = opening_stages(made.case.terms)
    key = key or (opening.key if opening.key in allowed else made.case.terms.first_stage.key)
    if key not in allowed:
        raise MoveRefused(_("A case cannot open in that stage."))
    if key != opening.key:
        checked(made.state, Verb.CHANGE_PROCEDURE)
        opening.key = key
        opening.save()


def opening_stages(terms: Terms) -> list[str]:
    """Return where a case may open: at the first stage, at an offer before it, or where the stage says so."""
    stages = terms.stages
    before = stages[: stages.index(terms.first_stage)]
    offers = [stage.key for stage in before if stage.entry == Entry.OFFER]
    return [*offers, terms.first_stage.key, *(stage.key for stage in stages if stage.direct)]


def _track(terms: Terms, key: str) -> str:
    if key and key not in {track.key for track in terms.tracks}:
        raise MoveRefused(_("This procedure has no such track."))
    return key
