"""The points of a complaint: numbered once, revised with a reason, withdrawn and never renumbered."""

import pytest
from django.core.exceptions import PermissionDenied

from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.actions import cases, points
from wagtail_complaints.procedure.journey import MoveRefused

pytestmark = pytest.mark.django_db


def test_a_number_is_never_given_twice():
    case = factories.case()
    first = points.add(case, text="The bin was not emptied.", outcome_sought="Empty it.", by=None)
    second = points.add(case, text="Nobody rang back.", by=None)
    points.withdraw(second, reason="She does not mind.", by=None)
    third = points.add(case, text="Nobody rang back.", by=None)
    assert [point.number for point in (first, second, third)] == [1, 2, 3]
    assert case.points.filter(is_withdrawn=True).get() == second


def test_a_point_is_added_once_and_says_something():
    case = factories.case()
    points.add(case, text="Nobody rang back.", by=None)
    with pytest.raises(MoveRefused, match="there already"):
        points.add(case, text="Nobody rang back.", by=None)
    with pytest.raises(MoveRefused, match="Say what"):
        points.add(case, text=" ", by=None)


def test_a_point_is_put_in_other_words_with_a_reason():
    point = points.add(factories.case(), text="Nobody rang back.", outcome_sought="A call.", by=None)
    points.revise(point, text="Nobody rang back for two weeks.", reason="She told us more.", by=None)
    assert (point.text, point.outcome_sought) == ("Nobody rang back for two weeks.", "A call.")
    assert point.history.first().history_change_reason == "She told us more."
    with pytest.raises(MoveRefused, match="reads now"):
        points.revise(point, text="Nobody rang back for two weeks.", reason="Again.", by=None)
    with pytest.raises(MoveRefused, match="Give the reason"):
        points.revise(point, text="Something else.", reason="", by=None)


def test_a_withdrawn_point_stays_withdrawn():
    point = points.add(factories.case(), text="Nobody rang back.", by=None)
    points.withdraw(point, reason="She does not mind.", by=None)
    for change in (points.withdraw, points.revise):
        with pytest.raises(MoveRefused, match="has been withdrawn"):
            change(point, reason="Again.", by=None)


def test_points_change_while_the_case_is_open_by_who_works_on_it():
    case = factories.case()
    with pytest.raises(PermissionDenied):
        points.add(case, text="Nobody rang back.", by=factories.user(roles.CONTACT_CENTRE))
    points.add(case, text="Nobody rang back.", by=factories.user(roles.MANAGER))
    cases.withdraw(case, on=factories.MONDAY, reason="Sorted out.", by=None)
    with pytest.raises(MoveRefused, match="The case is closed"):
        points.add(case, text="And another thing.", by=None)
