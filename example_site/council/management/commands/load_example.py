"""Make Wenbury Council, once: `manage.py load_example`."""

from datetime import timedelta

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import transaction

from example_site.council.loading import (
    absences,
    diary,
    forms,
    guard,
    opinions,
    registers,
    site_pages,
    staff,
    stories,
)
from example_site.council.loading.calendar import at
from wagtail_complaints import conf
from wagtail_complaints.models import Case, Submission

PUBLISHED = timedelta(days=270)
"""How long ago the council published its procedures."""


class Command(BaseCommand):
    help = "Load the example council: staff, pages, procedures, forms, and sixty cases dated relative to today."

    def handle(self, **options):
        guard.check()
        today = conf.today()
        with at(today - PUBLISHED), transaction.atomic():
            self._furnish()
        self._fill(today)
        self._say_who_to_be()

    def _furnish(self):
        site_pages.found()
        site_pages.stand_at(settings.WAGTAILADMIN_BASE_URL)
        self._say("Staff, groups and sign-off workflows")
        staff.load()
        self._say("Services, advocates and settings")
        registers.load()
        by = staff.named("admin")
        self._say("Pages, and eight procedures from their documents")
        site_pages.load(by=by, with_forms=False)
        self._say("Feedback forms, and the pages they stand on")
        forms.load()
        site_pages.load(by=by, with_forms=True)

    def _fill(self, today):
        told = stories.read()
        there = Submission.objects.filter(idempotency_key__in=[story.key for story in told]).count()
        if there == len(told):
            self._say(f"Cases: {Case.objects.count()} are there already")
            return
        if there:
            raise CommandError("An earlier load was interrupted. Remove the folder .demo and load again.")
        self._say(f"Cases: {len(told)} stories, day by day")
        for number, (day, _) in enumerate(diary.keep(told, today=today)):
            if number % 10 == 0:
                self._say(f"  {day:%d %B %Y}: {Case.objects.count()} cases so far")
        absences.load(today)
        opinions.load(today)
        self._say(f"  {Case.objects.count()} cases, {Submission.objects.filter(case=None).count()} other messages")

    def _say(self, text: str):
        self.stdout.write(text)
        self.stdout.flush()

    def _say_who_to_be(self):
        self.stdout.write(f"\nSign in under /admin/ with the password “{staff.PASSWORD}” as:")
        for person in staff.PEOPLE:
            self.stdout.write(f"  {person.username:<14}{person.first_name} {person.last_name}, {person.job}")
