"""Staff ask the complainant to agree to a later date, and record what they say by telephone."""

import pytest

from tests import factories
from tests.actions.test_proposals import DUE, LATER, due, propose, under_agreement
from tests.wagtail_admin.cases_at_hand import day
from wagtail_complaints import roles
from wagtail_complaints.models import ExtensionProposal

pytestmark = pytest.mark.django_db

GIVEN = {"event": "responded", "to": LATER.isoformat(), "reason": "Records came late.", "given_on": "2026-11-09"}


@pytest.fixture
def case(client, monday):
    client.force_login(factories.user(roles.MANAGER))
    return under_agreement()


def address(case, rest):
    return f"/admin/complaints/cases/{case.pk}/{rest}/"


def test_the_page_for_a_later_date_offers_to_ask_first(client, case):
    form = client.get(address(case, "stages/stage-1/extend")).context["form"]
    assert form["is_asked"].initial is True
    plain = factories.case()
    assert "is_asked" not in client.get(address(plain, "stages/stage-1/extend")).context["form"].fields


def test_asking_writes_the_letter_and_moves_nothing(client, case):
    answer = client.post(address(case, "stages/stage-1/extend"), {**GIVEN, "is_asked": "on"})
    assert answer.status_code == 302
    assert (ExtensionProposal.objects.get().to, due(case)) == (LATER, DUE)
    page = client.get(address(case, "").replace("//", "/")).content.decode()
    assert "Response: later date proposed, 27 Nov 2026" in page
    assert "Record the answer" in page


def test_without_agreement_and_without_asking_the_date_does_not_move(client, case):
    answer = client.post(address(case, "stages/stage-1/extend"), GIVEN)
    assert (answer.status_code, due(case)) == (409, DUE)


def test_a_yes_by_telephone_moves_the_date(client, case):
    place = address(case, f"proposals/{propose(case).pk}")
    said = {"answer": "agreed", "on": "2026-11-09", "note": "By telephone, to Priya."}
    assert client.post(place, said).status_code == 302
    assert due(case) == LATER
    assert client.post(place, said).status_code == 409
    history = client.get(address(case, "history")).content.decode()
    assert "Stage 1: Response: later date proposed, 27 Nov 2026. A witness is away." in history
    assert "By telephone, to Priya." in history


def test_nobody_has_answered_tomorrow(client, case):
    place = address(case, f"proposals/{propose(case).pk}")
    said = {"answer": "agreed", "on": "2026-11-10", "note": "By telephone."}  # it is Monday the 9th
    assert client.post(place, said).context["form"].errors == {"on": ["That day has not come yet."]}


def test_a_proposal_is_taken_back(client, case):
    proposal = propose(case)
    said = {"answer": "taken-back", "on": "2026-11-09", "note": "The witness is back."}
    assert client.post(address(case, f"proposals/{proposal.pk}"), said).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.answer, proposal.answered_on, due(case)) == ("taken-back", day("2026-11-09"), DUE)


def test_a_proposal_of_another_case_is_not_there(client, case):
    theirs = propose(under_agreement())
    assert client.get(address(case, f"proposals/{theirs.pk}")).status_code == 404
