"""One matter or several: cases split, merge and are linked, and what was told stays with each, word for word."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.actions import cases, complained_about, links, opening, points, restrictions
from wagtail_complaints.models import Case, CaseLink, CloseReason, LetterKind, LinkKind
from wagtail_complaints.procedure.journey import MoveRefused

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY = factories.MONDAY, date(2026, 11, 3)
WHY = "It is about a social worker."


def children(**fields):
    return factories.procedure_version(
        factories.two_stages(slug="children", title="Children’s services", **fields)
    ).procedure


def mixed(**fields) -> Case:
    case = factories.case(**fields)
    for text in ("The bin was missed.", "The social worker did not ring.", "Nobody wrote."):
        points.add(case, text=text, by=None)
    return case


def split(case, **given) -> Case:
    given = {"procedure": children(), "subject": "Contact", "reason": WHY, "by": None, "on": TUESDAY, **given}
    return links.split(case, **given)


def numbered(case) -> list[tuple]:
    return list(case.points.order_by("number").values_list("number", "text", "is_withdrawn"))


def test_a_part_becomes_a_case_with_the_same_submission_and_dates_of_its_own():
    case = mixed(given={"name": "Robin Example"})
    new = split(case, points=[2, 3])
    assert (new.submission, new.received_on) == (case.submission, MONDAY)
    assert new.reference != case.reference == case.submission.reference
    assert (new.procedure_version.procedure.slug, new.subject, new.triaged_on) == ("children", "Contact", None)
    # 3 working days from Monday 2 November: Thursday 5.
    assert (new.next_due_event, new.next_due_on) == ("acknowledged", date(2026, 11, 5))
    assert numbered(new) == [(1, "The social worker did not ring.", False), (2, "Nobody wrote.", False)]
    assert [withdrawn for _number, _text, withdrawn in numbered(case)] == [False, True, True]
    party = new.parties.get()
    assert (party.name, party.email) == ("Robin Example", "robin@example.com")
    assert case.parties.count() == 1


def test_points_can_stand_in_both():
    case = mixed()
    new = split(case, points=[1], is_moved=False)
    assert numbered(case)[0] == (1, "The bin was missed.", False)
    assert numbered(new) == [(1, "The bin was missed.", False)]


def test_the_complainant_is_told_of_the_new_reference_and_what_it_is_about():
    case = mixed()
    new = split(case, points=[2])
    letter = new.letters.get()
    assert (letter.kind, letter.to_email) == (LetterKind.SPLIT, "robin@example.com")
    assert new.reference in letter.subject
    assert "The social worker did not ring." in letter.body
    assert WHY not in letter.body
    assert factories.letters(case) == [LetterKind.RECEIPT]


def test_the_same_part_is_split_off_once():
    case, procedure = mixed(), children()
    split(case, procedure=procedure)
    with pytest.raises(MoveRefused, match="split off already"):
        split(case, procedure=procedure)
    split(case, procedure=procedure, subject="Another part")
    assert case.links_to.count() == 2


def test_a_submission_still_opens_one_case_after_it_was_split():
    case = mixed()
    split(case)
    assert opening.open_case(case.submission, by=None, on=TUESDAY) == case
    assert case.submission.case == case


def test_what_was_chosen_must_still_be_there_and_nothing_is_left_behind():
    case = mixed()
    points.withdraw(case.points.get(number=2), reason="Settled.", by=None)
    with pytest.raises(MoveRefused, match="not there any more"):
        split(case, points=[2])
    assert Case.objects.count() == 1
    for missing in ({"subject": " "}, {"reason": ""}):
        with pytest.raises(MoveRefused, match="Say"):
            split(case, **({"procedure": case.procedure_version.procedure} | missing))


def test_who_does_not_triage_splits_nothing():
    with pytest.raises(PermissionDenied):
        split(mixed(), by=factories.user(roles.INVESTIGATOR))


def two() -> tuple[Case, Case]:
    procedure = factories.procedure_version().procedure
    return factories.case(procedure=procedure), factories.case(procedure=procedure)


def merge(case, into, **given) -> CaseLink:
    return links.merge(case, into=into, **{"reason": "The same letter, twice.", "by": None, "on": TUESDAY, **given})


def test_a_duplicate_is_closed_beside_the_one_that_goes_on():
    first, second = two()
    link = merge(second, first)
    second.refresh_from_db()
    assert (second.closed_on, second.close_reason) == (TUESDAY, CloseReason.DUPLICATE)
    assert (first.is_open, link.kind, link.from_case, link.to_case) == (True, LinkKind.DUPLICATE, second, first)
    letter = second.letters.get(kind=LetterKind.MERGED)
    assert first.reference in letter.body
    with pytest.raises(MoveRefused, match="The case is closed"):
        merge(second, first)


def test_somebody_else_is_not_told_of_anothers_reference():
    first, second = two()
    merge(second, first, tells=False)
    assert factories.letters(second) == [LetterKind.RECEIPT]


def test_two_cases_are_never_duplicates_of_each_other():
    first, second = two()
    merge(second, first)
    with pytest.raises(MoveRefused, match="that is to go on is closed"):
        merge(first, second)
    with pytest.raises(MoveRefused, match="no duplicate of itself"):
        merge(first, first)


def test_to_reopen_a_duplicate_undoes_the_merging_with_the_reason():
    first, second = two()
    link = merge(second, first)
    cases.reopen(second, on=TUESDAY, by=None, reason="It is another lorry.")
    link.refresh_from_db()
    assert (second.is_open, link.is_current) == (True, False)
    assert link.history.first().history_change_reason == "It is another lorry."
    merge(second, first, reason="It is the same lorry after all.")
    assert CaseLink.objects.filter(is_current=True).count() == 1


def test_a_part_that_was_split_off_by_mistake_is_merged_back():
    case = mixed()
    new = split(case)
    merge(new, case)
    kinds = CaseLink.objects.filter(is_current=True).values_list("kind", flat=True)
    assert list(kinds) == [LinkKind.DUPLICATE]


def test_nobody_merges_with_a_case_that_they_do_not_see():
    first, second = two()
    closer = factories.user(roles.MANAGER)
    merge(second, first, by=closer)
    seen, hidden = two()
    officer = factories.user(roles.INVESTIGATOR)
    cases.assign(seen, owner=officer, by=None)
    with pytest.raises(PermissionDenied):
        links.link(seen, to=hidden, reason="Neighbours.", by=officer, on=TUESDAY)
    assert [each.case for each in CaseLink.objects.seen_from(first, closer)] == [second]
    cases.assign(first, owner=officer, by=None)
    assert CaseLink.objects.seen_from(first, officer) == []


def test_cases_are_linked_once_and_a_link_is_undone_with_a_reason():
    first, second = two()
    link = links.link(first, to=second, reason="Neighbours.", by=None, on=TUESDAY)
    with pytest.raises(MoveRefused, match="linked already"):
        links.link(second, to=first, reason="Neighbours.", by=None, on=TUESDAY)
    links.unlink(link, reason="Another street.", by=None)
    with pytest.raises(MoveRefused, match="undone already"):
        links.unlink(link, reason="Another street.", by=None)
    links.link(second, to=first, reason="The same street.", by=None, on=TUESDAY)
    assert CaseLink.objects.filter(is_current=True).count() == 1


def test_what_was_split_or_merged_is_not_just_unlinked():
    case = mixed()
    new = split(case)
    with pytest.raises(MoveRefused, match="Merge it back"):
        links.unlink(new.links_from.get(), reason="Oops.", by=None)
    first, second = two()
    with pytest.raises(MoveRefused, match="reopen it"):
        links.unlink(merge(second, first), reason="Oops.", by=None)


def test_the_database_keeps_a_case_from_being_linked_to_itself():
    case = factories.case()
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseLink.objects.create(from_case=case, to_case=case, kind="related", reason="Self", linked_on=TUESDAY)


def test_a_part_of_a_restricted_case_is_restricted_to_the_same_people():
    case, manager = mixed(), factories.user(roles.MANAGER)
    named, about, other = (factories.user(roles.INVESTIGATOR) for _each in range(3))
    complained_about.record(case, user=about, by=None, on=MONDAY)
    restrictions.restrict(case, to=[named], reason="It names a member of staff.", by=None, on=MONDAY)
    new = split(case, points=[2], by=manager)
    restriction = new.restrictions.get()
    assert (restriction.reason, restriction.restricted_on) == ("It names a member of staff.", MONDAY)
    assert [each.user for each in restriction.named.current()] == [named]
    assert [each.user for each in new.staff_complained_about.current()] == [about]
    cases.assign(new, owner=named, by=manager)
    seen = [user for user in (named, about, other) if Case.objects.visible_to(user).filter(pk=new.pk).exists()]
    assert seen == [named]


def test_a_letter_of_an_open_case_does_not_name_the_restricted_case_it_goes_on_as():
    first, second = two()
    restrictions.restrict(first, to=[], reason="It names a member of staff.", by=None, on=MONDAY)
    with pytest.raises(MoveRefused, match="would name it to them"):
        merge(second, first)
    merge(second, first, tells=False)
    second.refresh_from_db()
    assert second.close_reason == CloseReason.DUPLICATE
    assert not second.letters.filter(body__contains=first.reference).exists()
    reader = factories.user(roles.AUDITOR)
    assert CaseLink.objects.seen_from(second, reader) == []
