"""Write anew what every case is found by: after rows were changed past the app's own actions."""

from django.core.management.base import BaseCommand

from ...actions import case_words


class Command(BaseCommand):
    help = "Rebuild the text in which the register of cases is searched. Run again at any time."

    def handle(self, **options):
        done = sum(case_words.rebuild())
        self.stdout.write(f"{done} cases can be searched.")
