"""A view is a name for filters and sorting: kept by one, shared with a group, and showing nobody another's case."""

import pytest
from django.contrib.auth.models import Permission

from tests import factories
from tests.wagtail_admin.cases_at_hand import procedure, triaged
from tests.wagtail_admin.pages_at_hand import REGISTER, references
from wagtail_complaints import roles
from wagtail_complaints.actions import cases
from wagtail_complaints.models import SavedView

pytestmark = pytest.mark.django_db

VIEWS = f"{REGISTER}views/"


def names(response) -> list[str]:
    return [view.name for view in response.context["views"]]


@pytest.fixture
def investigator(db):
    return factories.user(roles.INVESTIGATOR)


def shared(by, group, name="Overdue letters", query="channel=letter&due=overdue"):
    return SavedView.objects.create(name=name, query=query, owner=by, group=group)


def test_a_view_keeps_the_filters_and_the_sorting_and_not_the_words_searched_for(desk, manager):
    asked = "due=overdue&channel=letter&ordering=-received_on&q=Müller&p=3&_w_filter_fragment=1&nonsense=1"
    response = desk.post(f"{VIEWS}keep/?{asked}", {"name": "Late letters"})
    kept = "channel=letter&due=overdue&ordering=-received_on"
    assert (response.status_code, response.url) == (302, f"{REGISTER}?{kept}")
    view = SavedView.objects.get()
    assert (view.name, view.query, view.owner, view.group) == ("Late letters", kept, manager, None)


def test_a_kept_view_stands_above_the_register_and_says_when_it_is_what_is_shown(desk, manager):
    letter = triaged(channel="letter")
    triaged(procedure=letter.procedure_version.procedure)
    shared(manager, None, query="channel=letter")
    page = desk.get(REGISTER)
    [view] = page.context["views"]
    assert (view.name, view.url, view.is_current) == ("Overdue letters", f"{REGISTER}?channel=letter", False)
    through_it = desk.get(view.url)
    assert references(through_it) == [letter.reference]
    assert through_it.context["views"][0].is_current
    assert 'aria-current="page">Overdue letters<' in through_it.content.decode()


def test_a_view_shared_with_a_group_is_offered_to_its_members_and_to_nobody_else(
    client, manager, investigator, monday
):
    shared(manager, factories.group(roles.INVESTIGATOR))
    for person, offered in ((investigator, ["Overdue letters"]), (factories.user(roles.AUDITOR), [])):
        client.force_login(person)
        assert names(client.get(REGISTER)) == offered


def test_a_shared_view_shows_each_their_own_rows(client, manager, investigator, monday):
    plain = procedure()
    theirs, other = triaged(procedure=plain, channel="letter"), triaged(procedure=plain, channel="letter")
    cases.assign(theirs, by=None, owner=investigator)
    cases.assign(other, by=None, owner=manager)
    shared(manager, factories.group(roles.INVESTIGATOR), query="channel=letter")
    found = {}
    for person in (manager, investigator):
        client.force_login(person)
        found[person] = set(references(client.get(f"{REGISTER}?channel=letter")))
    assert found == {manager: {theirs.reference, other.reference}, investigator: {theirs.reference}}


def test_a_view_of_what_one_may_not_see_shows_nothing_and_not_everything(client, manager, investigator, monday):
    hidden_area = factories.service_area(name="Fostering")
    plain = procedure()
    triaged(procedure=plain, service_area=hidden_area)
    cases.assign(triaged(procedure=plain), by=None, owner=investigator)
    client.force_login(investigator)
    page = client.get(f"{REGISTER}?service_area={hidden_area.pk}")
    assert references(page) == []
    assert "Fostering" not in page.content.decode()
    assert "nothing is shown" in page.content.decode()


def test_who_may_not_share_is_offered_no_group_and_refused_one(client, manager, investigator, monday):
    client.force_login(investigator)
    assert "group" not in client.get(f"{VIEWS}keep/?due=today").context["form"].fields
    group = factories.group(roles.INVESTIGATOR)
    client.post(f"{VIEWS}keep/?due=today", {"name": "Today", "group": group.pk})
    assert SavedView.objects.get().group is None


def test_a_view_is_renamed_shared_and_deleted_and_its_history_stays(desk, manager):
    group = factories.group(roles.INVESTIGATOR)
    desk.post(f"{VIEWS}keep/?due=today", {"name": "Today"})
    view = SavedView.objects.get()
    desk.post(f"{VIEWS}{view.pk}/", {"name": "Due today", "group": group.pk})
    view.refresh_from_db()
    assert (view.name, view.group) == ("Due today", group)
    assert "Shared with Investigating managers" in desk.get(VIEWS).content.decode()
    desk.post(f"{VIEWS}{view.pk}/delete/")
    assert not SavedView.objects.exists()
    trail = SavedView.history.order_by("history_id")
    assert [(row.history_type, row.name, row.actor_name) for row in trail] == [
        ("+", "Today", "Priya Nair"),
        ("~", "Due today", "Priya Nair"),
        ("-", "Due today", "Priya Nair"),
    ]


def test_one_has_one_view_of_a_name(desk):
    desk.post(f"{VIEWS}keep/?due=today", {"name": "Today"})
    again = desk.post(f"{VIEWS}keep/?due=overdue", {"name": "Today"})
    assert (again.status_code, SavedView.objects.count()) == (409, 1)
    assert "There is a view of this name already." in again.content.decode()


def test_anothers_view_is_neither_renamed_nor_deleted_but_a_shared_one_is_looked_after_by_who_may_share(
    client, manager, investigator, monday
):
    private = shared(investigator, None, name="Mine alone")
    common = shared(investigator, factories.group(roles.INVESTIGATOR), name="Ours")
    client.force_login(manager)
    assert client.post(f"{VIEWS}{private.pk}/delete/").status_code == 404
    assert client.post(f"{VIEWS}{common.pk}/delete/").status_code == 302
    assert list(SavedView.objects.all()) == [private]
    colleague = factories.user(roles.INVESTIGATOR)
    client.force_login(colleague)
    assert client.post(f"{VIEWS}{private.pk}/", {"name": "Taken"}).status_code == 404


def test_who_sees_no_cases_keeps_no_views(client, monday):
    person = factories.user()
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(person)
    client.post(f"{VIEWS}keep/?due=today", {"name": "Today"})
    assert not SavedView.objects.exists()
