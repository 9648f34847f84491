"""Those not meant to see a case, or to change it, cannot: at no address that the site has.

The case is made once, and what a walk does is undone before the next. Most walk quickly. `THOROUGHLY` asks it all:
visitors, for whom it is cheap, and the superuser, who may do everything but see the case.
"""

from copy import deepcopy
from dataclasses import replace

import pytest
from django.core import mail
from django.db import transaction

from tests import factories
from tests.django_bugs import SITE_HISTORY_FAILS, needs_the_site_history
from tests.outsider import people
from tests.outsider.rows import case_rows, changed, kept, overwritten
from wagtail_complaints import conf, roles
from wagtail_complaints.management.outsider import canary as canaries
from wagtail_complaints.management.outsider.addresses import Address, Unclassified, every_address, paths
from wagtail_complaints.management.outsider.rounds import close, walk
from wagtail_complaints.management.outsider.words import READABLE
from wagtail_complaints.models import Case, ResponseLogEntry

pytestmark = pytest.mark.django_db


THOROUGHLY = (people.anonymous, people.dismissed_manager, people.superuser)

OF_THEIR_OWN = {"wagtail_complaints.SavedView", "wagtail_complaints.HistoricalSavedView"}
"""What whoever reads cases keeps for themselves alone: a list they come back to."""


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        factories.settings()
        yield canaries.make(conf.today())
        transaction.set_rollback(True)


@pytest.fixture
def canary(made):
    """Return the case as it was made: what a test does to its objects stays with the test."""
    return deepcopy(made)


@pytest.mark.parametrize("outsider", people.OUTSIDERS, ids=lambda make: make.__name__)
def test_an_outsider_finds_nothing_and_changes_nothing_anywhere(canary, outsider):
    person = outsider(canary)
    before, sent = kept(), len(mail.outbox)
    assert found_nothing(canary, person, outsider)
    after = kept()
    assert overwritten(before, after) == []
    if outsider is not people.contact_centre:  # who may log a case
        assert set(changed(before, after)) - OF_THEIR_OWN == set()
        assert len(mail.outbox) == sent


@pytest.mark.parametrize("insider", people.SHUT_OUT, ids=lambda make: make.__name__)
def test_a_case_that_is_closed_to_somebody_is_nowhere_for_them(canary, insider):
    """What of other cases they may change is theirs to change: asked is what comes back, and of this case."""
    person = insider(canary)
    close(canary, person)
    of_the_case = case_rows(canary)
    assert found_nothing(canary, person, insider)
    assert changed(of_the_case, case_rows(canary)) == []


def found_nothing(canary, person, who) -> bool:
    answers = list(walk(canary, person, is_quick=who not in THOROUGHLY).answers())
    assert [str(each) for each in answers if each.words] == []
    assert [str(each) for each in answers if each.leads_elsewhere] == []
    assert [str(each) for each in answers if each.status >= 500 and each.is_ours] == []
    return True


def test_the_walk_sees_what_is_there_to_see(canary):
    """The manager may read nearly everything, so a walk that finds less of it has lost its eyes."""
    looking = replace(walk(canary, canary.manager, is_quick=True), payloads=())
    answers = list(looking.answers())
    found = frozenset().union(*(each.words for each in answers))
    assert set(READABLE) - found == set()
    seen = {each.name for each in answers if each.words}
    assert {"complaints_cases:case", "complaints_case_history"} <= seen
    assert SITE_HISTORY_FAILS or "wagtailadmin_reports:site_history" in seen
    assert {f"wagtailsnippets_wagtail_complaints_response:{name}" for name in ("inspect", "revisions_view")} <= seen


def test_an_address_that_nobody_has_classified_stops_the_walk(canary):
    new = Address(
        "complaints_cases:new", "admin/complaints/cases/<int:pk>/<int:thing>/", frozenset({"pk", "thing"})
    )
    with pytest.raises(Unclassified):
        paths(new, canary.values)


def test_an_address_whose_arguments_have_no_names_is_filled_in_their_order(canary):
    """Wagtail 7.4 compares two revisions of a page at such a one."""
    compare = Address("wagtailadmin_pages:revisions_compare", r"^(\d+)/revisions/compare/", frozenset())
    page, older = canary.values["page"][0], canary.values["older_revision"][0]
    newer = canary.values["newer_revision"][0]
    quick = paths(compare, canary.values, is_quick=True)
    assert quick == [f"/admin/pages/{page}/revisions/compare/{older}...{newer}/"]


def test_a_quick_walk_leaves_out_no_address_that_nobody_has_classified(canary):
    assert Address("another_app", "another-app/", frozenset()).may_know
    ours = [each.name for each in every_address() if each.name.startswith(("complaints_cases", "complaints_case_"))]
    assert [each.name for each in every_address() if each.may_know and each.name in ours] == ours


def test_every_address_is_classified(canary):
    assert [each.route for each in every_address() if not paths(each, canary.values)] == []


def test_an_auditor_reads_and_changes_nothing_anywhere(canary):
    """Opening a file is written down, and a list may be kept: that is all."""
    before = kept()
    answers = list(walk(canary, factories.user(roles.AUDITOR), is_quick=True).answers())
    after = kept()
    assert [each.name for each in answers if each.words] != []
    assert set(changed(before, after)) - OF_THEIR_OWN == {"wagtailcore.ModelLogEntry"}
    assert overwritten(before, after) == []


def test_deleting_several_letters_at_once_names_none_of_them(client, canary):
    client.force_login(people.staff_without_a_role(canary))
    answer = client.get(f"/admin/bulk/wagtail_complaints/response/delete/?id={canary.response.pk}", follow=True)
    assert canary.case.reference not in answer.content.decode()


def test_the_home_page_of_who_sent_a_letter_off_names_it_while_they_see_its_case_and_no_longer(client, canary):
    client.force_login(canary.author)
    assert canary.case.reference in client.get("/admin/").content.decode()
    people.author_complained_about(canary)
    assert canary.case.reference not in client.get("/admin/").content.decode()


@needs_the_site_history
def test_the_history_of_the_site_tells_of_letters_to_those_alone_who_see_their_case(client, canary):
    stranger = people.signer_of_others(canary)
    noted = ResponseLogEntry.objects.filter(object_id=canary.response.pk).count()
    assert noted > 0
    for person, seen in ((canary.manager, noted), (canary.signer, noted), (canary.author, noted), (stranger, 0)):
        assert ResponseLogEntry.objects.viewable_by_user(person).count() == seen
    client.force_login(stranger)
    assert canary.case.reference not in client.get("/admin/reports/site-history/").content.decode()


def test_who_signs_sees_the_case_whose_letter_waits_for_them(canary):
    assert list(Case.objects.visible_to(canary.signer)) == [canary.case]


def test_who_is_dismissed_sees_no_case(canary):
    canary.manager.is_active = False
    canary.manager.save()
    assert list(Case.objects.visible_to(canary.manager)) == []
