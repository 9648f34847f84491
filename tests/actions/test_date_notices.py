"""Whoever was promised another date is told the new one, once somebody lets the letter go."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests import factories
from tests.actions.calendar_at_hand import SEVENTEENTH, TODAY, holiday, replies
from wagtail_complaints import roles
from wagtail_complaints.actions import calendars, cases, date_notices
from wagtail_complaints.models import (
    CalendarChange,
    DateNotice,
    Letter,
    LetterKind,
    LetterText,
)
from wagtail_complaints.procedure.journey import MoveRefused

pytestmark = [pytest.mark.django_db, pytest.mark.database]


class TestANotice:
    @pytest.fixture
    def told(self):
        case = factories.case()
        cases.acknowledge(case.stages.get(), on=date(2026, 11, 4), by=None)
        return case

    @pytest.fixture
    def notice(self, told, manager, thanksgiving):
        calendars.confirm(thanksgiving, by=manager, on=TODAY)
        return DateNotice.objects.get()

    def test_is_owed_to_whoever_was_promised_another_date(self, told, manager, thanksgiving):
        factories.case()
        calendars.confirm(thanksgiving, by=manager, on=TODAY)
        [notice] = DateNotice.objects.owed()
        assert (notice.case_stage.case, notice.event) == (told, "responded")
        assert notice.promised_in == told.letters.get(kind=LetterKind.ACKNOWLEDGEMENT)
        assert Letter.objects.filter(kind=LetterKind.NEW_DATE).count() == 0

    def test_is_sent_once_somebody_releases_it(self, told, notice, manager, mailoutbox):
        draft = date_notices.draft(notice, on=TODAY)
        letter = date_notices.release(notice, by=manager, on=TODAY)
        assert (letter.subject, letter.body) == (draft.subject, draft.body)
        assert "The new date is Tuesday 17 November 2026." in letter.body
        assert "10 November 2026 became a bank holiday." in letter.body
        assert (letter.case, letter.promised_on, letter.created_by) == (told, SEVENTEENTH, manager)
        with pytest.raises(MoveRefused):
            date_notices.release(notice, by=manager, on=TODAY)
        assert not DateNotice.objects.owed().exists()

    def test_is_owed_no_more_once_the_day_is_taken_back(self, notice, thanksgiving, manager):
        thanksgiving.refresh_from_db()
        calendars.withdraw(thanksgiving, reason="It was not proclaimed.", by=manager, on=TODAY)
        assert list(DateNotice.objects.all()) == []

    def test_that_went_out_is_followed_by_another_when_the_day_is_taken_back(self, notice, thanksgiving, manager):
        date_notices.release(notice, by=manager, on=TODAY)
        thanksgiving.refresh_from_db()
        calendars.withdraw(thanksgiving, reason="It was not proclaimed.", by=manager, on=TODAY)
        letter = date_notices.release(DateNotice.objects.owed().get(), by=manager, on=TODAY)
        assert "The new date is Monday 16 November 2026." in letter.body

    def test_of_a_second_holiday_is_the_first_one_and_waits_to_be_released_again(self, notice, manager):
        date_notices.release_all(DateNotice.objects.all(), by=manager, on=TODAY)
        calendars.confirm(holiday(date(2026, 11, 11)), by=manager, on=TODAY)
        again = DateNotice.objects.owed().get()
        assert (again.pk, again.released_by, again.released_on) == (notice.pk, None, None)
        assert again.change == CalendarChange.objects.latest("pk")
        assert [row.released_on for row in again.history.order_by("history_id")] == [None, TODAY, None]

    def test_says_the_date_that_holds_when_it_goes_out(self, notice, manager):
        calendars.confirm(holiday(date(2026, 11, 11)), by=manager, on=TODAY)
        [later] = DateNotice.objects.owed()
        assert "Wednesday 18 November 2026" in date_notices.release(later, by=manager, on=TODAY).body

    def test_is_not_sent_when_the_answer_came_first(self, told, notice, manager):
        cases.withdraw(told, on=TODAY, by=None, reason="Sorted out.")
        with pytest.raises(MoveRefused):
            date_notices.release(notice, by=manager, on=TODAY)

    def test_released_with_all_others_goes_out_with_the_next_letters(self, notice, manager):
        assert date_notices.release_all(notice.change.notices, by=manager, on=TODAY) == 1
        assert not Letter.objects.filter(kind=LetterKind.NEW_DATE).exists()
        assert date_notices.send_released(on=TODAY) == 1
        assert Letter.objects.get(kind=LetterKind.NEW_DATE).created_by == manager
        assert date_notices.send_released(on=TODAY) == 0

    def test_can_be_put_aside_with_a_reason(self, notice, manager):
        date_notices.not_needed(notice, reason="I rang them.", by=manager)
        notice.refresh_from_db()
        assert (notice.not_needed, notice.history.latest().actor_name) == ("I rang them.", "Priya Nair")
        assert not DateNotice.objects.owed().exists()

    def test_is_released_only_by_those_who_may(self, notice):
        for role in (roles.AUDITOR, roles.INVESTIGATOR):
            with pytest.raises(PermissionDenied):
                date_notices.release(notice, by=factories.user(role), on=TODAY)

    def test_is_owed_only_where_the_letter_said_a_date(self, manager, thanksgiving):
        LetterText.objects.create(
            kind="acknowledgement", subject="{{ reference }}", body="We have it: {{ stage }}."
        )
        case = factories.case()
        cases.acknowledge(case.stages.get(), on=date(2026, 11, 4), by=None)
        calendars.confirm(thanksgiving, by=manager, on=TODAY)
        assert replies(case) == [SEVENTEENTH]
        assert not DateNotice.objects.exists()
