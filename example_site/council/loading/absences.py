"""Who is away, and who stands in for them? An investigating manager, for a fortnight."""

from datetime import date, timedelta

from wagtail_complaints.actions import deputies

from . import staff

WEEK = timedelta(days=7)


def load(today: date):
    """Arrange it once, with the stories: the end of a demonstration's absence is nobody's to renew."""
    deputies.arrange(
        person=staff.named("investigator"),
        deputy=staff.named("service"),
        from_on=today - WEEK,
        to_on=today + WEEK,
        reason="On leave.",
        by=staff.named("manager"),
    )
