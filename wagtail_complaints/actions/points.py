"""What exactly is complained about? The numbered points, which a response answers one by one."""

from django.db.models import Max
from django.utils.translation import gettext as _

from ..models import Case, PointOfComplaint
from ..procedure.journey import MoveRefused, Verb
from .moves import making


def add(case: Case, *, text: str, by, outcome_sought: str = "") -> PointOfComplaint:
    """Add the next point; a number is never given twice. Raises: PermissionDenied, MoveRefused."""
    if not text.strip():
        raise MoveRefused(_("Say what is complained about."))
    with making(Verb.CHANGE_POINTS, case, by=by) as made:
        points = made.case.points
        if points.filter(text=text, is_withdrawn=False).exists():
            raise MoveRefused(_("This point is there already."))
        last = points.aggregate(last=Max("number"))["last"] or 0
        return points.create(number=last + 1, text=text, outcome_sought=outcome_sought)


def revise(
    point: PointOfComplaint, *, by, reason: str, text: str | None = None, outcome_sought: str | None = None
) -> PointOfComplaint:
    """Put a point in other words; what is left out stays. Raises: PermissionDenied, MoveRefused."""
    changes = {"text": text, "outcome_sought": outcome_sought}
    with making(Verb.CHANGE_POINTS, point.case, by=by, reason=reason):
        _still_stands(point, reason)
        changes = {name: new for name, new in changes.items() if new is not None and new != getattr(point, name)}
        if not changes:
            raise MoveRefused(_("That is how the point reads now."))
        for name, new in changes.items():
            setattr(point, name, new)
        point.save()
    return point


def withdraw(point: PointOfComplaint, *, by, reason: str) -> PointOfComplaint:
    """Take a point off the complaint; it keeps its number. Raises: PermissionDenied, MoveRefused."""
    with making(Verb.CHANGE_POINTS, point.case, by=by, reason=reason):
        _still_stands(point, reason)
        point.is_withdrawn = True
        point.save()
    return point


def _still_stands(point: PointOfComplaint, reason: str):
    point.refresh_from_db()
    if point.is_withdrawn:
        raise MoveRefused(_("This point has been withdrawn."))
    if not reason.strip():
        raise MoveRefused(_("Give the reason for the change."))
