"""What is Wenbury Council while its stories are told? Furnished once, on the day that the story has come to.

The stories of `tests/journeys` tell it over HTTP, those of `tests/browser/walks` in a browser.
"""

from datetime import date, datetime, time
from io import StringIO

import time_machine
from django.core import mail
from django.core.management import call_command

from example_site.council.loading import forms, registers, site_pages, staff
from example_site.council.loading.calendar import at
from wagtail_complaints.conf import UNITED_KINGDOM
from wagtail_complaints.models import Case, Letter, LetterKind


def day(text: str) -> date:
    return date.fromisoformat(text)


def furnish():
    """Make the council's staff, registers, pages and forms as they were on 5 January 2026, and no case."""
    with at(day("2026-01-05")):
        site_pages.found()
        staff.load()
        registers.load()
        site_pages.load(by=staff.named("admin"), with_forms=False)
        forms.load()
        site_pages.load(by=staff.named("admin"), with_forms=True)


class Wenbury:
    """The council on one day after another, and what is known of its cases. To be used in a `with`."""

    _clock = None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._stop_the_clock()

    # The day

    def it_is(self, text: str):
        """Let a new day begin; the letters of the day before have gone out."""
        if self._clock:
            self.post_the_letters()
        self._stop_the_clock()
        self._clock = time_machine.travel(datetime.combine(day(text), time(10), UNITED_KINGDOM), tick=False)
        self._clock.start()

    def _stop_the_clock(self):
        if self._clock:
            self._clock.stop()
            self._clock = None

    def post_the_letters(self):
        call_command("complaints_send_letters", stdout=StringIO())

    # What is known

    def due(self, case: Case) -> dict[str, str]:
        """Return each clock that runs, by stage and timescale, with the day it is due; “” where none is known."""
        rows = [row for stage in case.stages.all() for row in stage.deadlines.filter(is_running=True)]
        return {f"{row.case_stage.key} {row.timescale}": f"{row.due_on or ''}" for row in rows}

    def met(self, case: Case) -> dict[str, str]:
        """Return each clock that has been met, with its day."""
        rows = [row for stage in case.stages.all() for row in stage.deadlines.exclude(met_on=None)]
        return {f"{row.case_stage.key} {row.timescale}": f"{row.met_on}" for row in rows}

    def letters(self, case: Case) -> list[str]:
        """Return the letters to the complainant's side, in the order they were written, each with its day."""
        written = case.letters.exclude(kind=LetterKind.SIGN_OFF_NOTICE).order_by("pk")
        return [f"{letter.dated} {letter.kind}" for letter in written]

    def last_letter(self, case: Case, kind: str) -> Letter:
        return case.letters.filter(kind=kind).latest("pk")

    def mail_to(self, address: str) -> list[str]:
        """Return the subjects of what was really sent to an address."""
        self.post_the_letters()
        return [message.subject for message in mail.outbox if message.to == [address]]
