"""A day is confirmed on a page that shows what moves; notices to those promised another date are released."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission

from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.actions import cases, replay
from wagtail_complaints.models import CalendarChange, Case, DateNotice, Deadline, ExtraHoliday, Letter, LetterKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

HOLIDAYS, NOTICES = "/admin/complaints/bank-holidays/", "/admin/complaints/moved-dates/"
SIXTEENTH, SEVENTEENTH = date(2026, 11, 16), date(2026, 11, 17)


@pytest.fixture
def day():
    return ExtraHoliday.objects.create(nation="england", on=date(2026, 11, 10), name="Day of thanks")


@pytest.fixture
def told():
    case = factories.case()
    cases.acknowledge(case.stages.get(), on=date(2026, 11, 4), by=None)
    return case


def text(page) -> str:
    return " ".join(page.content.decode().split())


def messages(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def test_the_page_shows_what_moves_and_what_was_promised_before_anything_does(desk, day, told):
    page = desk.get(f"{HOLIDAYS}confirm/{day.pk}/")
    [move] = page.context["moves"]
    assert (move["case"], move["stage"], move["what"]) == (told, "Stage 1", "Response")
    assert (move["was"], move["will_be"], move["letter"].kind) == (SIXTEENTH, SEVENTEENTH, "acknowledgement")
    assert "16 Nov 2026, in the letter “Acknowledgement” of 4 Nov 2026" in text(page)
    assert f'href="/admin/complaints/cases/{told.pk}/"' in text(page)
    assert Deadline.objects.get(timescale="responded").due_on == SIXTEENTH


def test_what_one_may_not_see_is_counted(client, day, told):
    client.force_login(keeper := factories.user(roles.INVESTIGATOR))
    keeper.user_permissions.add(*permissions("view_extraholiday", "change_extraholiday"))
    page = client.get(f"{HOLIDAYS}confirm/{day.pk}/")
    assert (page.context["moves"], page.context["hidden"]) == ([], 1)
    assert "Dates move in 1 more case, which you may not see." in text(page)
    assert told.reference not in text(page)


def permissions(*codenames):
    return Permission.objects.filter(codename__in=codenames, content_type__app_label="wagtail_complaints")


def test_confirming_says_how_far_the_open_cases_came(desk, day, told):
    page = desk.post(f"{HOLIDAYS}confirm/{day.pk}/", follow=True)
    said = ["“Day of thanks, 10 November 2026” now counts. Dates moved in 1 case."]
    assert [message.strip() for message in messages(page)] == said


def test_what_one_page_cannot_do_is_carried_on_from_the_next(desk, day, monkeypatch):
    monkeypatch.setattr(replay, "IN_A_REQUEST", 2)
    for _number in range(3):
        factories.case()
    page = desk.post(f"{HOLIDAYS}confirm/{day.pk}/", follow=True)
    [said] = messages(page)
    assert "1 open case is still to follow: carry on here, or let manage.py complaints_recompute do it." in said
    carry_on = f"{HOLIDAYS}carry-on/{day.pk}/"
    assert f'href="{carry_on}"' in text(page)
    page = desk.post(carry_on, follow=True)
    assert set(Deadline.objects.filter(timescale="responded").values_list("due_on", flat=True)) == {SEVENTEENTH}
    assert f'href="{carry_on}"' not in text(page)
    assert not CalendarChange.objects.unfinished().exists()
    assert "Nothing is left" in desk.get(carry_on).context["refusal"]


@pytest.fixture
def notice(desk, day, told):
    desk.post(f"{HOLIDAYS}confirm/{day.pk}/")
    return DateNotice.objects.get()


def test_a_notice_is_read_and_released(desk, notice, told):
    listing = desk.get(f"{NOTICES}?state=drafted")
    assert list(listing.context["object_list"]) == [notice]
    page = desk.get(f"{NOTICES}inspect/{notice.pk}/")
    assert "The new date is Tuesday 17 November 2026." in text(page)
    desk.post(f"{NOTICES}release/{notice.pk}/")
    assert factories.letters(told)[-1] == "new-date"
    assert list(desk.get(f"{NOTICES}?state=drafted").context["object_list"]) == []
    assert "The letter as it went out" in text(desk.get(f"{NOTICES}inspect/{notice.pk}/"))


def test_every_notice_of_a_change_is_released_at_once(desk, day):
    for _number in range(3):
        cases.acknowledge(factories.case().stages.get(), on=date(2026, 11, 4), by=None)
    desk.post(f"{HOLIDAYS}confirm/{day.pk}/")
    first = DateNotice.objects.first()
    desk.post(f"{NOTICES}release/{first.pk}/", {"all_of_them": "on"})
    assert Letter.objects.filter(kind=LetterKind.NEW_DATE).count() == 1
    assert DateNotice.objects.owed().exclude(released_on=None).count() == 2


def test_a_notice_is_put_aside_with_a_reason(desk, notice):
    desk.post(f"{NOTICES}not-needed/{notice.pk}/", {"reason": "I rang them."})
    notice.refresh_from_db()
    assert notice.not_needed == "I rang them."
    assert "<h2>The letter</h2> <p>No letter goes out.</p>" in text(desk.get(f"{NOTICES}inspect/{notice.pk}/"))
    assert "It is settled" in desk.get(f"{NOTICES}release/{notice.pk}/").context["refusal"]


def test_a_notice_is_called_by_what_was_promised_and_not_by_a_code(notice, told):
    assert str(notice) == f"{told.stages.get()}: the response"


def test_an_empty_list_of_moved_dates_says_how_a_notice_comes_there(desk):
    assert "the notice is drafted here by itself" in text(desk.get(NOTICES))
    assert "No notices of moved dates match your query." in text(desk.get(f"{NOTICES}?state=told"))


def test_notices_of_cases_that_one_does_not_see_are_not_there(client, notice):
    client.force_login(other := factories.user(roles.INVESTIGATOR))
    other.user_permissions.add(*permissions("view_datenotice", "change_datenotice"))
    assert list(client.get(NOTICES).context["object_list"]) == []
    assert client.get(f"{NOTICES}inspect/{notice.pk}/").url == "/admin/"
    assert client.post(f"{NOTICES}release/{notice.pk}/").url == "/admin/"
    Case.objects.update(owner=other)
    assert list(client.get(NOTICES).context["object_list"]) == [notice]


def test_an_auditor_reads_notices_and_releases_none(client, notice):
    client.force_login(factories.user(roles.AUDITOR))
    page = client.get(f"{NOTICES}inspect/{notice.pk}/")
    assert "The new date is Tuesday 17 November 2026." in text(page)
    assert f"{NOTICES}release/" not in text(page)
    assert client.post(f"{NOTICES}release/{notice.pk}/").url == "/admin/"
