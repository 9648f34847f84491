"""Triage puts the case where it belongs, while only its receipt is recorded; or sends it elsewhere."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.actions import cases, clocks, triage
from wagtail_complaints.models import CloseReason, LetterKind
from wagtail_complaints.procedure import terms
from wagtail_complaints.procedure.journey import MoveRefused
from wagtail_complaints.procedure.lengths import Length

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY = factories.MONDAY, date(2026, 11, 3)


def own(case):
    return case.procedure_version.procedure


def kinds_of_letters(case):
    return [letter.kind for letter in case.letters.order_by("pk")]


def other_version(**fields):
    return factories.procedure_version(factories.two_stages(slug="other", title="Another", **fields))


def test_triage_confirms_the_procedure_and_says_what_it_is_about():
    case, area = factories.case(), factories.service_area()
    triage.triage(case, procedure=own(case), by=None, on=TUESDAY, service_area=area, subject="Missed bins")
    assert (case.triaged_on, case.service_area, case.subject) == (TUESDAY, area, "Missed bins")


def test_a_provider_is_chosen_at_triage_kept_when_left_out_and_changed_by_triaging_again():
    case, agency, home = factories.case(), factories.provider(), factories.provider()
    triage.triage(case, procedure=own(case), by=None, on=TUESDAY, provider=agency)
    triage.triage(case, procedure=own(case), by=None, on=TUESDAY, subject="Missed visits")
    assert case.provider == agency
    triage.triage(case, procedure=own(case), by=None, on=TUESDAY, provider=home)
    assert case.provider == home
    with pytest.raises(MoveRefused, match="changes nothing"):
        triage.triage(case, procedure=own(case), by=None, on=TUESDAY, provider=home)


def test_a_second_click_on_triage_is_refused():
    case = factories.case()
    triage.triage(case, procedure=own(case), by=None, on=TUESDAY)
    with pytest.raises(MoveRefused, match="changes nothing"):
        triage.triage(case, procedure=own(case), by=None, on=TUESDAY)
    triage.triage(case, procedure=own(case), by=None, on=date(2026, 11, 5), subject="Bins")
    assert (case.triaged_on, case.subject) == (TUESDAY, "Bins")


def test_triage_moves_the_case_to_another_procedure_and_its_dates_follow():
    case = factories.case()
    slower = terms.Timescale("responded", "received", within=Length.parse("15 working days"))
    first = replace(factories.two_stages().stages[0], key="step-1", timescales=(slower,))
    version = other_version(stages=(first, factories.two_stages().stages[1]))
    triage.triage(case, procedure=version.procedure, by=None, on=TUESDAY, reason="It is about a bill.")
    assert case.procedure_version == version
    assert [stage.key for stage in case.stages.all()] == ["step-1"]
    # 15 working days from Monday 2 November: three whole weeks, to Monday 23 November.
    assert [row.due_on for row in case.stages.get().deadlines.all()] == [date(2026, 11, 23)]
    assert (case.next_due_on, case.next_due_event) == (date(2026, 11, 23), "responded")
    assert case.history.first().history_change_reason == "It is about a bill."


def test_another_procedure_needs_its_reason():
    case = factories.case()
    with pytest.raises(MoveRefused, match="Say why this procedure applies"):
        triage.triage(case, procedure=other_version().procedure, by=None, on=TUESDAY)
    assert case.procedure_version.procedure.slug == "plain"


def test_triage_records_once_when_it_happened_and_then_it_is_corrected():
    case = factories.case()
    with pytest.raises(MoveRefused, match="after the complaint was received"):
        triage.triage(case, procedure=own(case), by=None, on=TUESDAY, happened_on=TUESDAY)
    triage.triage(case, procedure=own(case), by=None, on=TUESDAY, happened_on=date(2026, 10, 1))
    assert case.happened_on == date(2026, 10, 1)
    with pytest.raises(MoveRefused, match=r"on 1 October 2026\. Correct that"):
        triage.triage(case, procedure=own(case), by=None, on=TUESDAY, happened_on=date(2026, 10, 2))
    clocks.correct_happened(case, happened_on=None, reason="They are not sure.", by=None)
    assert case.happened_on is None
    assert case.history.first().history_change_reason == "They are not sure."
    with pytest.raises(MoveRefused, match="nothing to correct"):
        clocks.correct_happened(case, happened_on=None, reason="They are not sure.", by=None)


def test_the_procedure_stays_once_more_than_receipt_is_recorded():
    case, version = factories.case(), other_version()
    cases.acknowledge(case.stages.get(), on=TUESDAY, by=None)
    with pytest.raises(MoveRefused, match="stays under its procedure"):
        triage.triage(case, procedure=version.procedure, by=None, on=TUESDAY, reason="It is about a bill.")
    assert case.procedure_version.procedure == own(case)


def test_a_procedure_no_longer_in_use_is_not_offered_and_a_guide_opens_no_case():
    case, retired = factories.case(), other_version().procedure
    retired.is_live = False
    retired.save()
    guide = factories.procedure_version(factories.two_stages(slug="guide", title="Guide", kinds=(), stages=()))
    with pytest.raises(MoveRefused, match="not in use any more"):
        triage.triage(case, procedure=retired, by=None, on=TUESDAY, reason="It is about a bill.")
    with pytest.raises(MoveRefused, match="opens no case"):
        triage.triage(case, procedure=guide.procedure, by=None, on=TUESDAY, reason="It is about a school.")


def test_a_case_opens_later_only_where_the_stage_says_so():
    first, second = factories.two_stages().stages
    closed = factories.case()
    direct = factories.case(
        procedure=other_version(stages=(first, replace(second, direct=True))).procedure,
    )
    with pytest.raises(MoveRefused, match="cannot open in that stage"):
        triage.triage(closed, procedure=own(closed), by=None, on=TUESDAY, stage_key="stage-2")
    triage.triage(direct, procedure=own(direct), by=None, on=TUESDAY, stage_key="stage-2")
    assert [stage.key for stage in direct.stages.all()] == ["stage-2"]
    # 25 working days from Monday 2 November: five whole weeks, to Monday 7 December.
    assert direct.next_due_on == date(2026, 12, 7)


def test_the_track_chooses_the_timescales():
    first, second = factories.two_stages().stages
    hard = terms.Timescale("responded", "received", "hard", Length.parse("20 working days"), when="hard")
    easy = terms.Timescale("responded", "received", "easy", Length.parse("5 working days"), when="easy")
    version = other_version(
        tracks=(terms.Track("easy", "Easy"), terms.Track("hard", "Hard")),
        stages=(replace(first, timescales=(easy, hard)), second),
    )
    case = factories.case(procedure=version.procedure)
    assert (case.track, case.next_due_on) == ("easy", date(2026, 11, 9))
    triage.triage(case, procedure=version.procedure, by=None, on=TUESDAY, track="hard")
    # 20 working days from Monday 2 November: four whole weeks, to Monday 30 November.
    assert (case.track, case.next_due_on) == ("hard", date(2026, 11, 30))
    with pytest.raises(MoveRefused, match="no such track"):
        triage.triage(case, procedure=version.procedure, by=None, on=TUESDAY, track="harder")


def test_only_who_triages_cases_triages_one_and_only_cases_they_see():
    case = factories.case()
    triage.triage(case, procedure=own(case), by=factories.user(roles.MANAGER), on=TUESDAY)
    for role in (roles.INVESTIGATOR, roles.CONTACT_CENTRE, roles.AUDITOR):
        with pytest.raises(PermissionDenied):
            triage.triage(case, procedure=own(case), by=factories.user(role), on=TUESDAY, subject="Mine")


def test_what_belongs_elsewhere_is_closed_with_a_letter_that_says_where():
    case = factories.case()
    triage.redirect(case, to="The head teacher of the school", by=None, on=TUESDAY, reason="It is about a school.")
    assert (case.closed_on, case.close_reason) == (TUESDAY, CloseReason.REDIRECTED)
    assert (case.next_due_on, case.next_due_event) == (None, "")
    assert not case.stages.get().deadlines.filter(is_running=True).exists()
    assert kinds_of_letters(case) == [LetterKind.RECEIPT, LetterKind.REDIRECT]
    assert "The head teacher of the school" in case.letters.latest("pk").body
    with pytest.raises(MoveRefused, match="The case is closed"):
        triage.redirect(case, to="The head teacher of the school", by=None, on=TUESDAY)


def test_what_goes_nowhere_is_refused_in_writing_with_the_reason():
    case = factories.case()
    with pytest.raises(MoveRefused, match="or why it is not taken on"):
        triage.redirect(case, to="", by=None, on=TUESDAY)
    triage.redirect(case, to="", by=None, on=TUESDAY, reason="A court has decided this.")
    assert case.close_reason == CloseReason.REFUSED
    assert kinds_of_letters(case) == [LetterKind.RECEIPT, LetterKind.REFUSAL]
    assert "A court has decided this." in case.letters.latest("pk").body


def test_a_concern_about_safety_is_passed_on_at_once_the_person_told_and_the_case_goes_on():
    factories.settings(urgent_email="safe@wenbury.example")
    case, manager = factories.case(given={"what_happened": "A child is left alone."}), factories.user(roles.MANAGER)
    note = triage.pass_on(case, to="Children’s social care", by=manager, on=TUESDAY)
    assert (case.closed_on, case.next_due_event) == (None, "acknowledged")
    assert kinds_of_letters(case) == [LetterKind.RECEIPT, LetterKind.URGENT, LetterKind.PASSED_ON]
    urgent, told = case.letters.get(kind=LetterKind.URGENT), case.letters.get(kind=LetterKind.PASSED_ON)
    assert (urgent.to_name, urgent.to_email) == ("Children’s social care", "safe@wenbury.example")
    assert "A child is left alone." in urgent.body
    assert told.to_email == "robin@example.com"
    assert "Children’s social care" in told.body
    assert "A child is left alone." not in told.body
    assert (note.written_by, case.notes.get()) == (manager, note)
    assert note.text.endswith("to: Children’s social care")


def test_the_same_concern_is_passed_on_once_a_day_and_another_as_often_as_it_takes():
    case = factories.case()
    triage.pass_on(case, to="The police", by=None, on=TUESDAY, text="He was seen again.")
    with pytest.raises(MoveRefused, match="passed on to them today already"):
        triage.pass_on(case, to="The police", by=None, on=TUESDAY, text="He was seen again.")
    with pytest.raises(MoveRefused, match="Say to whom"):
        triage.pass_on(case, to=" ", by=None, on=TUESDAY)
    triage.pass_on(case, to="The police", by=None, on=TUESDAY, text="And at the school.")
    assert case.letters.filter(kind=LetterKind.URGENT, to_email="").count() == 2


def test_a_closed_case_stands_in_nobodys_way_when_somebody_is_in_danger():
    case = factories.case()
    triage.redirect(case, to="The head teacher of the school", by=None, on=TUESDAY)
    triage.pass_on(case, to="The police", by=None, on=TUESDAY)
    assert case.close_reason == CloseReason.REDIRECTED


def test_who_only_reads_a_case_passes_nothing_on():
    with pytest.raises(PermissionDenied):
        triage.pass_on(factories.case(), to="The police", by=factories.user(roles.AUDITOR), on=TUESDAY)
