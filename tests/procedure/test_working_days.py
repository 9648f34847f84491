"""On which day does a length of time end? Against the calendars of the four nations."""

import pickle
from dataclasses import replace
from datetime import date, timedelta

import holidays
import pytest

from wagtail_complaints.bank_holidays import PUBLISHED_UNTIL, calendar
from wagtail_complaints.procedure.lengths import Length
from wagtail_complaints.procedure.terms import UNITED_KINGDOM, Closures, Counting, Nation, RollEnd
from wagtail_complaints.procedure.working_days import Calendar, CalendarExhausted, merged

from .making import ENGLAND, on

AUTUMN = (date(2026, 9, 2), date(2026, 10, 23))
WINTER = (date(2026, 11, 2), date(2026, 12, 18))


def ends(start, within, *rest, calendar=ENGLAND, **more):
    return calendar.count(on(start), Length.parse(within), *rest, **more).isoformat()


@pytest.mark.parametrize(
    ("start", "within", "end"),
    [
        # V1: 29 August 2024 is a Thursday; 30 August is day 1. 65 working days are 13 weeks without a holiday.
        ("2024-08-29", "65 working days", "2024-11-28"),
        # V3: Friday. 22, 23, 24 December, not 25 and 26, 29, 30.
        ("2025-12-19", "5 working days", "2025-12-30"),
        # V3: 31 December, not 1 January, 2, 5 to 9 (day 7), 12, 13, 14.
        ("2025-12-30", "10 working days", "2026-01-14"),
        # V3: ten more: 15, 16, 19 to 23 (day 17), 26, 27, 28.
        ("2025-12-30", "20 working days", "2026-01-28"),
        # V8: 3 to 6 March (4), 9 to 31 March (21), 1 and 2 April, not 3 and 6, 7 to 10 (27), 13, 14, 15.
        ("2026-03-02", "30 working days", "2026-04-15"),
        # V8: 13 to 17 April.
        ("2026-04-10", "5 working days", "2026-04-17"),
        # V8: 20 to 24, 27 to 30 April and 1 May (day 10), not 4 May, 5 to 8 (14), 11.
        ("2026-04-17", "15 working days", "2026-05-11"),
        # A Saturday is day zero: Monday is a bank holiday, so Tuesday 26 May is day 1.
        ("2026-05-23", "1 working day", "2026-05-26"),
        ("2026-01-30", "1 month", "2026-02-28"),
        ("2026-08-31", "6 months", "2027-02-28"),
        ("2027-10-31", "4 months", "2028-02-29"),
        ("2026-11-23", "2 weeks", "2026-12-07"),
        ("2026-11-23", "30 calendar days", "2026-12-23"),
        ("2026-11-23", "24 hours", "2026-11-24"),
        ("2026-11-23", "47 hours", "2026-11-24"),
        ("2026-11-23", "3 hours", "2026-11-23"),
    ],
)
def test_the_day_of_the_event_is_day_zero(start, within, end):
    assert ends(start, within) == end


@pytest.mark.parametrize(
    ("start", "within", "end"),
    [
        # Ruling 1: six months on is 28 February, and one day less is the 27th. 31 August 2026 is a bank holiday.
        ("2026-08-31", "6 months", "2027-02-27"),
        ("2026-01-05", "6 months", "2026-07-04"),
        ("2026-11-23", "1 week", "2026-11-29"),
        ("2026-11-23", "1 working day", "2026-11-23"),
        # Saturday: Monday 23 November is day 1, then 24 and 25.
        ("2026-11-21", "3 working days", "2026-11-25"),
    ],
)
def test_under_day_one_the_day_of_the_event_counts(start, within, end):
    assert ends(start, within, Counting.DAY_ONE) == end


@pytest.mark.parametrize(
    ("start", "within", "end"),
    [
        # Saturday is taken as Monday 23 November: 24 is day 1.
        ("2026-11-21", "3 working days", "2026-11-26"),
        ("2026-11-23", "3 working days", "2026-11-26"),
        # Each calendar day counts, a Saturday too.
        ("2026-11-21", "3 calendar days", "2026-11-24"),
    ],
)
def test_under_roll_start_an_event_on_a_day_off_happens_on_the_next_that_counts(start, within, end):
    assert ends(start, within, Counting.ROLL_START) == end


@pytest.mark.parametrize(
    ("way", "start", "within", "end"),
    [
        # 30 days from 20 November is Sunday 20 December.
        (RollEnd.FORWARD, "2026-11-20", "30 calendar days", "2026-12-21"),
        (RollEnd.BACK, "2026-11-20", "30 calendar days", "2026-12-18"),
        (RollEnd.FORWARD, "2026-11-23", "30 calendar days", "2026-12-23"),
        # V11: 12 weeks from 12 January is Easter Monday; Friday is Good Friday, so Thursday 2 April.
        (RollEnd.BACK, "2026-01-12", "12 weeks", "2026-04-02"),
        (RollEnd.FORWARD, "2026-01-12", "12 weeks", "2026-04-07"),
        # Back from Saturday would be Friday, the start itself: the first working day after it.
        (RollEnd.BACK, "2026-11-20", "1 calendar day", "2026-11-23"),
        # Working days end on one, so nothing rolls.
        (RollEnd.FORWARD, "2026-11-20", "1 working day", "2026-11-23"),
    ],
)
def test_a_last_day_that_is_not_a_working_day_rolls(way, start, within, end):
    assert ends(start, within, roll_end=way) == end


def test_rolling_forward_passes_held_days():
    # Sunday 20 December; Monday and Tuesday are held.
    held = [(date(2026, 12, 21), date(2026, 12, 22))]
    assert ends("2026-11-20", "30 calendar days", roll_end=RollEnd.FORWARD, held=held) == "2026-12-23"


@pytest.mark.parametrize(
    ("day", "closed_in"),
    [
        ("2012-06-05", {"england", "wales", "scotland", "northern-ireland"}),  # the Diamond Jubilee
        ("2020-05-08", {"england", "wales", "scotland", "northern-ireland"}),  # moved from 4 May
        ("2020-05-04", set()),
        ("2022-06-02", {"england", "wales", "scotland", "northern-ireland"}),
        ("2022-06-03", {"england", "wales", "scotland", "northern-ireland"}),
        ("2022-05-30", set()),
        ("2022-09-19", {"england", "wales", "scotland", "northern-ireland"}),
        ("2023-05-08", {"england", "wales", "scotland", "northern-ireland"}),
        ("2026-06-15", {"scotland"}),
        ("2026-04-06", {"england", "wales", "northern-ireland"}),  # Easter Monday
        ("2026-01-02", {"scotland"}),
        ("2027-01-04", {"scotland"}),  # 2 January is a Saturday
        ("2026-08-03", {"scotland"}),
        ("2026-08-31", {"england", "wales", "northern-ireland"}),
        ("2026-11-30", {"scotland"}),
        ("2026-03-17", {"northern-ireland"}),
        ("2026-07-13", {"northern-ireland"}),  # 12 July is a Sunday
        ("2026-12-28", {"england", "wales", "scotland", "northern-ireland"}),  # Boxing Day is a Saturday
    ],
)
def test_the_nations_keep_different_holidays(day, closed_in):
    assert {str(nation) for nation in Nation if not calendar(nation).is_working(on(day))} == closed_in
    assert calendar(UNITED_KINGDOM).is_working(on(day)) == (not closed_in)


def test_every_weekday_that_the_library_calls_a_holiday_is_one_and_no_other():
    for nation, letters in zip(Nation, ("ENG", "WLS", "SCT", "NIR"), strict=True):
        known = holidays.country_holidays("GB", subdiv=letters, years=range(2012, 2029))
        days = [date(2012, 1, 1) + timedelta(days=number) for number in range(6210)]
        assert [calendar(nation).is_working(day) for day in days] == [
            day.weekday() < 5 and day not in known for day in days
        ]


ENGLAND_AND_WALES = """
2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28
2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 2028-12-25 2028-12-26
"""
GOV_UK = {
    Nation.ENGLAND: ENGLAND_AND_WALES,
    Nation.WALES: ENGLAND_AND_WALES,
    Nation.SCOTLAND: """
2027-01-01 2027-01-04 2027-03-26 2027-05-03 2027-05-31 2027-08-02 2027-11-30 2027-12-27 2027-12-28
2028-01-03 2028-01-04 2028-04-14 2028-05-01 2028-05-29 2028-08-07 2028-11-30 2028-12-25 2028-12-26
""",
    Nation.NORTHERN_IRELAND: """
2027-01-01 2027-03-17 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-07-12 2027-08-30 2027-12-27 2027-12-28
2028-01-03 2028-03-17 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-07-12 2028-08-28 2028-12-25 2028-12-26
""",
}
"""The bank holidays of the last two years known, as GOV.UK's own list has them, substitute days included."""


@pytest.mark.parametrize("nation", Nation)
def test_the_last_years_known_are_those_of_the_list_on_gov_uk(nation):
    published = GOV_UK[nation].split()
    first, last = date(2027, 1, 1), PUBLISHED_UNTIL[nation]
    assert published[-1][:4] == str(last.year)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    weekdays = [day for day in days if day.weekday() < 5]
    assert [day.isoformat() for day in weekdays if not calendar(nation).is_working(day)] == published


def test_the_united_kingdoms_holidays_say_whose_they_are():
    names = calendar(UNITED_KINGDOM).holidays
    assert names[date(2026, 12, 25)] == "Christmas Day"
    assert names[date(2026, 11, 30)] == "Saint Andrew's Day (Scotland)"
    assert names[date(2026, 4, 6)] == "Easter Monday (England, Wales and Northern Ireland)"


def test_a_registered_holiday_is_added_and_takes_no_name_away():
    extra = {date(2026, 12, 25): "Day of thanks", date(2026, 11, 24): "Day of thanks"}
    with_extra = calendar("england", extra_holidays=extra)
    assert with_extra.holidays[date(2026, 12, 25)] == "Christmas Day; Day of thanks"
    assert ends("2026-11-23", "1 working day", calendar=with_extra) == "2026-11-25"
    again = calendar("england", extra_holidays=[(date(2026, 12, 25), "Christmas Day")])
    assert again.holidays[date(2026, 12, 25)] == "Christmas Day"


def test_closures_stop_only_a_count_that_leaves_them_out():
    closing = calendar("england", closures={date(2026, 12, 29): "Closed for Christmas"})
    # 24 December is day 1; 25 and 28 are holidays; 29 is the closure.
    assert ends("2026-12-23", "2 working days", calendar=closing) == "2026-12-29"
    assert ends("2026-12-23", "2 working days", calendar=closing, closures=Closures.EXCLUDED) == "2026-12-30"


def test_school_days_are_working_days_in_term():
    school = calendar("england", terms=[WINTER, AUTUMN])
    # 21, 22, 23 October; half term; 2 to 6 November (day 8), 9, 10.
    assert ends("2026-10-20", "10 school days", calendar=school) == "2026-11-10"
    # Half term is taken as Monday 2 November: 3 November is day 1.
    assert ends("2026-10-28", "1 school day", Counting.ROLL_START, calendar=school) == "2026-11-03"
    assert ends("2026-08-10", "1 school day", calendar=school) == "2026-09-02"


def test_past_the_last_term_nothing_is_guessed():
    school = calendar("england", terms=[AUTUMN])
    with pytest.raises(CalendarExhausted, match="Term dates are known until 23 October 2026"):
        ends("2026-10-22", "2 school days", calendar=school)
    with pytest.raises(CalendarExhausted, match="No term dates are known"):
        ends("2026-10-22", "2 school days")


def test_past_the_published_holidays_nothing_is_guessed():
    last = PUBLISHED_UNTIL[Nation.ENGLAND]
    # 31 December 2028 is a Sunday: the last working day known is Friday the 29th.
    assert ends("2028-12-28", "1 working day") == "2028-12-29"
    for start, within, way in [
        (last, "1 working day", None),
        (last + timedelta(days=1), "1 working day", None),
        (last, "1 calendar day", RollEnd.FORWARD),
        (date(1999, 12, 31), "1 working day", None),
        (date(9900, 12, 1), "9999 weeks", None),
        (date(9999, 1, 1), "9999 months", None),
    ]:
        with pytest.raises(CalendarExhausted):
            ends(start.isoformat(), within, roll_end=way)
    # No holiday bears on calendar days, so these can be counted.
    assert ends(last.isoformat(), "1 calendar day") == "2029-01-01"


def test_roll_back_before_the_first_known_working_day_goes_forward():
    few = Calendar("few", {}, date(2000, 1, 31), published_from=date(2000, 1, 1))
    # 1 and 2 January 2000 are a weekend; nothing is known before.
    assert ends("1999-12-31", "1 calendar day", roll_end=RollEnd.BACK, calendar=few) == "2000-01-03"


def test_held_days_do_not_count():
    # 24 November is day 1, 25 and 26 are held, 27 is day 2, 30 is day 3.
    held = [(date(2026, 11, 25), date(2026, 11, 26))]
    assert ends("2026-11-23", "3 working days", held=held) == "2026-11-30"
    assert ends("2026-11-23", "3 calendar days", held=held) == "2026-11-28"
    assert ends("2026-11-23", "3 calendar days", held=[(date(2026, 12, 1), date(2026, 12, 9))]) == "2026-11-26"


def test_months_grow_until_no_held_day_lies_inside_unpaid():
    # 23 November to 23 December, 5 held days: 28 December, but 26 to 28 are held too: 31 December.
    held = [(date(2026, 12, 1), date(2026, 12, 5)), (date(2026, 12, 26), date(2026, 12, 28))]
    assert ends("2026-11-23", "1 month", held=held) == "2026-12-31"


def test_days_between_counts_working_days():
    assert ENGLAND.days_between(on("2025-12-30"), on("2026-01-14")) == 10
    assert ENGLAND.days_between(on("2026-01-14"), on("2025-12-30")) == -10


def test_a_date_given_moves_by_the_counted_days_held_since():
    held = [(date(2026, 11, 26), date(2026, 12, 1))]
    # 26, 27, 30 November and 1 December were working days: Friday 4 December and four more is Thursday 10.
    args = (Length.parse("1 working day").unit, held)
    assert ENGLAND.lengthened(on("2026-12-04"), on("2026-11-24"), *args) == on("2026-12-10")
    assert ENGLAND.lengthened(on("2026-12-04"), on("2026-12-02"), *args) == on("2026-12-04")
    assert ENGLAND.lengthened(on("2026-12-04"), on("2026-12-04"), *args) == on("2026-12-04")


def test_spans_that_overlap_or_touch_are_one():
    days = [on(f"2026-11-{day:02}") for day in range(1, 12)]
    spans = [(days[5], days[6]), (days[0], days[2]), (days[1], days[1]), (days[3], days[3]), (days[9], days[8])]
    assert merged(spans) == ((days[0], days[3]), (days[5], days[6]))


def test_equal_calendars_have_equal_digests_and_others_have_not():
    same = Calendar("england", dict(ENGLAND.holidays), ENGLAND.published_until)
    assert (same, same.digest, hash(same)) == (ENGLAND, ENGLAND.digest, hash(ENGLAND))
    others = [
        replace(same, closures={date(2026, 12, 29): "Closed"}),
        replace(same, terms=(AUTUMN,)),
        calendar("england", extra_holidays={date(2026, 11, 24): "Day of thanks"}),
    ]
    assert len({same, *others}) == 4
    assert pickle.loads(pickle.dumps(others[0])) == others[0]


def test_a_calendar_cannot_be_changed():
    with pytest.raises(TypeError):
        ENGLAND.holidays[date(2026, 11, 24)] = "Day of thanks"


def test_one_calendar_is_built_once():
    assert calendar("england") is calendar("england") is calendar(Nation.ENGLAND)


def test_there_is_no_calendar_of_somewhere_else():
    with pytest.raises(ValueError, match="france"):
        calendar("france")
