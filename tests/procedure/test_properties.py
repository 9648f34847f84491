"""What must hold for every date, every hold and every document, and not only for the examples we thought of."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wagtail_complaints.bank_holidays import calendar
from wagtail_complaints.procedure.clock import CaseFacts, Extension, Hold, StageFacts, deadlines
from wagtail_complaints.procedure.document import from_document, load, to_document
from wagtail_complaints.procedure.ledger import Count, Mark, lines
from wagtail_complaints.procedure.lengths import Length, Unit
from wagtail_complaints.procedure.terms import Closures, Counting, RollEnd
from wagtail_complaints.procedure_files import read, write

from .making import ENGLAND, procedure, stage

FIRST, LAST = date(2012, 1, 2), date(2026, 6, 30)
TERMS = tuple(
    (date(year, month, 5), date(year, month + 2, 20)) for year in range(2012, 2028) for month in (1, 4, 9)
)
SCHOOLS = calendar("england", terms=TERMS, closures={date(year, 12, 29): "Closed" for year in range(2012, 2028)})

days = st.dates(FIRST, LAST)
lengths = st.builds(Length, st.integers(1, 60), st.sampled_from([unit for unit in Unit if unit != Unit.MONTHS]))
lengths |= st.builds(Length, st.integers(1, 6), st.just(Unit.MONTHS))
countings = st.sampled_from(Counting)
forward = st.sampled_from([None, RollEnd.FORWARD])


@st.composite
def counts(draw, rolls=forward):
    start = draw(days)
    return Count(
        start,
        draw(lengths),
        draw(countings),
        draw(rolls),
        draw(st.sampled_from(Closures)),
        tuple(draw(st.lists(spans_near(start), max_size=4))),
    )


def spans_near(day):
    first = st.integers(-20, 90).map(lambda number: day + timedelta(days=number))
    return st.builds(lambda start, number: (start, start + timedelta(days=number)), first, st.integers(0, 12))


@given(counts(), days.map(lambda day: day + timedelta(days=30)))
def test_another_holiday_never_makes_a_date_earlier(count, day):
    more = replace(SCHOOLS, holidays={**SCHOOLS.holidays, day: "Day of thanks"})
    assert count.end(more) >= count.end(SCHOOLS)


@given(counts(), st.data())
def test_another_hold_never_makes_a_date_earlier(count, data):
    more = replace(count, held=(*count.held, data.draw(spans_near(count.start))))
    assert more.end(SCHOOLS) >= count.end(SCHOOLS)


@given(counts(st.sampled_from([None, *RollEnd])), st.data())
def test_splitting_a_hold_in_two_changes_nothing(count, data):
    first, last = data.draw(spans_near(count.start))
    split = data.draw(st.dates(first, last))
    whole = replace(count, held=(*count.held, (first, last)))
    halves = replace(count, held=((split, last), *count.held, (first, split)))
    apart = replace(count, held=(*count.held, (first, split), (split + timedelta(days=1), last)))
    assert whole.end(SCHOOLS) == halves.end(SCHOOLS) == apart.end(SCHOOLS)


@given(counts())
def test_a_longer_length_never_ends_earlier(count):
    longer = replace(count, length=replace(count.length, count=count.length.count + 1))
    assert longer.end(SCHOOLS) >= count.end(SCHOOLS)


@given(counts())
def test_no_date_falls_on_a_held_day(count):
    end = count.end(SCHOOLS)
    assert end == count.start or not any(first <= end <= last for first, last in count.held)


@given(counts(st.sampled_from([None, *RollEnd])))
def test_the_ledgers_counted_days_are_the_length(count):
    counted = [line.number for line in lines(count, SCHOOLS) if line.mark == Mark.COUNTED]
    assert counted == list(range(1, days_of(count) + 1))


def days_of(count):
    """Return how many days the length is, counted without the code under test."""
    number, unit = count.length.count, count.length.unit
    if unit == Unit.HOURS:
        return number // 24
    if unit == Unit.MONTHS:
        year, month = divmod(count.start.year * 12 + count.start.month - 1 + number, 12)
        day = count.start.day
        while True:
            try:
                return (date(year, month + 1, day) - count.start).days
            except ValueError:
                day -= 1
    return 7 * number if unit == Unit.WEEKS else number


@given(counts(st.just(None)))
def test_the_end_is_what_counting_on_ones_fingers_gives(count):
    counted, day, left = None, count.start, days_of(count)
    if count.counting == Counting.ROLL_START:
        while not counts_on(day, count):
            day += timedelta(days=1)
    if count.counting != Counting.DAY_ONE:
        day += timedelta(days=1)
    while left:
        if counts_on(day, count) and not any(first <= day <= last for first, last in count.held):
            counted, left = day, left - 1
        day += timedelta(days=1)
    assert count.end(SCHOOLS) == (counted or count.start)


def counts_on(day, count):
    if count.length.unit not in (Unit.WORKING_DAYS, Unit.SCHOOL_DAYS):
        return True
    if day.weekday() > 4 or day in SCHOOLS.holidays:
        return False
    if count.closures == Closures.EXCLUDED and day in SCHOOLS.closures:
        return False
    in_term = any(first <= day <= last for first, last in TERMS)
    return in_term or count.length.unit == Unit.WORKING_DAYS


REPLY = procedure(
    stage(
        {"event": "acknowledged", "within": "5 working days", "of": "received"},
        {
            "event": "responded",
            "within": "10 working days",
            "of": "acknowledged",
            "extendable_to": "20 working days",
            "backstop": {"within": "15 working days", "of": "received", "extendable_to": "25 working days"},
        },
        hold_reasons=["clarification"],
    )
)


@st.composite
def cases(draw):
    received = draw(days)
    ack = draw(st.none() | st.integers(0, 15).map(lambda number: received + timedelta(days=number)))
    holds = tuple(Hold(*span, "clarification") for span in draw(st.lists(spans_near(received), max_size=3)))
    return CaseFacts(
        REPLY,
        received,
        stages=(
            StageFacts(
                REPLY.first_stage,
                None,
                {"acknowledged": ack} if ack else {},
                holds=holds,
                extensions=tuple(draw(st.lists(extensions(received), max_size=2))),
            ),
        ),
    )


def extensions(received):
    day = st.integers(0, 60).map(lambda number: received + timedelta(days=number))
    return st.builds(lambda one, other: Extension("responded", max(one, other), min(one, other)), day, day)


def reply(facts, on):
    return deadlines(facts, ENGLAND, on)[1]


def with_more(facts, **more):
    (only,) = facts.stages
    return replace(facts, stages=(replace(only, **{key: getattr(only, key) + more[key] for key in more}),))


@given(cases(), st.data())
def test_a_hold_or_an_extension_never_makes_a_case_due_earlier(facts, data):
    on = facts.received + timedelta(days=data.draw(st.integers(0, 60)))
    before = reply(facts, on)
    hold = Hold(*data.draw(spans_near(facts.received)), "clarification")
    open_hold = Hold(data.draw(spans_near(facts.received))[0], None, "clarification")
    for more in (
        with_more(facts, holds=(hold,)),
        with_more(facts, holds=(open_hold,)),
        with_more(facts, extensions=(data.draw(extensions(facts.received)),)),
    ):
        after = reply(more, on)
        assert after.due >= before.due
        assert after.latest >= before.latest


@given(cases())
def test_nothing_is_due_later_than_at_the_latest(facts):
    found = reply(facts, facts.received)
    assert found.due <= found.latest


@given(cases())
def test_an_acknowledgement_sent_later_never_buys_more_than_the_backstop(facts):
    (only,) = facts.stages
    never = replace(facts, stages=(replace(only, events={}),))
    assert reply(facts, facts.received).due <= reply(never, facts.received).due


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(str.strip)
keys = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,4})?", fullmatch=True)
written_lengths = st.builds(Length, st.integers(1, 400), st.sampled_from(Unit)).map(str)


@st.composite
def timescales(draw):
    row = {"event": "responded", "of": "received", "key": draw(keys)}
    row |= draw(
        st.fixed_dictionaries(
            {},
            optional={
                "within": written_lengths,
                "counting": countings.map(str),
                "closures": st.just("excluded"),
                "firmness": st.sampled_from(["aim", "normally"]),
                "requires": st.lists(words, min_size=1, max_size=3),
            },
        )
    )
    if draw(st.booleans()):
        row |= {"extendable_to": "any", "extension": draw(st.sampled_from(["agreed", "told"]))}
        row |= {"backstop": {"within": draw(written_lengths), "of": "happened", "extendable_to": "any"}}
    return {key: value for key, value in row.items() if value != "told"}


@st.composite
def documents(draw):
    stages = []
    for number, key in enumerate(draw(st.lists(keys, min_size=1, max_size=3, unique=True))):
        rows = draw(st.lists(timescales(), max_size=3, unique_by=lambda row: row["key"]))
        part = {
            "key": key,
            "name": draw(words),
            "decided_by": draw(words),
            "entry": "request" if number else "first",
        }
        part |= {"timescale": rows} if rows else {}
        part |= {"detail": draw(words) + "\n\n" + draw(words)} if draw(st.booleans()) else {}
        part |= {"counting": "day-one"} if draw(st.booleans()) else {}
        stages.append(part)
    return {"format": 1, "slug": draw(keys), "title": draw(words), "nation": "wales", "stage": stages}


@given(documents())
def test_document_to_procedure_to_document_is_the_identity(data):
    found = load(data)
    assert to_document(found) == data
    assert from_document(to_document(found)) == found


@given(documents())
def test_a_procedure_written_to_a_file_reads_back_equal(data):
    found = load(data)
    assert read(write(found)) == found
