"""Does any role of this site see what is closed to it? `manage.py complaints_outsider_walk --on-a-copy`."""

from django.core.management import BaseCommand, CommandError
from django.db import transaction

from ...conf import today
from ..outsider.rounds import Round, alone, rounds

SHOWN = 20
"""Leaks of one walker that the report lists; the rest it counts."""


class Command(BaseCommand):
    help = (
        "Invent a case, and let somebody of every group ask for every address of this site: pages, lists, "
        "searches, exports, choosers, previews, histories and API. Fails if anything of the case comes back to "
        "somebody to whom it is closed, or if they change anything. Run it on a throw-away copy: everything is "
        "rolled back, but forms are sent to every address of the app, and what other apps do outside the "
        "database is theirs."
    )

    def add_arguments(self, parser):
        parser.add_argument("--on-a-copy", action="store_true", help="this database is a copy nobody works on")
        parser.add_argument("--who", default="", help="only walkers whose name matches this expression")
        parser.add_argument("--only", default="", help="only addresses whose name matches this expression")
        parser.add_argument("--leave-out", default="", help="no addresses whose name matches this expression")
        parser.add_argument(
            "--quick",
            action="store_true",
            help="ask only what may know of a case, about one row of each kind: for a daily run",
        )

    def handle(self, *, on_a_copy, who, only, leave_out, quick, **options):
        if not on_a_copy:
            raise CommandError("Run this on a throw-away copy of the site, and say so: --on-a-copy.")
        walked = []
        with alone(), transaction.atomic():
            for each in rounds(on=today(), who=who, only=only, leave_out=leave_out, is_quick=quick):
                walked.append(each)
                self._tell(each)
            transaction.set_rollback(True)
        self._sum_up(walked)

    def _tell(self, each: Round):
        verdict = "nothing" if each.is_clean else "LEAKS"
        self.stdout.write(f"{each.who} ({each.closed}): {each.asked} requests, {verdict}")
        for leak in each.leaks[:SHOWN]:
            self.stdout.write(f"  {leak}{' leads off the site' if leak.leads_elsewhere else ''}")
        if len(each.leaks) > SHOWN:
            self.stdout.write(f"  … and {len(each.leaks) - SHOWN} more")
        for label in each.changed:
            self.stdout.write(f"  CHANGED {label}")
        for failure in each.failures:
            self.stdout.write(f"  failed: {failure}")
        self.stdout.flush()

    def _sum_up(self, walked: list[Round]):
        if not walked:
            raise CommandError("Nobody walked: no walker matches.")
        not_asked = {name: why for each in walked for name, why in each.not_asked.items()}
        for name, why in sorted(not_asked.items()):
            self.stdout.write(f"not asked: {name}: {why}")
        unclean = [each.who for each in walked if not each.is_clean]
        if unclean:
            raise CommandError(f"The case was seen or changed by: {', '.join(unclean)}.")
        if not_asked:
            raise CommandError(
                f"{len(not_asked)} addresses could not be asked. Look at each, and name them in --leave-out.",
                returncode=2,
            )
        self.stdout.write(f"{sum(each.asked for each in walked)} requests, and nothing of the case came back.")
