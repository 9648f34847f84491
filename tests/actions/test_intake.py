"""What is sent is stored first, then opens a case or is dealt with; nothing is done twice."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.actions import following_up, handling, opening, receipts
from wagtail_complaints.models import Case, Handling, Kind, Letter, LetterKind, OnBehalf, PartyRole, Submission
from wagtail_complaints.procedure.journey import MoveRefused
from wagtail_complaints.procedure.references import read_reference
from wagtail_complaints.signals import case_opened, submission_received

pytestmark = pytest.mark.django_db

MONDAY = factories.MONDAY


def letters_of(submission):
    return list(Letter.objects.filter(submission=submission).order_by("pk").values_list("kind", flat=True))


def test_a_submission_is_kept_word_for_word_under_a_reference_that_can_be_read_aloud():
    given = factories.answers(what_happened="  Nobody came.\r\nTwice! ")
    sent = factories.submission(given={"what_happened": "  Nobody came.\r\nTwice! "})
    stored = Submission.objects.get(pk=sent.pk)
    assert stored.answers == given
    assert read_reference(stored.reference.lower().replace("-", " ")) == stored.reference


def test_the_same_key_gives_the_same_submission_and_one_receipt():
    first = factories.submission(idempotency_key="once")
    second = factories.submission(idempotency_key="once", procedure=first.procedure, given={"name": "Other"})
    assert second == first
    assert Submission.objects.count() == 1
    assert letters_of(first) == [LetterKind.RECEIPT]


def test_a_key_that_was_stored_while_nobody_looked_gives_the_same_submission():
    """Two presses at once: neither saw the other, and the second meets what the first has stored."""
    first = factories.submission(idempotency_key="once", is_new=True)
    second = factories.submission(idempotency_key="once", is_new=True, procedure=first.procedure)
    assert (second, Submission.objects.count(), letters_of(first)) == (first, 1, [LetterKind.RECEIPT])


def test_who_cannot_be_written_to_gets_no_receipt():
    sent = factories.submission(given={"email": "", "name": ""})
    assert letters_of(sent) == []


def test_the_receipt_of_what_was_logged_later_bears_the_day_of_the_logging():
    sent = factories.submission(received_on=date(2026, 11, 6), logged_on=date(2026, 11, 10))
    assert sent.received_on == date(2026, 11, 6)
    assert sent.letters.get().dated == date(2026, 11, 10)


def test_a_receipt_that_cannot_be_written_loses_nothing(monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise RuntimeError("no template")

    monkeypatch.setattr(receipts, "write_first", fail)
    sent = factories.submission()
    assert Submission.objects.get() == sent
    assert sent.reference in caplog.text
    assert "robin@example.com" not in caplog.text


def test_a_receipt_that_cannot_be_written_stops_no_case(monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("no template")

    sent = factories.submission(is_followed_up=True)
    with monkeypatch.context() as patched:
        patched.setattr(receipts, "write_first", fail)
        following_up.follow_up(sent, on=MONDAY)
    assert (sent.cases.count(), letters_of(sent), following_up.is_followed_up(sent)) == (1, [], False)
    following_up.follow_up(sent, on=MONDAY)
    assert (sent.cases.count(), letters_of(sent), following_up.is_followed_up(sent)) == (
        1,
        [LetterKind.RECEIPT],
        True,
    )


def test_the_receipt_of_a_complaint_is_kept_with_its_case_and_in_its_history():
    sent = factories.submission(is_followed_up=True)
    following_up.follow_up(sent, on=MONDAY)
    letter, case = sent.letters.get(), sent.cases.get()
    kept = letter.history.values_list("case", "history_change_reason", "actor_name").get()
    assert (letter.case, kept) == (case, (case.pk, "Receipt", "The system"))


def test_what_was_handled_meanwhile_opens_no_case_but_has_its_receipt():
    sent = factories.submission(is_followed_up=True)
    handling.handle(sent, outcome=Handling.NOTED, by=None, on=MONDAY)
    following_up.follow_up(sent, on=MONDAY)
    assert (sent.cases.count(), letters_of(sent), following_up.is_followed_up(sent)) == (
        0,
        [LetterKind.RECEIPT],
        True,
    )


def test_only_who_may_log_complaints_logs_one():
    assert factories.submission(logged_by=factories.user(roles.CONTACT_CENTRE)).pk
    with pytest.raises(PermissionDenied):
        factories.submission(logged_by=factories.user(roles.SIGNER))
    assert Submission.objects.count() == 1


def test_a_case_opens_in_the_first_stage_on_the_version_in_force_on_the_day_of_receipt():
    old = factories.procedure_version(published_on=date(2026, 1, 5))
    new = factories.procedure_version(factories.two_stages(title="Newer"), published_on=date(2026, 11, 3))
    sent = factories.submission(procedure=old.procedure, received_on=MONDAY)
    case = opening.open_case(sent, by=None, on=date(2026, 11, 4))
    later = factories.case(procedure=old.procedure, received_on=date(2026, 11, 3))
    assert (case.procedure_version, later.procedure_version) == (old, new)
    assert (case.reference, case.received_on, case.channel) == (sent.reference, MONDAY, sent.channel)
    assert [stage.key for stage in case.stages.all()] == ["stage-1"]
    assert case.current_stage == case.stages.get()
    # 3 working days from Monday 2 November: the 3rd, 4th and 5th.
    assert (case.next_due_on, case.next_due_event) == (date(2026, 11, 5), "acknowledged")


def test_a_case_received_before_the_first_version_runs_under_the_first():
    version = factories.procedure_version(published_on=date(2026, 11, 10))
    assert factories.case(procedure=version.procedure).procedure_version == version


def test_the_same_submission_gives_the_same_case():
    sent = factories.submission()
    assert opening.open_case(sent, by=None, on=MONDAY) == opening.open_case(sent, by=None, on=MONDAY)
    assert Case.objects.count() == 1


def test_the_receipt_belongs_to_the_case_once_it_is_open():
    case = factories.case()
    assert [letter.kind for letter in case.letters.all()] == [LetterKind.RECEIPT]


def test_a_submission_that_cannot_open_a_case_stays_in_the_inbox():
    guide = factories.procedure_version(factories.two_stages(slug="guide", title="A guide", kinds=(), stages=()))
    sent = factories.submission(procedure=guide.procedure)
    with pytest.raises(MoveRefused, match="“A guide” is a guide to read"):
        opening.open_case(sent, by=None, on=MONDAY)
    assert list(Submission.objects.all()) == [sent]
    assert not Case.objects.exists()


def test_a_submission_without_a_procedure_opens_a_case_on_the_one_that_staff_choose():
    version = factories.procedure_version()
    sent = factories.submission(procedure=version.procedure)
    Submission.objects.filter(pk=sent.pk).update(procedure=None)
    sent.refresh_from_db()
    with pytest.raises(MoveRefused, match="Choose the procedure first"):
        opening.open_case(sent, by=None, on=MONDAY)
    assert opening.open_case(sent, by=None, on=MONDAY, procedure=version.procedure).procedure_version == version


def test_who_may_neither_log_nor_triage_opens_no_case():
    sent = factories.submission()
    with pytest.raises(PermissionDenied):
        opening.open_case(sent, by=factories.user(roles.AUDITOR), on=MONDAY)


def parties(case):
    return [(party.role, party.name, party.is_under_18) for party in case.parties.all()]


def test_somebody_who_speaks_for_themselves_is_the_complainant():
    case = factories.case(
        given={
            "telephone": "01632 960111",
            "contact_by": "email",
            "is_young_person": "yes",
            "safe_contact": "Not before four.",
        }
    )
    robin = case.parties.get()
    assert parties(case) == [(PartyRole.COMPLAINANT, "Robin Example", True)]
    assert (robin.email, robin.telephone) == ("robin@example.com", "01632 960111")
    assert (robin.contact_by, robin.contact_safety) == ("email", "Not before four.")


def test_somebody_who_speaks_for_another_names_the_person_affected():
    case = factories.case(
        on_behalf=OnBehalf.SOMEONE_ELSE,
        given={"affected_name": "Alex", "is_young_person": True, "relationship": "Mother"},
    )
    assert parties(case) == [(PartyRole.AFFECTED, "Alex", True), (PartyRole.COMPLAINANT, "Robin Example", None)]
    assert case.parties.get(role=PartyRole.COMPLAINANT).relationship == "Mother"


def test_an_advocate_is_never_the_complainant():
    case = factories.case(on_behalf=OnBehalf.ADVOCATE, given={"affected_name": "Alex"})
    assert parties(case) == [(PartyRole.COMPLAINANT, "Alex", None), (PartyRole.ADVOCATE, "Robin Example", None)]


def test_an_answer_too_long_for_its_field_is_whole_in_the_submission_only():
    case = factories.case(given={"telephone": "0" * 60})
    assert case.parties.get().telephone == "0" * 40
    assert case.submission.answer("telephone") == "0" * 60


def test_a_compliment_that_is_passed_on_is_thanked_for_once():
    sent = factories.submission(kind=Kind.COMPLIMENT)
    done = handling.handle(sent, outcome=Handling.PASSED_ON, passed_to="The depot", by=None, on=MONDAY)
    assert (done.outcome, done.passed_to, done.handled_on) == ("passed-on", "The depot", MONDAY)
    assert letters_of(sent) == [LetterKind.RECEIPT, LetterKind.THANKS]
    with pytest.raises(MoveRefused, match="dealt with already"):
        handling.handle(sent, outcome=Handling.NOTED, by=None, on=MONDAY)
    with pytest.raises(MoveRefused, match="dealt with already"):
        opening.open_case(sent, by=None, on=MONDAY)


def test_what_is_not_for_us_is_redirected_in_writing_and_what_is_spam_is_not_answered():
    ours_not, spam = factories.submission(), factories.submission()
    handling.handle(ours_not, outcome=Handling.NOT_FOR_US, passed_to="The county", by=None, on=MONDAY)
    handling.handle(spam, outcome=Handling.SPAM, by=None, on=MONDAY)
    assert letters_of(ours_not) == [LetterKind.RECEIPT, LetterKind.REDIRECT]
    assert letters_of(spam) == [LetterKind.RECEIPT]


def test_passing_on_says_to_whom():
    with pytest.raises(MoveRefused, match="to whom"):
        handling.handle(factories.submission(), outcome=Handling.PASSED_ON, passed_to=" ", by=None, on=MONDAY)


def test_what_opened_a_case_is_not_handled_beside_it():
    case = factories.case()
    with pytest.raises(MoveRefused, match="has opened a case"):
        handling.handle(case.submission, outcome=Handling.NOTED, by=None, on=MONDAY)


def test_only_who_triages_submissions_handles_one():
    sent = factories.submission()
    with pytest.raises(PermissionDenied):
        handling.handle(sent, outcome=Handling.NOTED, by=factories.user(roles.CONTACT_CENTRE), on=MONDAY)
    manager = factories.user(roles.MANAGER)
    assert handling.handle(sent, outcome=Handling.NOTED, by=manager, on=MONDAY).handled_by == manager


def test_the_site_is_told_on_commit(django_capture_on_commit_callbacks):
    told = []

    def listen(sender, **kwargs):
        told.append((sender, kwargs.get("case") or kwargs.get("submission")))

    submission_received.connect(listen)
    case_opened.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            case = factories.case()
    finally:
        submission_received.disconnect(listen)
        case_opened.disconnect(listen)
    assert told == [(Submission, case.submission), (Case, case)]


def test_following_up_takes_no_more_than_seventeen_queries_and_a_transaction(django_assert_max_num_queries):
    """Receipt, case, stage, person, dates and words, each with its history: nothing just written is read."""
    following_up.follow_up(factories.submission(is_followed_up=True), on=factories.MONDAY)
    sent = factories.submission(is_followed_up=True)
    with django_assert_max_num_queries(17 + len(["SAVEPOINT", "RELEASE"])):
        following_up.follow_up(sent, on=factories.MONDAY)
    assert sent.cases.get().next_due_on.isoformat() == "2026-11-05"  # three working days after Monday 2 November
