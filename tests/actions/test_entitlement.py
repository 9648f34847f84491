"""Who may complain is decided where somebody speaks for another, and consent is asked only where it is needed."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.actions import entitlement
from wagtail_complaints.models import Consent, OnBehalf, Party, PartyRole
from wagtail_complaints.procedure import terms
from wagtail_complaints.procedure.journey import MoveRefused

pytestmark = pytest.mark.django_db

TUESDAY = date(2026, 11, 3)
PARENT, FRIEND, GRAN = "A parent", "Somebody the child has asked", "Anybody with an interest in the child"
LISTED = (
    terms.Complainant(PARENT),
    terms.Complainant(FRIEND, needs="consent"),
    terms.Complainant(GRAN, needs="decision"),
)


@pytest.fixture
def speaker() -> Party:
    version = factories.procedure_version(factories.two_stages(complainants=LISTED))
    said = {"affected_name": "Kit", "relationship": "Mother"}
    case = factories.case(procedure=version.procedure, on_behalf=OnBehalf.SOMEONE_ELSE, given=said)
    return case.parties.get(role=PartyRole.COMPLAINANT)


def decide(party, who, consent=Consent.NOT_NEEDED, **given) -> Party:
    return entitlement.decide(party, entitlement=who, consent=consent, **{"by": None, "on": TUESDAY, **given})


def test_a_parent_complains_in_their_own_right_and_nobody_is_asked(speaker):
    with pytest.raises(MoveRefused, match="nobody’s consent is needed"):
        decide(speaker, PARENT, Consent.ASKED)
    party = decide(speaker, PARENT)
    assert (party.entitlement, party.consent, party.relationship) == (PARENT, Consent.NOT_NEEDED, "Mother")


def test_consent_is_asked_for_and_its_answer_has_a_day_while_the_clock_runs_on(speaker):
    due = speaker.case.next_due_on
    assert decide(speaker, FRIEND, Consent.ASKED).consent == Consent.ASKED
    speaker.case.refresh_from_db()
    assert (speaker.case.next_due_on, speaker.case.stages.get().holds.count()) == (due, 0)
    with pytest.raises(MoveRefused, match="on which day"):
        decide(speaker, FRIEND, Consent.GIVEN)
    with pytest.raises(MoveRefused, match="has not come yet"):
        decide(speaker, FRIEND, Consent.GIVEN, consent_on=date(2026, 11, 4))
    party = decide(speaker, FRIEND, Consent.GIVEN, consent_on=TUESDAY)
    assert (party.consent, party.consent_on) == (Consent.GIVEN, TUESDAY)
    assert [row.consent for row in party.history.order_by("history_id")] == ["not-needed", "asked", "given"]


def test_who_cannot_consent_is_not_asked_and_it_is_said_how_that_is_known(speaker):
    with pytest.raises(MoveRefused, match="If the person cannot give it"):
        decide(speaker, FRIEND)
    party = decide(speaker, FRIEND, understanding="He is four, and cannot weigh it up.")
    assert party.understanding == "He is four, and cannot weigh it up."


def test_an_interest_is_decided_with_its_reason(speaker):
    with pytest.raises(MoveRefused, match="leaves this to a decision"):
        decide(speaker, GRAN)
    party = decide(speaker, GRAN, reason="He lived with her for two years.")
    assert party.history.first().history_change_reason == "He lived with her for two years."


def test_the_same_twice_changes_nothing_and_the_person_affected_is_not_asked_about(speaker):
    decide(speaker, "A neighbour who was asked to")
    with pytest.raises(MoveRefused, match="nothing to change"):
        decide(speaker, "A neighbour who was asked to")
    with pytest.raises(MoveRefused, match="asked of whoever complains"):
        decide(speaker.case.parties.get(role=PartyRole.AFFECTED), PARENT)
    with pytest.raises(MoveRefused, match="Say why they may complain"):
        decide(speaker, " ")


def test_who_only_reads_decides_nothing(speaker):
    with pytest.raises(PermissionDenied):
        decide(speaker, PARENT, by=factories.user(roles.AUDITOR))
