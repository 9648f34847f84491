"""How does a command answer a question? On standard output; or on one line, ending with 2, why it cannot."""

import sys

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from .due_dates import WrongInput


class OneLineCommand(BaseCommand):
    """A command whose `answer` is text. It needs no database of its own accord, so it runs no system checks."""

    requires_system_checks = []

    def create_parser(self, prog_name, subcommand, **kwargs):
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.error = self._refuse
        return parser

    def answer(self, options) -> str:
        """Raises: WrongInput."""
        raise NotImplementedError

    def handle(self, **options):
        try:
            self.stdout.write(self.answer(options), ending="")
        except WrongInput as wrong:
            raise CommandError(_one_line(str(wrong)), returncode=2) from None
        except DatabaseError as error:
            said = f"The database, where published procedures are kept, cannot be read: {error}"
            raise CommandError(_one_line(said), returncode=2) from None

    def _refuse(self, message):
        if not self._called_from_command_line:
            raise CommandError(_one_line(message), returncode=2)
        self.stderr.write(f"CommandError: {_one_line(message)}")
        sys.exit(2)


def _one_line(text: str) -> str:
    return " ".join(text.split())
