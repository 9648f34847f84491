"""Write a published procedure as a TOML document."""

from wagtail_complaints.procedure_files import write

from ..answers import OneLineCommand
from ..published import published


class Command(OneLineCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("slug", metavar="SLUG", help="The short name of a published procedure.")

    def answer(self, options) -> str:
        return write(published(options["slug"]))
