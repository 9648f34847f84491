"""The record screens are closed: an unknown parameter is refused, every address asks for a permission."""

from datetime import date
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.admin.admin_url_finder import AdminURLFinder

from tests import factories
from wagtail_complaints import roles, wagtail_hooks
from wagtail_complaints.models import AdvocacyProvider, Case, ServiceArea, Submission, Team
from wagtail_complaints.wagtail_admin.records.registers import REGISTERS
from wagtail_complaints.wagtail_admin.spreadsheets import harmless

pytestmark = pytest.mark.django_db

INBOX = "/admin/complaints/inbox/"
AREAS = "/admin/complaints/service-areas/"
TEAMS = "/admin/complaints/teams/"
PROVIDERS = "/admin/complaints/service-providers/"


@pytest.fixture
def signed_in(client):
    def as_role(role):
        client.force_login(factories.user(role))
        return client

    return as_role


def is_refused(response) -> bool:
    """Wagtail answers a PermissionDenied in its admin with the way back to the dashboard."""
    return response.status_code == 302 and response.url == reverse("wagtailadmin_home")


@pytest.mark.parametrize(
    "query",
    [
        "logged_by__password__startswith=md5$",
        "logged_by__username=sam",
        "procedure__page__owner__email__contains=a",
        "no_such_field=1",
        "idempotency_key__startswith=a",
        "e=1",
    ],
)
def test_a_lookup_in_the_query_string_is_refused(signed_in, query):
    manager = signed_in(roles.MANAGER)
    for listing in (INBOX, f"{INBOX}results/"):
        assert manager.get(f"{listing}?{query}").status_code == 400


def test_the_listing_takes_the_parameters_that_it_declares(signed_in):
    manager = signed_in(roles.MANAGER)
    queries = [
        "q=bin&p=2&ordering=-received_on",
        "state=waiting&kind=complaint&channel=form",
        "received_on_from=2026-11-01&received_on_to=2026-11-30&_w_filter_fragment=1",
        "state=nonsense&received_on_from=nonsense&p=nonsense&ordering=password",
    ]
    assert [manager.get(f"{INBOX}?{query}").status_code for query in queries] == [200, 200, 200, 200]


@pytest.mark.parametrize("page", ["inspect/abc", "edit/abc", "history/abc", "inspect/999999", "edit/999999"])
def test_an_address_of_no_record_is_not_found(signed_in, page):
    assert signed_in(roles.MANAGER).get(f"{AREAS}{page}/").status_code == 404


def test_history_asks_for_permission(signed_in):
    area = factories.service_area()
    assert signed_in(roles.AUDITOR).get(f"{AREAS}history/{area.pk}/").status_code == 200
    assert is_refused(signed_in(roles.CONTACT_CENTRE).get(f"{AREAS}history/{area.pk}/"))


def test_history_tells_what_was_changed_by_whom(signed_in):
    manager = signed_in(roles.MANAGER)
    manager.post(f"{AREAS}create/", {"name": "Waste", "responsible": "Director of Place", "is_active": "on"})
    area = ServiceArea.objects.get(name="Waste")
    manager.post(
        f"{AREAS}edit/{area.pk}/", {"name": "Waste", "responsible": "Director of Streets", "is_active": "on"}
    )
    lines = manager.get(f"{AREAS}history/{area.pk}/").context["object_list"]
    name = area.history.latest().history_user.get_full_name()
    assert [(line.who, line.what) for line in lines] == [
        (name, "Who is responsible: Director of Place → Director of Streets"),
        (name, "Added"),
    ]


def test_the_history_of_a_team_tells_who_came_and_went_at_the_same_number_of_queries(
    signed_in, django_assert_num_queries
):
    manager = signed_in(roles.MANAGER)
    ann, bob = (
        factories.user(roles.SERVICE_MANAGER, first_name=first, last_name=last)
        for first, last in (("Ann", "Bell"), ("Bob", "Fox"))
    )
    waste = factories.service_area(name="Waste")
    given = {"name": "Streets", "is_active": "on"}
    manager.post(f"{TEAMS}create/", {**given, "members": [ann.pk, bob.pk], "service_areas": [waste.pk]})
    team = Team.objects.get()
    with CaptureQueriesContext(connection) as few:
        manager.get(f"{TEAMS}history/{team.pk}/")
    number = len(few)
    for members in ([bob.pk], []):
        manager.post(f"{TEAMS}edit/{team.pk}/", {**given, "members": members, "service_areas": [waste.pk]})
    with django_assert_num_queries(number):
        lines = manager.get(f"{TEAMS}history/{team.pk}/").context["object_list"]
    assert [line.what for line in lines] == [
        "Members: Bob Fox → nobody",
        "Members: Ann Bell, Bob Fox → Bob Fox",
        "Members: nobody → Ann Bell, Bob Fox",
        "Service areas: nothing → Waste",
        "Added",
    ]


@pytest.mark.parametrize("register", REGISTERS)
def test_an_auditor_reads_every_register_and_changes_nothing(signed_in, register):
    screen = register()
    row = a_row_of(register.model)
    auditor = signed_in(roles.AUDITOR)
    index = screen.url_helper.index_url
    readable = [index, f"{index}results/", f"{index}inspect/{row.pk}/", f"{index}history/{row.pk}/"]
    assert [auditor.get(address).status_code for address in readable] == [200, 200, 200, 200]
    closed = [f"{index}create/", f"{index}edit/{row.pk}/", f"{index}delete/{row.pk}/"]
    closed += [f"{index}{move}/{row.pk}/" for move in screen.moves]
    before = list(register.model.objects.values())
    for address in closed:
        assert is_refused(auditor.get(address))
        assert is_refused(auditor.post(address, {"reason": "because"}))
    assert list(register.model.objects.values()) == before


def a_row_of(model):
    fields = {
        "servicearea": {"name": "Waste", "responsible": "Director of Place"},
        "serviceprovider": {"name": "Greenlane"},
        "extraholiday": {"name": "Jubilee", "nation": "england", "on": date(2027, 6, 3)},
        "closureday": {"name": "Between the years", "on": date(2026, 12, 29)},
        "schoolterm": {"name": "Spring", "starts_on": date(2027, 1, 4), "ends_on": date(2027, 3, 26)},
        "advocacyprovider": {"name": "Speak Up"},
        "lettertext": {"kind": "receipt", "subject": "Received", "body": "Thank you."},
    }
    return model.objects.create(**fields[model._meta.model_name])


def test_what_one_may_not_edit_is_linked_to_its_inspection(signed_in):
    area = factories.service_area()
    inspect, edit = f"{AREAS}inspect/{area.pk}/", f"{AREAS}edit/{area.pk}/"
    seen_by_auditor = signed_in(roles.AUDITOR).get(AREAS).content.decode()
    assert (inspect in seen_by_auditor, edit in seen_by_auditor) == (True, False)
    assert edit in signed_in(roles.MANAGER).get(AREAS).content.decode()


def test_a_record_that_another_needs_cannot_be_deleted(client):
    client.force_login(factories.superuser())
    used, unused = factories.service_area(), factories.service_area()
    case = factories.case()
    case.service_area = used
    case.save()
    assert is_refused(client.post(f"{AREAS}delete/{used.pk}/"))
    assert client.post(f"{AREAS}delete/{unused.pk}/").url == AREAS
    assert list(type(used).objects.all()) == [used]


def test_a_provider_that_a_case_names_cannot_be_deleted(client):
    client.force_login(factories.superuser())
    used, unused = factories.provider(), factories.provider()
    Case.objects.filter(pk=factories.case().pk).update(provider=used)
    assert is_refused(client.post(f"{PROVIDERS}delete/{used.pk}/"))
    assert client.post(f"{PROVIDERS}delete/{unused.pk}/").url == PROVIDERS
    assert list(type(used).objects.all()) == [used]


def test_a_register_has_breadcrumbs_and_no_legacy_header(signed_in):
    area = factories.service_area(name="Waste")
    manager = signed_in(roles.MANAGER)
    for address in ("", "create/", f"edit/{area.pk}/", f"inspect/{area.pk}/", f"history/{area.pk}/"):
        page = manager.get(f"{AREAS}{address}").content.decode()
        assert '<header class="w-header ' not in page
        assert page.count('aria-label="Breadcrumb"') == 1


def test_an_export_neutralises_formulas(signed_in):
    AdvocacyProvider.objects.create(
        name='=HYPERLINK("http://evil.example","x")', helps="@SUM(A1)", telephone="+44 1632 960000"
    )
    manager = signed_in(roles.MANAGER)
    address = "/admin/complaints/advocacy-providers/?export="
    csv = b"".join(manager.get(f"{address}csv").streaming_content).decode()
    assert csv.splitlines()[1].startswith(
        '"\'=HYPERLINK(""http://evil.example"",""x"")",\'@SUM(A1),,+44 1632 960000'
    )
    sheet = load_workbook(BytesIO(b"".join(manager.get(f"{address}xlsx").streaming_content))).active
    assert [cell.value for cell in sheet[2]][:2] == ['\'=HYPERLINK("http://evil.example","x")', "'@SUM(A1)"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|x", "-2+3", "@A1", "\t=1", " =1", "\r\nx", "＝1", '"=1', "\ufeff=1"]
)
def test_a_formula_becomes_text(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["+44 1632 960000", "-12.50", "Robin", "a=b", "", 3, None, date(2026, 11, 2)])
def test_what_is_no_formula_stays_as_it_is(text):
    assert harmless(text) == text


def test_nobody_deletes_or_edits_a_submission_not_even_a_superuser(client):
    sent = factories.submission()
    client.force_login(factories.superuser())
    for action in ("edit", "delete"):
        assert is_refused(client.post(f"{INBOX}{action}/{sent.pk}/"))
    assert is_refused(client.get(f"{INBOX}create/"))
    assert Submission.objects.count() == 1


def test_a_rule_about_rows_holds_at_every_address(signed_in, monkeypatch):
    procedure = factories.procedure_version().procedure
    seen, hidden = (factories.submission(procedure=procedure) for _each in range(2))
    monkeypatch.setattr(wagtail_hooks.inbox, "visible_to", lambda user: Submission.objects.filter(pk=seen.pk))
    manager = signed_in(roles.MANAGER)
    assert list(manager.get(INBOX).context["object_list"]) == [seen]
    csv = b"".join(manager.get(f"{INBOX}?export=csv").streaming_content).decode()
    sheet = load_workbook(BytesIO(b"".join(manager.get(f"{INBOX}?export=xlsx").streaming_content))).active
    assert (seen.reference in csv, hidden.reference in csv) == (True, False)
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [seen.reference]
    assert list(manager.get(f"{INBOX}results/?q={hidden.reference}").context["object_list"]) == []
    assert manager.get(f"{INBOX}inspect/{seen.pk}/").status_code == 200
    for page in ("inspect", "open-case", "handle"):
        assert is_refused(manager.get(f"{INBOX}{page}/{hidden.pk}/"))
        assert is_refused(manager.post(f"{INBOX}{page}/{hidden.pk}/", {"outcome": "noted"}))
    assert AdminURLFinder(wagtail_user(manager)).get_edit_url(hidden) is None


def wagtail_user(client):
    return get_user_model().objects.get(pk=client.session["_auth_user_id"])
