"""Do the stored dates of every case still say what its facts say? Puts right those that do not, and says which.

Where the calendar was changed, the open cases that have not followed yet come first, from where a run stopped.
"""

import gc
from datetime import date

from django.core.management.base import BaseCommand

from wagtail_complaints.actions import preview, replay
from wagtail_complaints.actions.rebuilding import batches, recompute_all
from wagtail_complaints.conf import today
from wagtail_complaints.models import Calendars, Case, ClosureDay, ExtraHoliday, Submission


class Command(BaseCommand):
    help = (
        "Rebuild from the facts what is stored of deadlines, standing and waiting. Changes nothing on clean data."
    )

    def add_arguments(self, parser):
        parser.add_argument("--on", type=date.fromisoformat, help="The day to reckon on, such as 2026-11-22.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, and change nothing.")
        parser.add_argument(
            "--proposed", action="store_true", help="Say what would move if every proposed day were confirmed."
        )

    def handle(self, *, on=None, dry_run=False, proposed=False, verbosity=1, **options):
        on = on or today()
        if proposed:
            self.foresee(on)
            return
        if not dry_run:
            self.follow(on, verbosity)
        self.look_at_the_inbox(is_rehearsal=dry_run)
        cases = changed = 0
        for case, found in recompute_all(Case.objects.all(), on=on, is_rehearsal=dry_run):
            cases += 1
            changed += found is not None
            if found is not None and verbosity:
                self.report(case, found)
        self.stdout.write(f"{cases} cases read, {changed} {'to change' if dry_run else 'changed'}.")

    def look_at_the_inbox(self, *, is_rehearsal):
        wrong = Submission.objects.said_wrongly()
        if number := wrong.count() if is_rehearsal else wrong.keep_waiting():
            self.stdout.write(f"{number} submissions said wrongly whether they wait.")

    def follow(self, on, verbosity):
        """Let the open cases follow the changes of the calendar, with a line that says how far they are.

        What is loaded by now stays loaded: told so, the garbage collector need not look through it at every batch.
        """
        gc.freeze()
        total, read, moved = replay.left(), 0, 0
        for step in replay.carry_on(on=on):
            read, moved = read + step.read, moved + step.moved
            if verbosity and self.stderr.isatty():
                self.stderr.write(bar(read, max(total, read)), ending="\r" if step.read and read < total else "\n")
        if read:
            self.stdout.write(f"The calendar was changed: {read} open cases have followed, dates moved in {moved}.")

    def foresee(self, on):
        days = [
            day for register in (ExtraHoliday, ClosureDay) for day in register.objects.filter(confirmed_on=None)
        ]
        calendars, moves = Calendars(counting=days), 0
        for batch in batches(Case.objects.open()):
            for case in batch:
                for move in preview.moves_of(case, calendars, on):
                    self.stdout.write(str(move))
                    moves += 1
        self.stdout.write(f"{len(days)} days are proposed, {moves} dates would move.")

    def report(self, case, found):
        for difference in found:
            self.stdout.write(str(difference))
        if not found:
            self.stdout.write(f"{case}: what is due next, or where it stands")


def bar(read: int, total: int, width: int = 40) -> str:
    """Return a line that shows how much is done: “[####....] 12000 of 30000 open cases”."""
    full = width * read // total if total else width
    return f"[{'#' * full}{'.' * (width - full)}] {read} of {total} open cases"
