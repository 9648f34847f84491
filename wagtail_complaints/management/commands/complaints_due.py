"""Print when something is due: in a case under a procedure, from one day, or for every line of a CSV file."""

import json
from dataclasses import replace

from wagtail_complaints.bank_holidays import calendar
from wagtail_complaints.conf import today

from ..answers import OneLineCommand
from ..due_dates import (
    FactsFromOptions,
    WrongInput,
    csv_with_due,
    day_of,
    one_date,
    procedure_in,
    reckoned,
    terms_in,
)
from ..published import is_a_file, published

_DASH = "–"


class Command(OneLineCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("procedure", nargs="?", help="A TOML file, or the slug of a published procedure.")
        parser.add_argument("--event", action="append", default=[], metavar="[STAGE.]EVENT=DATE")
        parser.add_argument("--set", action="append", default=[], metavar="STAGE.KEY=DATE")
        parser.add_argument("--track", default="", metavar="KEY")
        parser.add_argument("--extend", action="append", default=[], metavar="STAGE.KEY=DATE[@GIVEN]")
        parser.add_argument("--hold", action="append", default=[], metavar="STAGE=FROM..[TO]:REASON")
        parser.add_argument("--on", metavar="DATE", help="The day asked about; today, if absent.")
        parser.add_argument("--terms", metavar="FILE", help="School terms: the first and last day of each.")
        parser.add_argument("--nation", help="Whose bank holidays; or united-kingdom.")
        parser.add_argument("--from", metavar="DATE", help="The day of the event.")
        parser.add_argument("--within", metavar="LENGTH", help="Such as “10 working days”.")
        parser.add_argument("--counting", metavar="RULE", help="day-after, roll-start or day-one.")
        parser.add_argument("--roll-end", metavar="WAY", help="forward or back.")
        parser.add_argument("--csv", metavar="FILE", help="Columns nation, from, within, counting, roll_end.")
        parser.add_argument("--explain", action="store_true", help="List every day of the count.")
        parser.add_argument("--json", action="store_true")

    def answer(self, options) -> str:
        terms = terms_in(options["terms"]) if options["terms"] else ()
        asked = [name for name in ("procedure", "nation", "csv") if options[name]]
        if len(asked) != 1:
            raise WrongInput("Say one of the three: a procedure, --nation with --from and --within, or --csv.")
        if options["csv"]:
            return csv_with_due(options["csv"], terms)
        if options["nation"]:
            found = one_date(options, terms, explained=options["explain"])
            return _json(found) if options["json"] else _one_in_text(found)
        found = self._in_a_case(options, terms)
        return _json(found) if options["json"] else _case_in_text(found)

    def _in_a_case(self, options, terms) -> dict:
        on = day_of(options["on"]) if options["on"] else today()
        is_file = is_a_file(options["procedure"])
        procedure = procedure_in(options["procedure"]) if is_file else published(options["procedure"])
        said = FactsFromOptions(procedure, track=options["track"], on=on)
        for option, take in (
            ("event", said.event),
            ("set", said.set_date),
            ("extend", said.extend),
            ("hold", said.hold),
        ):
            for text in options[option]:
                take(text)
        name = procedure.calendar or procedure.nation
        known = calendar(name, terms=terms) if is_file else _registered(procedure, terms)
        return reckoned(said.facts(), known, on, explained=options["explain"])


def _registered(procedure, terms):
    """Return the council's own calendar, with its registers of holidays, closures and terms."""
    from wagtail_complaints.models.calendars import Calendars

    known = Calendars().of(procedure)
    return replace(known, terms=terms) if terms else known


def _json(found: dict) -> str:
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _one_in_text(found: dict) -> str:
    return "\n".join([found["due"], *_days_in_text(found)]) + "\n"


def _case_in_text(found: dict) -> str:
    said = []
    for each in found["deadlines"]:
        due, latest = each["due"] or _DASH, each["latest"] or _DASH
        said.append(f"{each['stage']}.{each['key']}: {each['status']}, due {due}, at the latest {latest}")
        said.extend(_days_in_text(each))
    said.extend(
        f"{each['stage']}: the next stage can be asked for until {each['until']}" for each in found["windows"]
    )
    return "\n".join(said) + "\n"


def _days_in_text(found: dict) -> list[str]:
    days = [
        f"    {line['day']}  {line['mark']}{' ' + str(line['number']) if 'number' in line else ''}"
        f"{': ' + line['name'] if 'name' in line else ''}"
        for line in found.get("ledger", ())
    ]
    return [f"  {found['sentence']}", *days] if "sentence" in found else []
