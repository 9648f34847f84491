"""Which cases owe a letter? The database says of each case what the rule says of its stages."""

from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.actions import cases, clocks, stage_letters
from wagtail_complaints.models import Case, StageLetterSent
from wagtail_complaints.procedure.letters_owed import LetterState, letters_owed
from wagtail_complaints.procedure.terms import StageLetter
from wagtail_complaints.wagtail_admin.cases.my_work import EVERYBODYS

pytestmark = pytest.mark.django_db

MONDAY, FRIDAY = factories.MONDAY, date(2026, 11, 6)
START, NOTES, HELD = "Start of the stage", "Notes of the talk", "What was held"


@pytest.fixture
def procedure():
    """A letter as the stage starts, one after a talk and before the answer, one once it is known when it was."""
    first, second = factories.two_stages().stages
    wanted = (
        StageLetter(START),
        StageLetter(NOTES, of="acknowledged", before="resolved"),
        StageLetter(HELD, of="happened"),
    )
    stages = (replace(first, letters=wanted), second)
    return factories.procedure_version(factories.two_stages(stages=stages)).procedure


def send(case, *names):
    for name in names:
        stage_letters.record(case.stages.get(), name=name, note="By hand.", on=FRIDAY, by=None)


def by_the_rule(case) -> bool:
    facts = case.facts()
    found = [
        each.state
        for stage in case.stages.all()
        for each in letters_owed(facts, stage.facts(), {sent.name for sent in stage.letters_sent.all()})
    ]
    return bool({LetterState.OWED, LetterState.MISSING} & set(found))


def test_the_database_says_what_the_rule_says(procedure):
    made = {
        name: factories.case(procedure=procedure) for name in ("new", "sent", "talked", "told", "ended", "known")
    }
    made["none"] = factories.case()
    for name in ("sent", "talked", "told", "ended", "known"):
        send(made[name], START)
    for name in ("talked", "told"):
        cases.acknowledge(made[name].stages.get(), on=FRIDAY, by=None)
    send(made["told"], NOTES)
    clocks.record_event(made["ended"].stages.get(), event="resolved", on=FRIDAY, by=None)
    clocks.correct_happened(made["known"], happened_on=date(2026, 10, 1), reason="She said so.", by=None)
    owing = set(StageLetterSent.objects.cases_owing(Case.objects.all()))
    assert {name for name, case in made.items() if case in owing} == {"new", "talked", "ended", "known"}
    assert {name for name, case in made.items() if by_the_rule(case)} == {"new", "talked", "ended", "known"}


def test_a_closed_case_owes_none_any_more(procedure):
    case = factories.case(procedure=procedure)
    cases.close(case, on=FRIDAY, by=None, reason="logged-in-error")
    assert not StageLetterSent.objects.cases_owing(Case.objects.all()).exists()


def test_it_is_two_queries_however_many_cases_there_are(procedure, django_assert_num_queries):
    for _number in range(4):
        factories.case(procedure=procedure)
    with django_assert_num_queries(2):
        assert len(StageLetterSent.objects.cases_owing(Case.objects.all())) == 4


def test_a_manager_is_led_to_them_and_an_investigator_to_none(client, procedure):
    case = factories.case(procedure=procedure)
    [owed] = [each for each in EVERYBODYS if each.key == "letters-owed"]
    client.force_login(factories.user(roles.MANAGER))
    told = listed(client)
    assert told.number == 1
    assert f"{START} Stage 1 Owed" in words_of(told.table)
    assert list(client.get(owed.url).context["object_list"]) == [case]
    client.force_login(factories.user(roles.INVESTIGATOR))
    lists = client.get("/admin/complaints/my-work/").context["lists"]
    assert "letters-owed" not in [each.of.key for each in lists]
    assert list(client.get(owed.url).context["object_list"]) == []


def listed(client):
    """Return the list of letters owed among what is to be done."""
    lists = client.get("/admin/complaints/my-work/").context["lists"]
    return next(each for each in lists if each.of.key == "letters-owed")


def words_of(table) -> str:
    return " ".join(BeautifulSoup(table.body(), "html.parser").get_text(" ").split())


def test_my_work_names_the_letters_that_did_not_go_out_and_no_other(client, procedure):
    case = factories.case(procedure=procedure)
    send(case, START)
    cases.acknowledge(case.stages.get(), on=FRIDAY, by=None)
    clocks.record_event(case.stages.get(), event="resolved", on=FRIDAY, by=None)
    client.force_login(factories.user(roles.MANAGER))
    said = words_of(listed(client).table)
    assert f"{NOTES} Stage 1 Missing: it should have gone out" in said
    assert [name for name in (START, HELD) if name in said] == []


def test_my_work_asks_no_more_queries_for_letters_of_six_cases_than_of_two(
    client, procedure, django_assert_num_queries
):
    client.force_login(factories.user(roles.MANAGER))
    for _number in range(2):
        factories.case(procedure=procedure)
    listed(client)
    with CaptureQueriesContext(connection) as few:
        listed(client)
    for _number in range(4):
        factories.case(procedure=procedure)
    with django_assert_num_queries(len(few)):
        assert listed(client).number == 6
