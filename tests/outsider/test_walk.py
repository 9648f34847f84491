"""Those not meant to see a case, or to change it, cannot: at no address that the site has."""

from io import StringIO

import pytest
from django.apps import apps
from django.core import mail
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.urls import path

import example_site.urls
from tests import factories
from tests.outsider import people
from wagtail_complaints import conf, roles
from wagtail_complaints.management.outsider import canary as canaries
from wagtail_complaints.management.outsider.addresses import Address, Unclassified, every_address, paths
from wagtail_complaints.management.outsider.rounds import close, walk
from wagtail_complaints.models import Case, ResponseLogEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def canary():
    factories.settings()
    return canaries.make(conf.today())


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
def test_an_outsider_finds_nothing_and_changes_nothing_anywhere(canary, outsider):
    person = outsider(canary)
    before, sent = kept(), len(mail.outbox)
    answers = list(walk(canary, person).answers())
    assert found_nothing(answers)
    if outsider is people.contact_centre:  # who may log a case, which adds rows and touches none that is there
        assert overwritten(before, kept()) == []
    else:
        assert changed(before, kept()) == []
        assert len(mail.outbox) == sent


@pytest.mark.parametrize("insider", people.SHUT_OUT, ids=lambda make: make.__name__)
def test_a_case_that_is_closed_to_somebody_is_nowhere_for_them(canary, insider):
    """What of other cases they may change is theirs to change: asked is what comes back, and of this case."""
    person = insider(canary)
    close(canary, person)
    of_the_case = case_rows(canary)
    assert found_nothing(list(walk(canary, person).answers()))
    assert changed(of_the_case, case_rows(canary)) == []


def found_nothing(answers) -> bool:
    assert [str(each) for each in answers if each.words] == []
    assert [str(each) for each in answers if each.leads_elsewhere] == []
    assert [str(each) for each in answers if each.status >= 500 and each.is_ours] == []
    return True


def case_rows(canary):
    """Return every row of the case."""
    rows = {"Case": list(Case.objects.filter(pk=canary.case.pk).values())}
    for model in apps.get_app_config("wagtail_complaints").get_models():
        if where := getattr(model._default_manager.all(), "case_path", None):
            mine = model._default_manager.filter(**{where: canary.case.pk}).order_by("pk")
            rows[model.__name__] = list(mine.values())
    return rows


def test_the_walk_sees_what_is_there_to_see(canary):
    """The manager may read nearly everything, so a walk that finds less of it has lost its eyes."""
    answers = [answer for answer in walk(canary, canary.manager).answers() if answer.method == "GET"]
    found = frozenset().union(*(each.words for each in answers))
    assert set(canaries.READABLE) - found == set()
    seen = {each.name for each in answers if each.words}
    assert {"complaints_cases:case", "complaints_case_history", "wagtailadmin_reports:site_history"} <= seen
    assert {f"wagtailsnippets_wagtail_complaints_response:{name}" for name in ("inspect", "revisions_view")} <= seen


def leaky(request):
    """Stand for a page of another app that shows every case to everybody."""
    return HttpResponse(", ".join(Case.objects.values_list("subject", flat=True)))


class LeakyURLs:
    """The addresses of the site, and one that leaks."""

    urlpatterns = [path("another-app/", leaky, name="another_app"), *example_site.urls.urlpatterns]


def command(**options) -> str:
    said = StringIO()
    call_command("complaints_outsider_walk", on_a_copy=True, stdout=said, **options)
    return said.getvalue()


def test_the_command_finds_a_page_of_another_app_that_leaks(settings):
    settings.ROOT_URLCONF = LeakyURLs
    with pytest.raises(CommandError, match="The case was seen or changed by: a visitor"):
        command(who="a visitor", only="^another_app$")


def test_the_command_says_what_it_asked_and_leaves_nothing_behind():
    factories.group(roles.AUDITOR)
    before = kept()
    said = command(who="auditors|visitor", only="^complaints_(cases|inbox)|^wagtailadmin_home$")
    assert "somebody in “Complaints auditors” (restricted)" in said
    assert "a visitor (not their case)" in said
    assert "and nothing of the case came back." in said
    assert changed(before, kept()) == []


def test_the_command_wants_to_hear_that_this_is_a_copy():
    with pytest.raises(CommandError, match="throw-away copy"):
        call_command("complaints_outsider_walk")


def test_the_command_fails_where_it_cannot_ask(settings):
    class Unknown:
        urlpatterns = [
            path("another-app/<uuid:thing>/", leaky, name="another_app"),
            *example_site.urls.urlpatterns,
        ]

    settings.ROOT_URLCONF = Unknown
    with pytest.raises(CommandError, match="1 addresses could not be asked"):
        command(who="a visitor", only="^another_app$")


def test_an_address_that_nobody_has_classified_stops_the_walk(canary):
    new = Address(
        "complaints_cases:new", "admin/complaints/cases/<int:pk>/<int:thing>/", frozenset({"pk", "thing"})
    )
    with pytest.raises(Unclassified):
        paths(new, canary.values)


def test_every_address_is_classified(canary):
    assert [each.route for each in every_address() if not paths(each, canary.values)] == []


def test_an_auditor_reads_and_changes_nothing_anywhere(canary):
    before = kept()
    answers = list(walk(canary, factories.user(roles.AUDITOR)).answers())
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
