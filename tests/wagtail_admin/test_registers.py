"""Registers are kept in the admin; a holiday or closure is proposed, then confirmed, and only then counts."""

from datetime import date

import pytest

from tests import factories
from wagtail_complaints import conf, roles
from wagtail_complaints.models import ClosureDay, ExtraHoliday, LetterText, SchoolTerm
from wagtail_complaints.procedure import terms
from wagtail_complaints.procedure.lengths import Length
from wagtail_complaints.wagtail_admin.records.registers import REGISTERS

pytestmark = pytest.mark.django_db

HOLIDAYS = "/admin/complaints/bank-holidays/"
TEXTS = "/admin/complaints/letter-texts/"


@pytest.fixture
def manager(client):
    client.force_login(factories.user(roles.MANAGER))
    return client


@pytest.fixture
def jubilee():
    return ExtraHoliday.objects.create(nation="england", on=date(2027, 6, 4), name="Jubilee")


def test_a_day_is_proposed_until_somebody_confirms_it(manager, jubilee):
    address = f"{HOLIDAYS}confirm/{jubilee.pk}/"
    assert manager.get(address).status_code == 200
    jubilee.refresh_from_db()
    assert jubilee.confirmed_on is None
    manager.post(address)
    jubilee.refresh_from_db()
    last = jubilee.history.latest()
    assert (jubilee.confirmed_on, jubilee.confirmed_by) == (conf.today(), last.history_user)
    assert last.history_change_reason == "Confirmed"


def test_a_confirmed_day_is_neither_changed_nor_deleted_until_it_is_taken_back(client, jubilee):
    client.force_login(factories.superuser())
    client.post(f"{HOLIDAYS}confirm/{jubilee.pk}/")
    for action in ("edit", "delete"):
        assert client.post(f"{HOLIDAYS}{action}/{jubilee.pk}/").url == "/admin/"
    assert client.post(f"{HOLIDAYS}withdraw/{jubilee.pk}/", {"reason": ""}).context["form"].errors
    client.post(f"{HOLIDAYS}withdraw/{jubilee.pk}/", {"reason": "Proclaimed for another day."})
    jubilee.refresh_from_db()
    assert (jubilee.confirmed_on, jubilee.confirmed_by) == (None, None)
    assert jubilee.history.latest().history_change_reason == "Proclaimed for another day."
    assert client.get(f"{HOLIDAYS}edit/{jubilee.pk}/").status_code == 200


def test_what_cannot_be_done_now_is_refused_with_a_reason(manager, jubilee):
    page = manager.post(f"{HOLIDAYS}withdraw/{jubilee.pk}/", {"reason": "A mistake."})
    assert page.context["form"].non_field_errors() == [
        "This day does not count yet, so there is nothing to take back."
    ]
    assert "nothing to take back" in page.content.decode()


def test_a_day_that_was_confirmed_meanwhile_is_not_edited_from_an_open_form(manager, jubilee):
    ExtraHoliday.objects.filter(pk=jubilee.pk).update(confirmed_on=date(2026, 11, 20))
    manager.post(f"{HOLIDAYS}edit/{jubilee.pk}/", {"nation": "wales", "on": "2027-06-05", "name": "Jubilee"})
    jubilee.refresh_from_db()
    assert (jubilee.nation, jubilee.on) == ("england", date(2027, 6, 4))


def test_a_form_cannot_confirm_a_day_by_the_way(manager):
    manager.post(
        f"{HOLIDAYS}create/",
        {"nation": "england", "on": "2027-06-04", "name": "Jubilee", "confirmed_on": "2026-11-20"},
    )
    assert ExtraHoliday.objects.get().confirmed_on is None


def test_days_are_filtered_by_whether_they_count(manager, jubilee):
    ClosureDay.objects.create(on=date(2026, 12, 29), name="Between the years")
    done = ClosureDay.objects.create(on=date(2026, 12, 30), name="Counts", confirmed_on=date(2026, 11, 20))
    page = manager.get("/admin/complaints/closure-days/?state=confirmed")
    assert list(page.context["object_list"]) == [done]


def test_a_letter_text_with_a_placeholder_that_no_letter_knows_is_refused(manager):
    wrong = {"kind": "receipt", "subject": "Received {{ referense }}", "body": "Thank you, {{ name }}."}
    page = manager.post(f"{TEXTS}create/", wrong)
    assert page.context["form"].errors == {"subject": ["No letter can fill in: referense"]}
    manager.post(f"{TEXTS}create/", {**wrong, "subject": "Received {{ reference }}"})
    assert LetterText.objects.get().subject == "Received {{ reference }}"


def test_a_choice_not_made_yet_is_asked_for_in_words_and_not_with_dashes(manager):
    form = manager.get(f"{TEXTS}create/").context["form"]
    assert form.fields["kind"].choices[0] == ("", "Choose…")


def test_the_menu_shows_each_register_to_those_who_may_open_it(client):
    addresses = [register().url_helper.index_url for register in REGISTERS]

    def shown_to(role):
        client.force_login(factories.user(role))
        dashboard = client.get("/admin/").content.decode()
        return [address for address in addresses if address in dashboard]

    assert shown_to(roles.MANAGER) == shown_to(roles.AUDITOR) == addresses
    assert shown_to(roles.CONTACT_CENTRE) == shown_to(roles.EDITOR) == []


def test_groups_can_be_given_the_permissions_of_the_app_and_no_stray_ones(client):
    client.force_login(factories.superuser())
    offered = client.get("/admin/groups/new/").context["form"].registered_permissions
    ours = set(offered.filter(content_type__app_label="wagtail_complaints").values_list("codename", flat=True))
    asked_for = {permission for role in roles.ROLES for permission in role.permissions}
    assert (asked_for - ours, ours & {"delete_submission", "change_submission", "delete_letter"}) == (set(), set())


def test_confirming_a_holiday_moves_the_open_deadlines_and_taking_it_back_moves_them_back(manager):
    case = factories.case()

    def due():
        return list(case.stages.get().deadlines.values_list("due_on", flat=True))

    # From Monday 2 November: 3 working days are 3, 4, 5 November; 10 reach to Monday 16 November.
    assert due() == [date(2026, 11, 5), date(2026, 11, 16)]
    day = ExtraHoliday.objects.create(nation="england", on=date(2026, 11, 4), name="Day of thanks")
    assert due() == [date(2026, 11, 5), date(2026, 11, 16)]
    manager.post(f"{HOLIDAYS}confirm/{day.pk}/")
    assert due() == [date(2026, 11, 6), date(2026, 11, 17)]
    manager.post(f"{HOLIDAYS}withdraw/{day.pk}/", {"reason": "It was not proclaimed."})
    assert due() == [date(2026, 11, 5), date(2026, 11, 16)]


def test_a_school_term_counts_from_the_moment_it_is_saved(client):
    client.force_login(factories.superuser())
    SchoolTerm.objects.create(name="Autumn", starts_on=date(2026, 9, 1), ends_on=date(2026, 12, 18))
    in_school_days = factories.two_stages(
        slug="schools",
        stages=(
            terms.Stage(
                key="stage-1",
                name="Stage 1",
                decided_by="Head teacher",
                entry=terms.Entry.FIRST,
                timescales=(terms.Timescale("responded", "received", within=Length.parse("5 school days")),),
            ),
        ),
    )
    case = factories.case(procedure=factories.procedure_version(in_school_days).procedure)

    def due():
        return case.stages.get().deadlines.get().due_on

    # 3, 4, 5, 6 and 9 November
    assert due() == date(2026, 11, 9)
    term = SchoolTerm.objects.get()
    first_half = {"name": "Autumn, first half", "starts_on": "2026-09-01", "ends_on": "2026-11-04"}
    second_half = {"name": "Autumn, second half", "starts_on": "2026-11-10", "ends_on": "2026-12-18"}
    client.post(f"/admin/complaints/school-terms/edit/{term.pk}/", first_half)
    client.post("/admin/complaints/school-terms/create/", second_half)
    # 3, 4, 10, 11 and 12 November
    assert due() == date(2026, 11, 12)
    client.post(f"/admin/complaints/school-terms/delete/{term.pk}/")
    # 10, 11, 12, 13 and 16 November
    assert due() == date(2026, 11, 16)
