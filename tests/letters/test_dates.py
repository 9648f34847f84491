"""A letter that names a date says how it was counted, in the words of the case page and of the public page."""

from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests import factories
from tests.wagtail_admin.cases_at_hand import triaged
from wagtail_complaints import roles
from wagtail_complaints.actions import cases, clocks
from wagtail_complaints.bank_holidays import calendar
from wagtail_complaints.blocks import promises
from wagtail_complaints.models import LetterKind, LetterText
from wagtail_complaints.procedure import terms
from wagtail_complaints.procedure.lengths import Length

pytestmark = pytest.mark.django_db

TUESDAY = date(2026, 12, 22)
REPLY = "10 working days from receipt of the complaint on 22 December, not counting"
LEFT_OUT = "Christmas Day, Boxing Day (substitute day) and New Year's Day."
# Counted: 23, 24, 29, 30, 31 December, 4, 5, 6, 7 January, and the tenth, Friday 8 January.


@pytest.fixture
def manager(db):
    factories.settings()
    return factories.user(roles.MANAGER)


@pytest.fixture
def stage(manager):
    return triaged(received_on=TUESDAY, on=TUESDAY).stages.get()


def acknowledged(stage, manager, on=TUESDAY):
    cases.acknowledge(stage, on=on, by=manager)
    return stage.case.letters.get(kind=LetterKind.ACKNOWLEDGEMENT)


def test_an_acknowledgement_says_the_sentence_the_rule_and_its_source(stage, manager):
    body = acknowledged(stage, manager).body
    assert "We will reply by Friday 8 January 2027." in body
    assert (
        f"How we worked out this date: {REPLY} {LEFT_OUT}\nThe rule: We will reply within 10 working days" in body
    )
    assert "Where the rule comes from: “Stage 1” in “Complaints about our services”." in body


def test_the_councils_own_words_can_add_every_day(stage, manager):
    words = "{{ reference }} {{ stage }} By {{ reply_by }}.\n\nAppendix\n{{ day_by_day }}"
    LetterText.objects.create(kind=LetterKind.ACKNOWLEDGEMENT, subject="x", body=words)
    _before, _word, appendix = acknowledged(stage, manager).body.partition("Appendix\n")
    assert appendix.split("\n\n")[0].split("\n") == [
        "- 22 to 27 December. Tuesday: the start, not counted. Wednesday and Thursday: days 1 and 2. "
        "Friday: Christmas Day. Saturday and Sunday: weekend.",
        "- 28 December 2026 to 3 January 2027. Monday: Boxing Day (substitute day). "
        "Tuesday to Thursday: days 3 to 5. Friday: New Year's Day. Saturday and Sunday: weekend.",
        "- 4 to 8 January. Monday to Thursday: days 6 to 9. Friday: day 10: the last day in time.",
    ]


def test_an_extension_explains_the_new_date(stage, manager):
    clocks.extend(stage, to=date(2027, 1, 15), reason="More to read", given_on=date(2027, 1, 4), by=manager)
    body = stage.case.letters.get(kind=LetterKind.EXTENSION).body
    said = f"How we worked out this date: {REPLY} {LEFT_OUT[:-1]}, extended to 15 January."
    assert said in body
    assert "ask them now whether they will look at the delay" in body
    assert "You can go to them when our procedure is finished." not in body


def test_past_the_calendar_a_letter_says_why_it_gives_no_date(manager):
    received = date(2028, 12, 21)
    stage = triaged(received_on=received, on=received).stages.get()
    body = acknowledged(stage, manager, on=received).body
    assert (
        "No date can be given yet. The bank holidays of England are known from 1 January 2000 until "
        "31 December 2028, and the count goes past that. We will tell you the date as soon as it is known."
    ) in body
    assert "There is no published time" not in body


def test_a_date_that_somebody_set_is_not_said_to_follow_from_a_rule(manager):
    plain = factories.two_stages(slug="no-length")
    first = replace(plain.stages[0], timescales=(terms.Timescale("responded", "received"),))
    version = factories.procedure_version(replace(plain, stages=(first, *plain.stages[1:])))
    stage = triaged(procedure=version.procedure).stages.get()
    cases.acknowledge(stage, on=factories.MONDAY, by=manager, reply_by=date(2026, 11, 20))
    body = stage.case.letters.get(kind=LetterKind.ACKNOWLEDGEMENT).body
    assert "We will reply by Friday 20 November 2026." in body
    assert "How we worked out" not in body
    assert "no time limit" not in body


def test_where_the_clock_has_not_begun_a_letter_says_from_when_it_counts(manager):
    plain = factories.two_stages(slug="after-the-talk")
    reply = terms.Timescale("responded", "discussed", within=Length.parse("15 working days"))
    first = replace(plain.stages[0], timescales=(terms.Timescale("discussed", "received"), reply))
    version = factories.procedure_version(replace(plain, stages=(first, *plain.stages[1:])))
    body = acknowledged(triaged(procedure=version.procedure).stages.get(), manager, on=factories.MONDAY).body
    assert "We will reply within 15 working days of" in body
    assert "We will tell you the date as soon as it is known." in body
    assert "There is no published time" not in body


def test_the_case_page_the_letter_and_the_public_page_say_the_same(stage, manager, client):
    letter = acknowledged(stage, manager).body
    client.force_login(manager)
    page = BeautifulSoup(client.get(reverse("complaints_cases:case", args=[stage.case.pk])).content, "html.parser")
    reply = page.select(".wc-clock--explained")[1]
    days = reply.find_next_sibling("tr")
    terms = stage.case.terms
    public = promises.dated(terms, terms.stage("stage-1"), TUESDAY, calendar("england"))[1].explanation

    assert f"How we worked out this date: {public.sentence}" in letter
    assert reply.select_one(".wc-second").text == public.sentence
    for said in (public.rule, public.source):
        assert said in letter
        assert said in days.text
    rows = [row.select_one("th").text for row in days.select(".complaints-ledger tbody tr")]
    assert rows == [week.dates for week in public.weeks]
    assert [run.text for run in days.select(".complaints-ledger-run")] == [
        str(run) for week in public.weeks for run in week.runs
    ]
