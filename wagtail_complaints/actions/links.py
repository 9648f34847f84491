"""Is it one matter or several, and was it told twice? Cases split, merge with a duplicate, and are linked.

What is split off keeps the submission, word for word, and gets a reference, dates and letters of its own. A
duplicate is closed beside the one that goes on; to open it again undoes that (`cases.reopen`).
"""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..letters.writing import write
from ..models import Case, CaseLink, CaseStage, CloseReason, LetterKind, LinkKind, PointOfComplaint, Procedure
from ..models.people import Party
from ..procedure.journey import MoveRefused, Verb
from ..procedure.references import new_reference
from ..signals import case_opened, tell
from . import restrictions
from .cases import end, tell_of_end
from .moves import making, may
from .opening import first_track, version_for
from .rebuilding import recompute

_CANNOT_NAME = gettext_lazy(
    "The case that goes on is closed to some of those who may read this one, and the letter would name it to them. "
    "Merge without telling the complainant by letter, or restrict this case to the same people first."
)


def split(
    case: Case,
    *,
    procedure: Procedure,
    subject: str,
    reason: str,
    by,
    on: date,
    points: Collection[int] = (),
    is_moved: bool = True,
) -> Case:
    """Open another case for a part of this one, under a procedure of its own, and tell the complainant.

    `points` are numbers of points of the case, which move to the new one or, with `is_moved` off, stand in both.
    The new case is to be triaged like any other. Raises: PermissionDenied, MoveRefused.
    """
    _needs(subject, _("Say what the new case is about."))
    _needs(reason, _("Say why this part is a case of its own."))
    with making(Verb.SPLIT, case, by=by, on=on, reason=reason) as made:
        alike = Case.objects.filter(procedure_version__procedure=procedure, subject=subject)
        if alike.filter(links_from__to_case=made.case, links_from__is_current=True).exists():
            raise MoveRefused(_("This part has been split off already."))
        new = _split_off(made.case, procedure, subject)
        restrictions.copy(made.case, to=new)
        _take(made.case, new, points, is_moved=is_moved)
        _linked(new, made.case, LinkKind.SPLIT, reason, by=by, on=on)
        recompute(new, on=on)
        tell(case_opened, Case, case=new, by=by)
        made.then(write, LetterKind.SPLIT, on=on, once=f"split:{new.pk}", by=by, case=new)
    new.refresh_from_db()
    return new


def merge(case: Case, *, into: Case, reason: str, by, on: date, tells: bool = True) -> CaseLink:
    """Close a case as a duplicate of `into`, which goes on. The complainant is told, unless it would tell too much.

    Raises: PermissionDenied, MoveRefused.
    """
    _needs(reason, _("Say how you know that it is the same."))
    if into.pk == case.pk:
        raise MoveRefused(_("A case is no duplicate of itself."))
    with transaction.atomic():
        locked = Case.objects.select_for_update(of=("self",)).filter(pk__in=(case.pk, into.pk)).order_by("pk")
        other = next(each for each in locked if each.pk == into.pk)
        if not may(by, Verb.MERGE, other):
            raise PermissionDenied
        with making(Verb.MERGE, case, by=by, on=on, reason=reason) as made:
            if not other.is_open:
                raise MoveRefused(_("The case that is to go on is closed."))
            if tells and restrictions.hides(other, from_readers_of=made.case):
                raise MoveRefused(_CANNOT_NAME)
            _undo(CaseLink.objects.filter(from_case__in=(case, other), to_case__in=(case, other), is_current=True))
            link = _linked(made.case, other, LinkKind.DUPLICATE, reason, by=by, on=on)
            end(made, CloseReason.DUPLICATE, on=on, by=by)
            if tells:
                tell_of_end(made, LetterKind.MERGED, on=on, by=by, passed_to=other.reference)
    return link


def link(case: Case, *, to: Case, reason: str, by, on: date) -> CaseLink:
    """Note that two cases have to do with each other. Raises: PermissionDenied, MoveRefused."""
    _needs(reason, _("Say what they have to do with each other."))
    if to.pk == case.pk:
        raise MoveRefused(_("A case is not linked to itself."))
    if not may(by, Verb.LINK, to):
        raise PermissionDenied
    with making(Verb.LINK, case, by=by, on=on, reason=reason) as made:
        if CaseLink.objects.filter(from_case__in=(case, to), to_case__in=(case, to), is_current=True).exists():
            raise MoveRefused(_("These cases are linked already."))
        return _linked(made.case, to, LinkKind.RELATED, reason, by=by, on=on)


def unlink(link: CaseLink, *, reason: str, by) -> CaseLink:
    """Undo a link that was made by mistake. Raises: PermissionDenied, MoveRefused."""
    _needs(reason, _("Say why they have nothing to do with each other."))
    with making(Verb.LINK, link.from_case, by=by, reason=reason):
        link.refresh_from_db()
        if not link.is_current:
            raise MoveRefused(_("This link has been undone already."))
        if link.kind == LinkKind.DUPLICATE:
            raise MoveRefused(_("The case was closed as a duplicate: reopen it, and the link is undone."))
        if link.kind == LinkKind.SPLIT:
            raise MoveRefused(_("The case was split off: that stays. Merge it back, if it was a mistake."))
        _undo([link])
    return link


def _needs(said: str, otherwise: str):
    if not said.strip():
        raise MoveRefused(otherwise)


def _undo(links):
    for each in links:
        each.is_current = False
        each.save()


def _linked(from_case: Case, to_case: Case, kind: LinkKind, reason: str, *, by, on: date) -> CaseLink:
    return CaseLink.objects.create(
        from_case=from_case, to_case=to_case, kind=kind, reason=reason, linked_on=on, linked_by=by
    )


def _split_off(case: Case, procedure: Procedure, subject: str) -> Case:
    version = version_for(procedure, case.received_on)
    if not procedure.is_live:
        raise MoveRefused(_("“%(title)s” is not in use any more.") % {"title": procedure.title})
    new = Case.objects.create(
        reference=new_reference(),
        submission=case.submission,
        procedure_version=version,
        channel=case.channel,
        received_on=case.received_on,
        happened_on=case.happened_on,
        track=first_track(version),
        subject=subject,
    )
    CaseStage.objects.create(case=new, key=version.terms.first_stage.key)
    for party in case.parties.all():
        known = {field.attname: getattr(party, field.attname) for field in Party._meta.concrete_fields}
        Party.objects.create(**{**known, "id": None, "case_id": new.pk})
    return new


def _take(case: Case, new: Case, numbers: Collection[int], *, is_moved: bool):
    chosen = list(case.points.filter(number__in=list(numbers), is_withdrawn=False).order_by("number"))
    if len(chosen) != len(set(numbers)):
        raise MoveRefused(_("A point that was chosen is not there any more. Look again."))
    for number, point in enumerate(chosen, start=1):
        PointOfComplaint.objects.create(
            case=new, number=number, text=point.text, outcome_sought=point.outcome_sought
        )
        if is_moved:
            point.is_withdrawn = True
            point.save()
