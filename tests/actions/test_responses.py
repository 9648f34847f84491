"""A stage is answered once, by a letter that is whole, signed word for word, and sent on the day it was signed."""

from datetime import date, datetime

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied

from tests import factories, signing
from wagtail_complaints import conf, roles
from wagtail_complaints.actions import cases, responses
from wagtail_complaints.models import Letter, LetterKind, Outcome, Response
from wagtail_complaints.procedure import terms
from wagtail_complaints.procedure.journey import MoveRefused

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 11, 6)


@pytest.fixture
def today_is_friday(monkeypatch):
    """Set the one clock that the doors read, of which the signature that issues a letter is one."""
    monkeypatch.setattr(conf, "now", lambda: datetime(2026, 11, 6, 10, tzinfo=conf.UNITED_KINGDOM))


def test_a_draft_has_a_row_for_every_point_that_stands():
    stage = signing.case_stage(points=("The bin.", "The noise.", "The fence."), decider=(by := signing.author()))
    stage.case.points.filter(number=2).update(is_withdrawn=True)
    response = responses.draft(stage, by=by)
    assert [row.point.text for row in response.findings.all()] == ["The bin.", "The fence."]
    assert (response.live, response.issued_on, response.author) == (False, None, by)


def test_drafting_twice_gives_the_one_draft():
    stage = signing.case_stage(decider=(by := signing.author()))
    assert responses.draft(stage, by=by) == responses.draft(stage, by=by)


def test_a_stage_for_points_not_upheld_leaves_out_those_that_were():
    second = terms.Stage("stage-2", "Stage 2", "Head", terms.Entry.REQUEST, points=terms.Points.NOT_UPHELD)
    two = factories.two_stages()
    version = factories.procedure_version(factories.two_stages(stages=(two.stages[0], second)))
    by, head = signing.author(), signing.signer()
    first = signing.letter(by=by, version=version, points=("The bin.", "The noise."))
    letter = first.get_latest_revision_as_object()
    noise = letter.findings.get(point__number=2)
    noise.finding = Outcome.PARTLY_UPHELD
    letter.findings.add(noise)
    letter.save_revision(user=by)
    responses.submit(first, by=by)
    signing.sign(first, head)
    answer = responses.draft(signing.next_stage(first.case_stage, decider=by), by=by)
    assert [row.point.text for row in answer.findings.all()] == ["The noise."]


def test_only_people_who_work_on_the_case_draft_its_letter():
    stage = signing.case_stage(decider=signing.author())
    for stranger in (signing.author(), signing.signer(), factories.user(roles.CONTACT_CENTRE), factories.user()):
        with pytest.raises(PermissionDenied):
            responses.draft(stage, by=stranger)


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"body": "<p> </p>"}, "it has no text"),
        ({"outcome": ""}, "it has no outcome"),
        ({"contains": []}, "you have not confirmed that it says “The decision on every point”"),
    ],
)
def test_a_letter_is_not_submitted_while_something_is_missing(change, missing):
    first = factories.two_stages().stages[0]
    needs = terms.Timescale("responded", "received", requires=("The decision on every point",))
    stage = terms.Stage(first.key, first.name, first.decided_by, first.entry, timescales=(needs,))
    signing.signer()
    response = signing.letter(version=factories.procedure_version(factories.two_stages(stages=(stage,))))
    letter = response.get_latest_revision_as_object()
    for name, value in change.items():
        setattr(letter, name, value)
    letter.save_revision(user=response.author, clean=False)
    with pytest.raises(MoveRefused, match=missing):
        responses.submit(response, by=response.author)
    assert not response.workflow_in_progress


@pytest.mark.parametrize(
    ("field", "missing"), [("finding", "point 2 has no finding"), ("reasons", "point 2 has no reas")]
)
def test_a_letter_answers_every_point(field, missing):
    signing.signer()
    response = signing.letter(points=("The bin.", "The noise."))
    letter = response.get_latest_revision_as_object()
    noise = letter.findings.get(point__number=2)
    setattr(noise, field, "")
    letter.findings.add(noise)
    letter.save_revision(user=response.author, clean=False)
    with pytest.raises(MoveRefused, match=missing):
        responses.submit(response, by=response.author)


def test_a_letter_needs_a_sign_off_of_its_stage_or_its_site():
    by = signing.author()
    signing.signer()
    response = signing.write(responses.draft(signing.case_stage(decider=by), by=by), by)
    with pytest.raises(MoveRefused, match="No sign-off is set for this stage"):
        responses.submit(response, by=by)
    factories.settings(sign_off_workflow=signing.workflow())
    responses.submit(response, by=by)
    assert response.current_workflow_state.workflow.name == "Sign-off"


def test_a_letter_that_nobody_independent_can_sign_is_not_submitted():
    by = signing.author()
    head = signing.signer()
    response = signing.letter(by=by)
    response.wrote(head)
    with pytest.raises(MoveRefused, match="Nobody can sign “Head of service”"):
        responses.submit(response, by=by)


def test_a_letter_whose_two_steps_wait_for_the_same_person_is_not_submitted():
    by = signing.author()
    head = signing.signer(first_name="Nkechi", last_name="Eze")
    head.groups.add(Group.objects.create(name="Director"))
    response = signing.letter(by=by, signed_by=signing.workflow("Head of service", "Director"))
    with pytest.raises(MoveRefused, match="too few can sign “Head of service” and “Director”: only Nkechi Eze"):
        responses.submit(response, by=by)
    signing.signer("Director")
    responses.submit(response, by=by)
    assert response.current_workflow_state is not None


def test_what_the_last_step_signs_is_issued_that_day_once(django_capture_on_commit_callbacks):
    head = signing.signer()
    with django_capture_on_commit_callbacks(execute=True):
        response = signing.submitted()
    with django_capture_on_commit_callbacks(execute=True):
        response = signing.sign(response, head)
    responses.issue(response, by=head, on=FRIDAY)
    assert response.live
    assert response.issued_digest == signing.seen(response)
    assert response.case_stage.events.current().filter(event="responded").count() == 1
    (sent,) = Letter.objects.filter(kind=LetterKind.RESPONSE)
    assert (sent.to_email, sent.dated) == ("robin@example.com", response.issued_on)
    assert "We are sorry." in sent.body
    assert "The bin was left." in sent.body
    assert "<p>We are sorry.</p>" in sent.body_html


def test_a_letter_that_was_not_signed_is_not_issued():
    response = signing.letter()
    with pytest.raises(PermissionDenied):
        responses.issue(response, by=factories.superuser(), on=FRIDAY)
    assert not Response.objects.get(pk=response.pk).live
    assert not Letter.objects.filter(kind=LetterKind.RESPONSE).exists()


def test_a_letter_taken_back_can_be_changed_and_submitted_again():
    signing.signer()
    response = signing.submitted()
    responses.take_back(response, by=response.author)
    response = signing.write(response, response.author, body="<p>We are very sorry.</p>")
    responses.submit(response, by=response.author)
    assert response.sign_off_runs.count() == 2
    assert response.awaits_signature


def test_only_who_may_edit_a_letter_takes_it_back():
    head = signing.signer()
    response = signing.submitted()
    with pytest.raises(PermissionDenied):
        responses.take_back(response, by=head)


def test_drafts_leave_no_history_and_every_step_of_sign_off_does():
    head = signing.signer()
    response = signing.submitted()
    signing.write(signing.send_back(response, head), response.author, body="<p>By Friday.</p>")
    responses.submit(response, by=response.author)
    signing.sign(response, head)
    trail = [(row.history_change_reason, row.actor_name) for row in response.history.order_by("history_id")]
    by, signed = response.author.get_full_name(), head.get_full_name()
    assert trail == [
        ("Drafted", by),
        ("Submitted for sign-off", by),
        ("Sent back: Head of service", signed),
        ("Submitted for sign-off", by),
        ("Signed: Head of service", signed),
        ("Issued", signed),
    ]


def test_signers_are_asked_and_authors_told_with_a_reference_and_a_link_and_nothing_else(
    django_capture_on_commit_callbacks,
):
    head, other = signing.signer(), signing.signer()
    with django_capture_on_commit_callbacks(execute=True):
        response = signing.submitted()
    with django_capture_on_commit_callbacks(execute=True):
        signing.send_back(response, head)
    notices = Letter.objects.filter(kind=LetterKind.SIGN_OFF_NOTICE).order_by("pk")
    assert [(notice.to_email, notice.subject) for notice in notices] == [
        (head.email, f"A response waits for your signature: {response.case}"),
        (other.email, f"A response waits for your signature: {response.case}"),
        (response.author.email, f"Your response was sent back: {response.case}"),
    ]
    for notice in notices:
        assert "Robin" not in notice.body
        assert "Say when" not in notice.body
        assert f"/admin/snippets/wagtail_complaints/response/edit/{response.pk}/" in notice.body


def answered(**fields):
    """Issue a letter on Friday 6 November, and return it."""
    head = signing.signer()
    return signing.sign(signing.submitted(**fields), head), head


def test_a_letter_that_went_out_is_corrected_by_another_and_never_changed(today_is_friday):
    wrong, head = answered()
    stage, case, sent = wrong.case_stage, wrong.case, Letter.objects.get(kind=LetterKind.RESPONSE)
    facts = (list(stage.events.values()), list(stage.deadlines.order_by("pk").values()))
    with pytest.raises(MoveRefused, match="needs a reason"):
        responses.correct(stage, because=" ", by=wrong.author)
    right = responses.correct(stage, because="The wrong street.", by=wrong.author)
    assert (right.corrects, right.correction_reason, right.outcome) == (wrong, "The wrong street.", Outcome.UPHELD)
    assert [(row.point.number, row.finding, row.reasons) for row in right.findings.all()] == [
        (1, Outcome.UPHELD, "We looked at the rota.")
    ]
    assert responses.correct(stage, because="Again", by=wrong.author) == right
    responses.submit(signing.write(right, wrong.author, body="<p>It was Mill Lane.</p>"), by=wrong.author)
    right = signing.sign(Response.objects.get(pk=right.pk), head)
    assert (right.issued_on, right.live) == (FRIDAY, True)
    letter = case.letters.get(kind=LetterKind.CORRECTION)
    assert "This letter corrects our reply of Friday 6 November 2026" in letter.body
    assert "It was Mill Lane." in letter.body
    assert "Please tell us within" not in letter.body
    assert (list(stage.events.values()), list(stage.deadlines.order_by("pk").values())) == facts
    assert Letter.objects.get(kind=LetterKind.RESPONSE).body == sent.body
    case.refresh_from_db()
    assert case.state(FRIDAY).responses == {"stage-1": "issued"}


def test_a_correction_can_be_corrected_and_a_closed_case_too(today_is_friday):
    wrong, head = answered()
    cases.close(wrong.case, on=FRIDAY, by=None, reason="answered", learning="One slip.")
    right = responses.correct(wrong.case_stage, because="The wrong street.", by=wrong.author)
    responses.submit(signing.write(right, wrong.author), by=wrong.author)
    signing.sign(Response.objects.get(pk=right.pk), head)
    assert responses.correct(wrong.case_stage, because="The wrong number.", by=wrong.author).corrects == right


def test_a_letter_that_has_not_gone_out_is_edited_and_not_corrected():
    draft = signing.letter()
    with pytest.raises(MoveRefused, match="has not been issued yet"):
        responses.correct(draft.case_stage, because="The wrong street.", by=draft.author)
    with pytest.raises(PermissionDenied):
        responses.correct(draft.case_stage, because="The wrong street.", by=signing.signer())
