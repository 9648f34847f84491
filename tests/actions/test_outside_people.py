"""People outside the staff: what they declare is dated, and what they are paid stays within what was agreed."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.actions import appointments, fees, outside_people
from wagtail_complaints.models import Declares, FeeKind, OutsidePerson
from wagtail_complaints.procedure.journey import MoveRefused

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY = factories.MONDAY, date(2026, 11, 3)


@pytest.fixture
def una():
    return OutsidePerson.objects.create(name="Una Crosbie")


def declare(person, kind=Declares.NOTHING, *, declared_on=MONDAY, by=None, **more):
    return outside_people.declare(person, kind=kind, declared_on=declared_on, by=by, on=TUESDAY, **more)


def test_a_declaration_has_a_day_and_is_kept_once(una):
    declare(una, Declares.MEMBER, text=" For Labour. ")
    assert una.declarations.get().text == "For Labour."
    with pytest.raises(MoveRefused, match="declared already"):
        declare(una, Declares.MEMBER)
    with pytest.raises(MoveRefused, match="End that first"):
        declare(una)
    with pytest.raises(MoveRefused, match="has not come yet"):
        declare(una, declared_on=date(2026, 11, 4))
    with pytest.raises(MoveRefused, match="which service"):
        declare(una, Declares.INVOLVED)


def test_that_there_is_nothing_to_declare_is_declared_anew_each_year(una):
    declare(una), declare(una, declared_on=TUESDAY)
    assert [each.declared_on for each in una.declarations.all()] == [MONDAY, TUESDAY]


def test_a_declaration_ends_once_with_a_reason(una):
    made = declare(una, Declares.PARTNER)
    with pytest.raises(MoveRefused, match="Say why"):
        outside_people.end_declaration(made, ended_on=TUESDAY, reason=" ", by=None)
    with pytest.raises(MoveRefused, match="before it was declared"):
        outside_people.end_declaration(made, ended_on=date(2026, 11, 1), reason="Divorced.", by=None)
    ended = outside_people.end_declaration(made, ended_on=TUESDAY, reason="Divorced.", by=None)
    assert ended.history.first().history_change_reason == "Divorced."
    with pytest.raises(MoveRefused, match="ended already"):
        outside_people.end_declaration(made, ended_on=TUESDAY, reason="Again.", by=None)


def test_somebody_is_away_on_both_days_until_it_is_called_off(una):
    absence = outside_people.away(una, from_on=MONDAY, to_on=TUESDAY, by=None)
    around = (date(2026, 11, 1), MONDAY, TUESDAY, date(2026, 11, 4))
    assert [bool(una.away_on(day)) for day in around] == [False, True, True, False]
    with pytest.raises(MoveRefused, match="some of these days already"):
        outside_people.away(una, from_on=TUESDAY, to_on=date(2026, 11, 9), by=None)
    with pytest.raises(MoveRefused, match="before the first"):
        outside_people.away(una, from_on=TUESDAY, to_on=MONDAY, by=None)
    outside_people.not_away(absence, by=None)
    with pytest.raises(MoveRefused, match="called off already"):
        outside_people.not_away(absence, by=None)
    assert una.away_on(MONDAY) is None


def test_only_whoever_keeps_the_register_records_in_it(una):
    declare(una, by=factories.user(roles.CLERK))
    with pytest.raises(PermissionDenied):
        declare(una, by=factories.user(roles.INVESTIGATOR))


@pytest.fixture
def part(una):
    stage = factories.case().stages.get()
    return appointments.appoint(stage, does="advises", person=una, role="Adviser", by=None, on=TUESDAY)


def record(part, kind, amount, by=None):
    return fees.record(part, kind=kind, amount=Decimal(amount), on=TUESDAY, by=by)


def test_nobody_is_paid_more_than_was_agreed_with_them(part):
    with pytest.raises(MoveRefused, match="more than was agreed"):
        record(part, FeeKind.PAID, "450.00")
    agreed = record(part, FeeKind.AGREED, "450.00")
    paid = record(part, FeeKind.PAID, "300.00")
    with pytest.raises(MoveRefused, match="more than was agreed"):
        record(part, FeeKind.PAID, "150.01")
    with pytest.raises(MoveRefused, match="how much"):
        record(part, FeeKind.PAID, "0.00")
    with pytest.raises(MoveRefused, match="Strike out the payment first"):
        fees.strike_out(agreed, because="A slip.", by=None)
    with pytest.raises(MoveRefused, match="Say why"):
        fees.strike_out(paid, because="", by=None)
    fees.strike_out(paid, because="Paid to somebody else.", by=None)
    with pytest.raises(MoveRefused, match="struck out already"):
        fees.strike_out(paid, because="Again.", by=None)
    assert [fees.total(part, kind) for kind in FeeKind] == [Decimal("450.00"), 0]


def test_fees_are_for_whoever_may_assign_the_case(part):
    case = part.case_stage.case
    case.owner = factories.user(roles.INVESTIGATOR)
    case.save()
    with pytest.raises(PermissionDenied):
        record(part, FeeKind.AGREED, "450.00", by=case.owner)
