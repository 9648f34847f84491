"""Who sees what, asked anew; and a case that is closed to most."""

from datetime import UTC, date, datetime

from wagtail_complaints.actions import restrictions
from wagtail_complaints.models import Case

TODAY = date(2026, 11, 9)
NOON = datetime(2026, 11, 9, 12, tzinfo=UTC)


def sees(user, *the_cases) -> bool:
    """Return whether a person, asked anew, sees exactly these cases."""
    fresh = type(user).objects.get(pk=user.pk)
    return set(Case.objects.visible_to(fresh)) == set(the_cases)


def restricted(case, manager, *named):
    restrictions.restrict(case, to=named, reason="Her ex-husband works here.", by=manager, on=TODAY)
    return case
