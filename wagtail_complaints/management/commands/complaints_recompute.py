"""Do the stored dates of every case still say what its facts say? Puts right those that do not, and says which."""

from datetime import date

from django.core.management.base import BaseCommand

from wagtail_complaints.actions.rebuilding import recompute_all
from wagtail_complaints.conf import today
from wagtail_complaints.models import Case


class Command(BaseCommand):
    help = "Rebuild the stored deadlines of every case from its facts. Changes nothing on clean data."

    def add_arguments(self, parser):
        parser.add_argument("--on", type=date.fromisoformat, help="The day to reckon on, such as 2026-11-22.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, and change nothing.")

    def handle(self, *, on=None, dry_run=False, verbosity=1, **options):
        cases = changed = 0
        for case, found in recompute_all(Case.objects.all(), on=on or today(), is_rehearsal=dry_run):
            cases += 1
            changed += found is not None
            if found is not None and verbosity:
                self.report(case, found)
        self.stdout.write(f"{cases} cases read, {changed} {'to change' if dry_run else 'changed'}.")

    def report(self, case, found):
        for difference in found:
            self.stdout.write(str(difference))
        if not found:
            self.stdout.write(f"{case}: what is due next")
