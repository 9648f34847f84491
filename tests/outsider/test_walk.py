"""Those not meant to see a case, or to change it, cannot: at no address that the site has."""

import pytest
from django.apps import apps
from django.core import mail

from tests import factories
from tests.outsider import canary as canaries
from tests.outsider import people
from tests.outsider.addresses import Address, Unclassified, every_address, paths
from tests.outsider.walk import Walk
from wagtail_complaints import roles
from wagtail_complaints.models import Case, ResponseLogEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def canary():
    return canaries.make()


def walk(client, canary, person, payloads=None):
    if person is not None:
        client.force_login(person)
    client.raise_request_exception = False
    return Walk(
        client,
        canary.values,
        canary.secret,
        canary.searches,
        ({}, canaries.payload(canary)) if payloads is None else payloads,
    )


def kept():
    """Return every row of the app, and what Wagtail keeps of its letters."""
    models = [*apps.get_app_config("wagtail_complaints").get_models()]
    models += [
        apps.get_model("wagtailcore", name)
        for name in ("Revision", "TaskState", "WorkflowState", "Workflow", "Task", "Page", "ModelLogEntry")
    ]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}


def changed(before, after):
    return sorted(label for label in before if before[label] != after[label])


def overwritten(before, after):
    return sorted(label for label in before if any(row not in after[label] for row in before[label]))


@pytest.mark.parametrize("outsider", people.OUTSIDERS, ids=lambda make: make.__name__)
def test_an_outsider_finds_nothing_and_changes_nothing_anywhere(client, canary, outsider):
    person = outsider(canary)
    before, sent = kept(), len(mail.outbox)
    answers = list(walk(client, canary, person).answers())
    assert [str(each) for each in answers if each.words] == []
    assert [str(each) for each in answers if each.leads_elsewhere] == []
    assert [str(each) for each in answers if each.status >= 500 and each.is_ours] == []
    if outsider is people.contact_centre:  # who may log a case, which adds rows and touches none that is there
        assert overwritten(before, kept()) == []
    else:
        assert changed(before, kept()) == []
        assert len(mail.outbox) == sent


def test_the_walk_sees_what_is_there_to_see(client, canary):
    """The manager may read nearly everything, so a walk that finds less of it has lost its eyes."""
    answers = list(walk(client, canary, canary.manager, payloads=()).answers())
    found = frozenset().union(*(each.words for each in answers))
    told = {word for word in found if word.startswith(canaries.BIRD)}
    assert set(canaries.READABLE) - told == set()
    seen = {each.name for each in answers if each.words}
    assert {"complaints_cases:case", "complaints_case_history", "wagtailadmin_reports:site_history"} <= seen
    assert {f"wagtailsnippets_wagtail_complaints_response:{name}" for name in ("inspect", "revisions_view")} <= seen


def test_an_address_that_nobody_has_classified_stops_the_walk(canary):
    new = Address(
        "complaints_cases:new", "admin/complaints/cases/<int:pk>/<int:thing>/", frozenset({"pk", "thing"})
    )
    with pytest.raises(Unclassified):
        paths(new, canary.values)


def test_every_address_is_classified(canary):
    assert [each.route for each in every_address() if not paths(each, canary.values)] == []


def test_an_auditor_reads_and_changes_nothing_anywhere(client, canary):
    before = kept()
    answers = list(walk(client, canary, factories.user(roles.AUDITOR)).answers())
    assert [each.name for each in answers if each.words] != []
    assert changed(before, kept()) == ["wagtailcore.ModelLogEntry"], (
        "opening a file is written down, and that is all"
    )
    assert overwritten(before, kept()) == []


def test_deleting_several_letters_at_once_names_none_of_them(client, canary):
    client.force_login(people.staff_without_a_role(canary))
    answer = client.get(f"/admin/bulk/wagtail_complaints/response/delete/?id={canary.response.pk}", follow=True)
    assert canary.case.reference not in answer.content.decode()


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
