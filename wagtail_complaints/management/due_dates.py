"""When is it due? What `complaints_due` is asked, read from its options, and reckoned without a database."""

import csv
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from io import StringIO
from pathlib import Path

from ..bank_holidays import calendar
from ..procedure.clock import (
    CalendarExhausted,
    CaseFacts,
    Extension,
    Hold,
    Refused,
    StageFacts,
    check_order,
    deadlines,
    windows,
)
from ..procedure.ledger import Count, Line, explain, in_a_sentence, ledger, lines
from ..procedure.lengths import Length, NotALength
from ..procedure.problem import DocumentError
from ..procedure.terms import EVENTS, UNITED_KINGDOM, Counting, Event, Nation, Procedure, RollEnd, Stage
from ..procedure.wording import listed
from ..procedure.working_days import Calendar, Span
from ..procedure_files import read

COLUMNS = ("nation", "from", "within", "counting", "roll_end")
_PLACE = re.compile(r"(?:(?P<stage>[^.=]+)\.)?(?P<name>[^.=]+)=(?P<value>.+)")
_HOLD = re.compile(r"(?P<stage>[^=]+)=(?P<start>[^.:]+)\.\.(?P<end>[^.:]*):(?P<reason>.+)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class WrongInput(ValueError):
    """What was asked cannot be answered; the message says on one line what is wrong."""


def procedure_in(path: str) -> Procedure:
    """Return the procedure in a TOML file. Raises: WrongInput."""
    try:
        return read(_text(path))
    except DocumentError as error:
        raise WrongInput(f"{path}: {'; '.join(str(problem) for problem in error.problems)}") from None


def terms_in(path: str) -> tuple[Span, ...]:
    """Return the school terms in a file: whatever its form, its dates in pairs, first and last day of each term.

    Raises: WrongInput.
    """
    dates = [day_of(found) for found in _DATE.findall(_text(path))]
    terms = tuple(zip(dates[::2], dates[1::2], strict=False))
    if not dates or len(dates) % 2 or any(first > last for first, last in terms):
        raise WrongInput(f"{path}: write the first and the last day of each term, such as 2026-09-02, 2026-12-18.")
    return terms


def day_of(text: str) -> date:
    """Raises: WrongInput."""
    try:
        if not _DATE.fullmatch(text.strip()):
            raise ValueError
        return date.fromisoformat(text.strip())
    except ValueError:
        raise WrongInput(f"“{text}” is not a date. Write year, month and day, such as 2026-11-23.") from None


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise WrongInput(f"{path}: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise WrongInput(f"{path}: this is not a text file in UTF-8.") from None


@dataclass
class _Known:
    """What the options say of one stage, gathered before it is frozen."""

    stage: Stage
    requested_on: date | None = None
    events: dict[str, date] = field(default_factory=dict)
    updates: list[date] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    set_dates: dict[str, date] = field(default_factory=dict)

    def frozen(self) -> StageFacts:
        return StageFacts(
            self.stage,
            self.requested_on,
            self.events,
            tuple(self.updates),
            tuple(self.holds),
            tuple(self.extensions),
            self.set_dates,
        )


class FactsFromOptions:
    """The facts of a case as options on a command line write them. Every method raises WrongInput."""

    def __init__(self, procedure: Procedure, *, track: str = "", on: date):
        if track and track not in (known := [each.key for each in procedure.tracks]):
            raise WrongInput(
                f"“{track}” is not a track of this procedure: {listed(known) if known else 'it has none'}."
            )
        if not procedure.stages:
            raise WrongInput("This procedure has no stages, so nothing is ever due.")
        self.procedure, self.track, self.on = procedure, track, on
        self.received = self.happened = None
        self.opened_in = ""
        self.known = {stage.key: _Known(stage) for stage in procedure.stages}

    @property
    def first(self) -> Stage:
        return self.procedure.first_stage or self.procedure.stages[0]

    def event(self, option: str) -> None:
        known, name, value = self._placed(option, "--event [STAGE.]EVENT=DATE")
        on = day_of(value)
        if name not in EVENTS and name not in {each.event for each in known.stage.timescales}:
            raise WrongInput(f"“{name}” is not an event that stage “{known.stage.key}” knows.")
        if name == Event.UPDATED:
            known.updates.append(on)
            return
        if self._date_of(known, name):
            raise WrongInput(f"“{name}” has two dates. Every event but “updated” happens once.")
        if name == Event.HAPPENED:
            self.happened = on
        elif name == Event.RECEIVED:
            self.received = on
            self.opened_in = "" if known.stage == self.first else known.stage.key
        elif name == Event.REQUESTED:
            known.requested_on = on
        else:
            known.events[name] = on

    def set_date(self, option: str) -> None:
        known, name, value = self._placed(option, "--set STAGE.KEY=DATE")
        timescale = self._timescale(known.stage, name)
        if timescale.within or timescale.every:
            raise WrongInput(
                f"“{name}” of stage “{known.stage.key}” has a published length, so no date is set for it."
            )
        known.set_dates[name] = day_of(value)

    def extend(self, option: str) -> None:
        known, name, value = self._placed(option, "--extend STAGE.KEY=DATE[@GIVEN]")
        to, at, given = value.partition("@")
        event = self._timescale(known.stage, name).event
        known.extensions.append(Extension(event, day_of(to), day_of(given) if at else self.on))

    def hold(self, option: str) -> None:
        match = _HOLD.fullmatch(option)
        if not match:
            raise WrongInput(f"“{option}” is not a hold. Write --hold STAGE=FROM..[TO]:REASON.")
        start, end = day_of(match["start"]), day_of(match["end"]) if match["end"] else None
        if end and end < start:
            raise WrongInput(f"“{option}”: a hold cannot end before it starts.")
        self._stage(match["stage"]).holds.append(Hold(start, end, match["reason"]))

    def facts(self) -> CaseFacts:
        """Return the facts, in order. Raises: WrongInput (ruling 9)."""
        received = self.received or self.known[self.first.key].requested_on
        stages = tuple(known.frozen() for known in self.known.values())
        facts = CaseFacts(self.procedure, received, self.happened, self.track, stages, self.opened_in)
        try:
            check_order(facts)
        except Refused as refused:
            raise WrongInput(refused.reason) from None
        return facts

    def _placed(self, option: str, form: str) -> tuple[_Known, str, str]:
        match = _PLACE.fullmatch(option)
        if not match:
            raise WrongInput(f"“{option}” is not understood. Write {form}.")
        return self._stage(match["stage"] or self.first.key), match["name"], match["value"]

    def _stage(self, key: str) -> _Known:
        if key not in self.known:
            raise WrongInput(f"“{key}” is not a stage of this procedure: {listed(self.known)}.")
        return self.known[key]

    def _timescale(self, stage: Stage, name: str):
        for timescale in CaseFacts(self.procedure, None, track=self.track).timescales(stage):
            if timescale.name == name:
                return timescale
        raise WrongInput(f"Stage “{stage.key}” has no timescale “{name}”.")

    def _date_of(self, known: _Known, event: str) -> date | None:
        case_wide = {Event.HAPPENED: self.happened, Event.RECEIVED: self.received}
        return case_wide.get(event) or (known.requested_on if event == Event.REQUESTED else known.events.get(event))


def reckoned(facts: CaseFacts, calendar: Calendar, on: date, *, explained: bool = False) -> dict:
    """Return what is due, as plain data. Raises: WrongInput, past the end of the calendar."""
    try:
        return {
            "deadlines": [
                {
                    "stage": each.stage,
                    "key": each.key,
                    "event": str(each.event),
                    "of": str(each.of),
                    "start": _written(each.start),
                    "due": _written(each.due),
                    "latest": _written(each.latest),
                    "status": str(each.status),
                }
                | (_explained(explain(each, calendar), ledger(each, calendar)) if explained else {})
                for each in deadlines(facts, calendar, on)
            ],
            "windows": [
                {"stage": each.stage, "until": _written(each.until)} for each in windows(facts, calendar, on)
            ],
        }
    except CalendarExhausted as exhausted:
        raise WrongInput(str(exhausted)) from None


def one_date(asked: dict[str, str], terms: tuple[Span, ...] = (), *, explained: bool = False) -> dict:
    """Return the answer to one question in the words of COLUMNS. Raises: WrongInput."""
    nations = (*Nation, UNITED_KINGDOM)
    name = _word(asked.get("nation"), nations, "nation")
    way = asked.get("roll_end") and _word(asked["roll_end"], RollEnd, "way to roll")
    try:
        count = Count(
            start=day_of(asked.get("from") or ""),
            length=Length.parse(asked.get("within") or ""),
            counting=Counting(_word(asked.get("counting") or Counting.DAY_AFTER, Counting, "counting rule")),
            roll_end=RollEnd(way) if way else None,
        )
        known = calendar(name, terms=terms)
        due = count.end(known)
        answer = {key: asked.get(key) or "" for key in COLUMNS} | {"due": _written(due)}
        return answer | (_explained(in_a_sentence(count, known), lines(count, known)) if explained else {})
    except (NotALength, CalendarExhausted) as wrong:
        raise WrongInput(str(wrong)) from None


def csv_with_due(path: str, terms: tuple[Span, ...] = ()) -> str:
    """Return the CSV file with a column `due` added. Raises: WrongInput, with the line."""
    rows = csv.DictReader(StringIO(_text(path), newline=""))
    names = list(rows.fieldnames or ())
    if missing := [name for name in COLUMNS[:3] if name not in names]:
        raise WrongInput(f"{path}: line 1: no column {listed(f'“{name}”' for name in missing)}.")
    out = StringIO()
    writer = csv.DictWriter(out, [*(name for name in names if name != "due"), "due"], lineterminator="\n")
    writer.writeheader()
    for row in rows:
        try:
            if None in row or None in row.values():
                raise WrongInput(f"this line has not {len(names)} columns, as the first has.")
            writer.writerow(row | {"due": one_date(row, terms)["due"]})
        except WrongInput as wrong:
            raise WrongInput(f"{path}: line {rows.line_num}: {wrong}") from None
    return out.getvalue()


def _word(raw: str | None, words: Iterable[str], what: str) -> str:
    if raw not in [str(word) for word in words]:
        raise WrongInput(f"“{raw or ''}” is not a {what}: {listed((str(word) for word in words), 'or')}.")
    return raw


def _written(day: date | None) -> str | None:
    return day and day.isoformat()


def _explained(sentence: str, days: tuple[Line, ...]) -> dict:
    plain = [{key: value for key, value in asdict(line).items() if value} for line in days]
    return {
        "sentence": sentence,
        "ledger": [line | {"day": _written(line["day"]), "mark": str(line["mark"])} for line in plain],
    }
