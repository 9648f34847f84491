"""What was recorded wrongly is put right by a form, with a reason."""

import pytest

from tests import factories
from tests.wagtail_admin.cases_at_hand import ADVOCATE, CONSENT, day
from tests.wagtail_admin.moves.at_hand import address, errors, made, stage_of
from wagtail_complaints import roles
from wagtail_complaints.actions import clocks
from wagtail_complaints.actions.corrections import CORRECTABLE
from wagtail_complaints.wagtail_admin.cases.moves.corrections import FACTS

pytestmark = pytest.mark.django_db


def test_a_wrong_day_is_corrected_with_a_reason(move, case):
    event = clocks.record_event(stage_of(case), event="discussed", on=day("2026-11-04"), by=None)
    place = f"facts/event/{event.pk}"
    assert list(errors(move(case, place, on="2026-11-05"))) == ["why"]
    assert made(move(case, place, on="2026-11-05", why="Misread the diary"), case)
    right = stage_of(case).events.current().get()
    assert (right.on, right.supersedes, right.correction_reason) == (day("2026-11-05"), event, "Misread the diary")


def test_what_never_happened_is_struck_out(move, case):
    event = clocks.record_event(stage_of(case), event="discussed", on=day("2026-11-04"), by=None)
    assert made(move(case, f"facts/event/{event.pk}", on="2026-11-04", strike_out="on", why="Another case"), case)
    assert not stage_of(case).events.current().exists()


@pytest.mark.parametrize("kind", ["extension", "hold", "set-date"])
def test_every_kind_of_fact_can_be_corrected(move, case, kind):
    stage = stage_of(case)
    fact, given = {
        "extension": lambda: (
            clocks.extend(stage, to=day("2026-11-20"), reason="Late", given_on=day("2026-11-09"), by=None),
            {"to": "2026-11-23", "given_on": "2026-11-09", "reason": "Late"},
        ),
        "hold": lambda: (
            clocks.hold(stage, from_on=day("2026-11-05"), reason=CONSENT, by=None),
            {"from_on": "2026-11-06", "reason": CONSENT},
        ),
        "set-date": lambda: (
            clocks.set_date(stage, timescale="discussed", due_on=day("2026-11-13"), by=None),
            {"due_on": "2026-11-16"},
        ),
    }[kind]()
    assert made(move(case, f"facts/{kind}/{fact.pk}", why="A slip", **given), case)
    fact.refresh_from_db()
    assert (fact.is_current, fact.superseded_by.is_current) == (False, True)


def test_every_correctable_field_can_be_corrected_on_the_desk():
    assert {model: set(form.correctable) for model, form in FACTS.values()} == CORRECTABLE


def test_a_wrong_reason_and_who_authorised_it_are_corrected(move, case, manager, desk):
    fact = clocks.extend(
        stage_of(case),
        to=day("2026-11-20"),
        reason="Late",
        given_on=day("2026-11-09"),
        by=None,
        authorised_by=manager,
    )
    gone, place = factories.user(roles.MANAGER, is_active=False), f"facts/extension/{fact.pk}"
    fact.authorised_by = gone
    fact.save()
    assert f'<option value="{gone.pk}" selected>' in desk.get(f"{address(case)}{place}/").content.decode()
    given = {
        "to": "2026-11-20",
        "given_on": "2026-11-09",
        "reason": "Records came late.",
        "authorised_by": manager.pk,
    }
    assert made(move(case, place, complainant_agreed="true", why="The wrong reason", **given), case)
    right = stage_of(case).extensions.current().get()
    assert (right.reason, right.authorised_by, right.complainant_agreed) == ("Records came late.", manager, True)
    assert right.correction_reason == "The wrong reason"
    page = desk.get(f"{address(case)}facts/extension/{right.pk}/").content.decode()
    assert 'value="true"' in page.split("checked")[0].rsplit("<input", 1)[1]


def test_a_hold_for_the_wrong_reason_is_corrected(move, case):
    fact = clocks.hold(stage_of(case), from_on=day("2026-11-05"), reason=CONSENT, by=None)
    given = {"from_on": "2026-11-05", "reason": ADVOCATE, "why": "It was the advocate"}
    assert made(move(case, f"facts/hold/{fact.pk}", **given), case)
    assert stage_of(case).holds.current().get().reason == ADVOCATE


def test_a_correction_that_changes_nothing_is_refused(move, case):
    event = clocks.record_event(stage_of(case), event="discussed", on=day("2026-11-04"), by=None)
    assert move(case, f"facts/event/{event.pk}", on="2026-11-04", why="A slip").status_code == 409


def test_the_date_of_receipt_is_corrected_and_moves_what_hangs_on_it(move, case):
    assert made(move(case, "correct-received", received_on="2026-10-30", reason="The postmark"), case)
    # Acknowledgement 3 working days from Friday 30 October: Wednesday 4 November.
    assert (case.received_on, case.next_due_on) == (day("2026-10-30"), day("2026-11-04"))
