"""An ombudsman's enquiry on the case page, in the history, and in a list that says what is late."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.wagtail_admin.cases_at_hand import procedure, triaged
from wagtail_complaints import roles
from wagtail_complaints.actions import enquiries
from wagtail_complaints.models import EnquiryRemedy, OmbudsmanEnquiry
from wagtail_complaints.procedure.terms import External
from wagtail_complaints.wagtail_admin.cases.history import lines

pytestmark = pytest.mark.django_db

LIST = "/admin/complaints/enquiries/"
ON = date(2026, 11, 9)


@pytest.fixture
def case(db):
    return triaged()


def address(case, place="") -> str:
    return f"/admin/complaints/cases/{case.pk}/{place}"


def asked(case, **known):
    known = {"body": "An ombudsman", "received_on": factories.MONDAY, **known}
    return enquiries.record(case, by=None, on=ON, **known)


def test_an_enquiry_is_recorded_decided_and_complied_with_from_the_case_page(desk, case):
    given = {"another": "An ombudsman", "reference": "26 001 234", "received_on": "2026-11-05"}
    assert desk.post(address(case, "enquiries/add/"), given | {"answer_due_on": "2026-11-06"}).status_code == 302
    enquiry = OmbudsmanEnquiry.objects.get()
    decided = given | {"answered_on": "2026-11-09", "decided_on": "2026-11-09", "decision": "upheld"}
    assert desk.post(address(case, f"enquiries/{enquiry.pk}/"), decided).status_code == 302
    remedies = address(case, f"enquiries/{enquiry.pk}/remedies/")
    assert desk.post(f"{remedies}add/", {"text": "Apologise.", "due_on": "2026-11-30"}).status_code == 302
    remedy = EnquiryRemedy.objects.get()
    done = {"text": "Apologise.", "due_on": "2026-11-30", "done_on": "2026-11-09"}
    assert desk.post(f"{remedies}{remedy.pk}/", done).status_code == 302
    enquiry.refresh_from_db()
    assert (enquiry.body, enquiry.decision, enquiry.answer_due_on) == ("An ombudsman", "upheld", None)
    assert enquiry.remedies.get().done_on == ON
    page = desk.get(address(case)).content.decode()
    assert "26 001 234" in page
    assert "Upheld, 9 Nov 2026" in page
    assert "Done on 9 Nov 2026" in page


def test_the_form_offers_the_bodies_that_the_procedure_names(desk):
    named = External("The Ombudsman"), External("The Commissioner")
    case = triaged(procedure=procedure(slug="other", externals=named))
    form = desk.get(address(case, "enquiries/add/")).context["form"]
    assert form.fields["body"].choices == [
        ("The Ombudsman", "The Ombudsman"),
        ("The Commissioner", "The Commissioner"),
        ("another", "Another"),
    ]
    assert form["body"].value() is None
    desk.post(address(case, "enquiries/add/"), {"body": "The Ombudsman", "received_on": "2026-11-05"})
    assert OmbudsmanEnquiry.objects.get().body == "The Ombudsman"


def test_the_one_body_that_the_procedure_names_is_chosen_and_another_has_to_be_named(desk):
    case = triaged(procedure=procedure(slug="other", externals=(External("The Ombudsman"),)))
    place = address(case, "enquiries/add/")
    assert desk.get(place).context["form"]["body"].value() == "The Ombudsman"
    unnamed = desk.post(place, {"body": "another", "received_on": "2026-11-05"})
    assert unnamed.context["form"].errors == {"another": ["Say who asks."]}


def test_where_the_procedure_names_nobody_the_body_is_asked_for(desk):
    case = triaged(procedure=procedure(slug="other", externals=()))
    form = desk.get(address(case, "enquiries/add/")).context["form"]
    asked = form.fields["another"]
    assert ("body" in form.fields, asked.label, asked.required) == (False, "Who asks", True)


def test_what_cannot_be_is_said_above_the_form_with_everything_kept(desk, case):
    given = {"another": "An ombudsman", "received_on": "2026-11-10"}
    refused = desk.post(address(case, "enquiries/add/"), given)
    assert (refused.status_code, refused.context["form"].non_field_errors()) == (
        409,
        ["That day has not come yet."],
    )
    assert refused.context["form"]["another"].value() == "An ombudsman"


def test_the_list_says_what_is_owed_and_finds_what_is_overdue(desk, case):
    late = asked(case, reference="LATE", answer_due_on=date(2026, 11, 6))
    other = asked(case, reference="IN TIME", answer_due_on=ON)
    answered = asked(case, reference="ANSWERED", answered_on=ON)
    rows = {each.reference: each for each in desk.get(LIST).context["object_list"]}
    assert set(rows) == {"LATE", "IN TIME", "ANSWERED"}
    page = desk.get(LIST).content.decode()
    assert "Answer, overdue since 6 Nov 2026" in page
    assert "Answer by 9 Nov 2026" in page
    found = {
        state: {each.pk for each in desk.get(f"{LIST}?state={state}").context["object_list"]}
        for state in ("overdue", "open", "decided")
    }
    assert found == {"overdue": {late.pk}, "open": {late.pk, other.pk, answered.pk}, "decided": set()}


def test_the_empty_list_says_where_an_enquiry_is_recorded(desk, case):
    assert "with “Record an enquiry”" in desk.get(LIST).content.decode()


def test_a_row_of_the_list_leads_to_the_case(desk, case):
    enquiry = asked(case)
    found = desk.get(f"{LIST}inspect/{enquiry.pk}/")
    assert (found.status_code, found.url) == (302, address(case) + "#enquiries")


def test_the_list_shows_nobody_what_is_not_theirs(client, case, monday):
    asked(case, reference="26 001 234")
    client.force_login(factories.user(roles.INVESTIGATOR))
    assert client.get(LIST).status_code == 302
    client.force_login(factories.user(roles.OMBUDSMAN_LINK))
    assert "26 001 234" in client.get(LIST).content.decode()


def test_the_history_of_the_case_tells_of_it(case):
    enquiry = asked(case, reference="26 001 234")
    enquiries.change(enquiry, by=None, on=ON, reason="They wrote.", is_premature=True)
    enquiries.ask_for(enquiry, by=None, on=ON, text="Apologise.")
    assert [(line.what, line.why) for line in lines(case)][-3:] == [
        ("Enquiry of An ombudsman received on 2 Nov 2026", ""),
        ("An ombudsman: Premature: no → yes", "They wrote."),
        ("Remedy asked for by an ombudsman: Apologise.", ""),
    ]


def test_the_case_page_asks_no_more_queries_for_five_enquiries_than_for_one(
    desk, case, django_assert_max_num_queries
):
    enquiries.ask_for(asked(case, reference="0"), by=None, on=ON, text="Apologise.")
    desk.get(address(case))
    with CaptureQueriesContext(connection) as one:
        desk.get(address(case))
    for number in range(1, 5):
        enquiries.ask_for(asked(case, reference=str(number)), by=None, on=ON, text="Apologise.")
    with django_assert_max_num_queries(len(one)):
        desk.get(address(case))
