from django.core.management.base import BaseCommand

from ...actions.setup import set_up


class Command(BaseCommand):
    help = "Make a group for each role of a complaints team, and a default sign-off. Safe to run again."

    def handle(self, *args, verbosity, **options):
        made = set_up()
        if verbosity:
            for line in made or ["Nothing was missing."]:
                self.stdout.write(line)
