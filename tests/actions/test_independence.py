"""Conflicts are computed from what is recorded, and stop an appointment, a decider and a signature."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests import factories, signing
from wagtail_complaints import roles
from wagtail_complaints.actions import (
    appointments,
    case_stages,
    cases,
    clocks,
    complained_about,
    independence,
    outside_people,
    responses,
)
from wagtail_complaints.models import Declares, IndependenceOverride, OutsidePerson, Response, Team
from wagtail_complaints.procedure.journey import MoveRefused
from wagtail_complaints.procedure.sign_off import Bar
from wagtail_complaints.procedure.terms import Conflict, Does, Entry, Person, Stage

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY = factories.MONDAY, date(2026, 11, 3)

INVESTIGATES = Person(
    Does.INVESTIGATES, "Investigating officer", not_=(Conflict.SAME_SERVICE,), may_override=(Conflict.SAME_SERVICE,)
)
OBSERVES = Person(Does.OBSERVES, "Independent person", not_=(Conflict.CONNECTED,))
SITS = Person(Does.SITS, "Panel member", number=3, not_=(Conflict.EARLIER,))


@pytest.fixture
def case():
    """A case at its second stage, which two people look into, under a procedure that ends with a panel."""
    first, second = factories.two_stages().stages
    panel = Stage("panel", "Review panel", "Director", Entry.REQUEST, people=(SITS,))
    stages = (first, replace(second, people=(INVESTIGATES, OBSERVES)), panel)
    version = factories.procedure_version(factories.two_stages(stages=stages))
    made = factories.case(procedure=version.procedure)
    clocks.record_event(made.stages.get(), event="resolved", on=MONDAY, by=None)
    case_stages.request(made, key="stage-2", on=MONDAY, by=None)
    made.refresh_from_db()
    return made


def at_the_panel(case):
    clocks.record_event(case.stages.get(key="stage-2"), event="resolved", on=MONDAY, by=None)
    return case_stages.request(case, key="panel", on=MONDAY, by=None)


def second(case):
    return case.stages.get(key="stage-2")


def appoint(stage, does, **whom):
    return appointments.appoint(stage, does=does, by=None, on=TUESDAY, **whom)


def outside(name="Una Crosbie", **fields):
    return OutsidePerson.objects.create(name=name, **fields)


def test_a_name_that_is_not_known_yet_is_put_into_the_register_and_known_from_then_on(case):
    first = appoint(second(case), "observes", name="Una Crosbie")
    again = appoint(second(case), "advises", name=" una crosbie ", role="Adviser")
    assert (first.person, first.name, first.role) == (again.person, "Una Crosbie", "Independent person")
    assert OutsidePerson.objects.count() == 1


def test_of_two_people_with_one_name_one_has_to_be_chosen(case):
    outside(), outside()
    with pytest.raises(MoveRefused, match="several people of this name"):
        appoint(second(case), "observes", name="Una Crosbie")


def test_who_cannot_be_appointed_any_more_is_not_or_is_away(case):
    with pytest.raises(MoveRefused, match="cannot be appointed any more"):
        appoint(second(case), "observes", person=outside(is_active=False))
    away = outside("Ada Away")
    outside_people.away(away, from_on=MONDAY, to_on=TUESDAY, by=None)
    with pytest.raises(MoveRefused, match="not available from 2 November 2026 to 3 November 2026"):
        appoint(second(case), "observes", person=away)
    with pytest.raises(MoveRefused, match="account is closed"):
        appoint(second(case), "advises", user=factories.user(is_active=False))


def test_an_officer_of_the_council_is_no_independent_person(case):
    with pytest.raises(independence.Conflicted, match=r"officer of the council\. That is ruled out"):
        appoint(second(case), "observes", user=factories.user())


def test_what_somebody_declared_rules_them_out_until_it_holds_no_longer(case):
    una = outside()
    member = outside_people.declare(una, kind=Declares.MEMBER, declared_on=MONDAY, by=None, on=TUESDAY)
    with pytest.raises(independence.Conflicted, match="declared that they are"):
        appoint(second(case), "observes", person=una)
    outside_people.end_declaration(member, ended_on=TUESDAY, reason="Lost her seat.", by=None)
    assert appoint(second(case), "observes", person=una).person == una


def test_a_person_outside_the_staff_with_an_account_is_one_person_and_sees_the_case(case):
    account = factories.user(roles.INVESTIGATOR)
    una = outside(user=account)
    part = appoint(second(case), "observes", user=account)
    assert (part.person, part.user) == (una, account)
    with pytest.raises(independence.Conflicted, match="fairness of their own investigation"):
        appoint(second(case), "investigates", person=una)


def test_who_works_in_the_service_does_not_investigate_it(case):
    area, worker = factories.service_area(), factories.user(roles.INVESTIGATOR)
    team = Team.objects.create(name="Bins", is_of_the_service=True)
    team.members.add(worker)
    team.service_areas.add(area)
    case.service_area = area
    case.save()
    with pytest.raises(independence.Conflicted, match="work in the service"):
        appoint(second(case), "investigates", user=worker)
    Team.objects.update(is_of_the_service=False)
    assert appoint(second(case), "investigates", user=worker).user == worker


def test_the_independent_person_does_not_sit_on_the_panel_nor_whoever_was_replaced(case):
    una = outside()
    part = appoint(second(case), "observes", person=una)
    appointments.end_appointment(part, on=TUESDAY, by=None, reason="She fell ill.")
    panel = at_the_panel(case)
    with pytest.raises(independence.Conflicted, match="They had a part in “Stage 2”"):
        appoint(panel, "sits", person=una)


def test_a_panel_has_as_many_people_as_the_procedure_says_and_one_chair(case):
    panel = at_the_panel(case)
    chair = appoint(panel, "chairs", name="Ada", role="Chair")
    with pytest.raises(MoveRefused, match="has a chair"):
        appoint(panel, "chairs", name="Bea")
    appoint(panel, "sits", name="Bea"), appoint(panel, "sits", name="Cleo")
    with pytest.raises(MoveRefused, match="three people on the panel"):
        appoint(panel, "sits", name="Dora")
    appointments.end_appointment(chair, on=TUESDAY, by=None, reason="She withdrew.")
    assert appoint(panel, "chairs", name="Dora").role == "Chair"


def test_nobody_decides_two_stages_that_follow_one_another(case):
    decider = factories.user(roles.INVESTIGATOR)
    first = case.stages.get(key="stage-1")
    first.decider = decider
    first.save()
    with pytest.raises(independence.Conflicted, match="They decided “Stage 1”"):
        cases.assign(case, by=None, decider=decider)
    other = factories.user(roles.INVESTIGATOR)
    part = appoint(second(case), "decides", user=other, role="Adjudicating officer")
    assert second(case).decider == other
    appointments.end_appointment(part, on=TUESDAY, by=None, reason="He left.")
    assert second(case).decider is None


def test_who_had_a_part_before_it_was_a_complaint_is_recorded_once_and_struck_out_with_a_reason(case):
    officer = factories.user()
    given = {"what": "Took the decision.", "by": None, "on": TUESDAY}
    earlier = independence.record_earlier_part(case, user=officer, **given)
    with pytest.raises(MoveRefused, match="recorded of them already"):
        independence.record_earlier_part(case, user=officer, **given)
    with pytest.raises(MoveRefused, match="Say who"):
        independence.record_earlier_part(case, **given)
    with pytest.raises(MoveRefused, match="what they did"):
        independence.record_earlier_part(case, user=factories.user(), what=" ", by=None, on=TUESDAY)
    with pytest.raises(independence.Conflicted, match="before it was a complaint"):
        appoint(at_the_panel(case), "sits", user=officer)
    with pytest.raises(MoveRefused, match="Say why"):
        independence.strike_out_earlier_part(earlier, because="", by=None)
    independence.strike_out_earlier_part(earlier, because="It was somebody else.", by=None)
    with pytest.raises(MoveRefused, match="struck out already"):
        independence.strike_out_earlier_part(earlier, because="Again.", by=None)
    assert appoint(case.stages.get(key="panel"), "sits", user=officer).user == officer


@pytest.fixture
def of_the_service(case):
    case.service_area = factories.service_area()
    case.save()
    una = outside()
    area = case.service_area
    outside_people.declare(una, kind=Declares.EMPLOYED, service_area=area, declared_on=MONDAY, by=None, on=TUESDAY)
    return una


def test_a_rule_that_leaves_a_way_is_set_aside_with_a_reason_by_whoever_may(case, of_the_service):
    whom = {"does": "investigates", "person": of_the_service, "on": TUESDAY}
    with pytest.raises(independence.Conflicted) as refused:
        appoint(second(case), "investigates", person=of_the_service)
    assert refused.value.may_be_set_aside
    manager, clerk = factories.user(roles.MANAGER), factories.user(roles.CLERK)
    case.owner = clerk
    case.save()
    with pytest.raises(PermissionDenied):
        independence.set_aside(second(case), reason="Nobody else.", by=clerk, **whom)
    with pytest.raises(MoveRefused, match="Say why"):
        independence.set_aside(second(case), reason=" ", by=manager, **whom)
    (row,) = independence.set_aside(second(case), reason="Nobody else is trained.", by=manager, **whom)
    last = row.history.get()
    assert (row.against, row.source) == ("same-service", "this procedure (“Investigating officer”)")
    assert (last.history_user, last.history_change_reason) == (manager, "Nobody else is trained.")
    assert appoint(second(case), "investigates", person=of_the_service).name == "Una Crosbie"
    with pytest.raises(MoveRefused, match="No rule stands in their way"):
        independence.set_aside(second(case), reason="Once more.", by=manager, **whom)


def test_a_rule_that_was_set_aside_stands_again_once_that_is_taken_back(case, of_the_service):
    whom = {"does": "investigates", "person": of_the_service, "on": TUESDAY, "by": None}
    (row,) = independence.set_aside(second(case), reason="Nobody else.", **whom)
    with pytest.raises(MoveRefused, match="stand again"):
        independence.take_back(row, reason="", by=None)
    independence.take_back(row, reason="Somebody else was trained.", by=None)
    with pytest.raises(MoveRefused, match="already"):
        independence.take_back(row, reason="Again.", by=None)
    with pytest.raises(independence.Conflicted):
        appoint(second(case), "investigates", person=of_the_service)


def test_a_rule_without_a_way_round_is_set_aside_by_nobody(case):
    with pytest.raises(MoveRefused, match="Nobody may set that aside"):
        independence.set_aside(
            second(case), does="observes", user=factories.user(), reason="Please.", by=None, on=TUESDAY
        )
    with pytest.raises(MoveRefused, match="for whom"):
        independence.set_aside(second(case), does="observes", reason="Please.", by=None, on=TUESDAY)


def test_the_reviewer_of_a_request_for_information_is_not_who_decided_it_unless_that_is_set_aside():
    """The law leaves a way: its document says so, and nothing in the code names it."""
    version = factories.example("001-information-requests")
    case, officer = factories.case(procedure=version.procedure), factories.user()
    independence.record_earlier_part(case, user=officer, what="Answered the request.", by=None, on=TUESDAY)
    with pytest.raises(independence.Conflicted, match="Information Commissioner's guidance on internal reviews"):
        cases.assign(case, by=None, decider=officer)
    independence.set_aside(
        case.stages.get(), does="decides", user=officer, reason="Only she knows it.", by=None, on=TUESDAY
    )
    cases.assign(case, by=None, decider=officer)
    assert case.current_stage.decider == officer


@pytest.fixture
def waiting():
    """A letter that waits for a signature, under a procedure whose signers may not come from the service."""
    first, after = factories.two_stages().stages
    signs = Person(Does.SIGNS, "Head of service", not_=(Conflict.EARLIER,), may_override=(Conflict.EARLIER,))
    terms = factories.two_stages(stages=(replace(first, people=(signs,)), after))
    workflow = signing.workflow()
    stage = signing.case_stage(signed_by=workflow, version=factories.procedure_version(terms))
    author = signing.author()
    stage.decider = author
    stage.save()
    response = signing.write(responses.draft(stage, by=author), author)
    return response, author


def bars(response, person):
    return Response.objects.get(pk=response.pk).hands().bars(person.pk)


def test_a_conflict_stops_a_signature_and_the_letter_that_bears_it(waiting):
    response, author = waiting
    signer, other = signing.signer(), signing.signer()
    responses.submit(response, by=author)
    independence.record_earlier_part(response.case, user=signer, what="Took the call.", by=None, on=TUESDAY)
    assert bars(response, signer) == (Bar.RULED_OUT,)
    assert bars(response, other) == ()
    step = Response.objects.get(pk=response.pk).current_workflow_task
    assert step.specific.signers(response) == [other]
    independence.set_aside(
        response.case_stage, does="signs", user=signer, reason="Small team.", by=None, on=TUESDAY
    )
    assert bars(response, signer) == ()


def test_staff_complained_about_neither_decide_nor_sign(waiting):
    response, _author = waiting
    signer = signing.signer()
    complained_about.record(response.case, user=signer, by=None, on=TUESDAY)
    assert bars(response, signer) == (Bar.RULED_OUT,)
    with pytest.raises(MoveRefused, match="may not see this case"):
        cases.assign(response.case, by=None, decider=signer)


def test_what_was_set_aside_stands_in_the_history_with_its_source(waiting):
    response, _author = waiting
    signer = signing.signer()
    independence.record_earlier_part(response.case, user=signer, what="Took the call.", by=None, on=TUESDAY)
    independence.set_aside(
        response.case_stage, does="signs", user=signer, reason="Small team.", by=None, on=TUESDAY
    )
    row = IndependenceOverride.objects.get()
    assert (row.source, row.reason) == ("this procedure (“Head of service”)", "Small team.")
