"""In which order does the register stand? Open cases first, and what is due soonest before the rest."""

from django.db.models import F
from django.db.models.functions import Coalesce

DUE_OR_REVIEWED = Coalesce("next_due_on", "next_review_on")
OPEN_FIRST = (F("closed_on").desc(nulls_first=True), DUE_OR_REVIEWED.asc(nulls_last=True), "received_on", "pk")


def ordered(cases, by: str | None = None):
    """Return the cases sorted by a column, or as the register stands by itself."""
    match by:
        case None:
            return cases.order_by(*OPEN_FIRST)
        case "next_due_on":
            return cases.order_by(DUE_OR_REVIEWED.asc(nulls_last=True), "pk")
        case "-next_due_on":
            return cases.order_by(DUE_OR_REVIEWED.desc(nulls_last=True), "-pk")
    return cases.order_by(by, "pk")
