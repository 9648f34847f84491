"""What the public reads on a procedure page, with and without JavaScript, and what the block picker shows."""

from datetime import date, datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.blocks import StreamBlock
from wagtail.models import PageViewRestriction, Workflow

from example_site.council.models import ProcedurePage
from tests import factories
from tests.blocks.documents import every_document
from wagtail_complaints import conf
from wagtail_complaints.models import ExtraHoliday, ServiceArea
from wagtail_complaints.procedure import terms
from wagtail_complaints.procedure.document import load
from wagtail_complaints.procedure.lengths import Length

pytestmark = pytest.mark.django_db

SUNDAY = date(2026, 11, 22)


def publish(page):
    page.save_revision().publish()
    return ProcedurePage.objects.get(pk=page.pk)


def shown(client, page):
    response = client.get(page.get_url())
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").find(class_="complaints-procedure")


def words(element) -> str:
    return " ".join(element.get_text(" ").split())


def test_each_promise_is_said_in_words_and_as_the_day_it_means(page):
    # Sunday 22 November is no working day: the page reckons with Monday 23. Three working days later is
    # Thursday 26; ten are 24, 25, 26, 27, 30 November, 1, 2, 3, 4, 7 December.
    first = page.dated_promises(on=SUNDAY)["stage-1"]
    assert [(each.headline, each.dated) for each in first] == [
        (
            "We will acknowledge your complaint within 3 working days of getting it.",
            "If you complain on Monday 23 November we will acknowledge your complaint by Thursday 26 November.",
        ),
        (
            "We will reply within 10 working days of getting your complaint.",
            "If you complain on Monday 23 November we will reply by Monday 7 December.",
        ),
    ]
    assert first[1].rest == "If we need longer we will tell you why and by when, up to 20 working days in all."


def test_an_extra_holiday_moves_the_day_on_the_page(page):
    ExtraHoliday.objects.create(nation="england", on=date(2026, 12, 1), name="A day", confirmed_on=SUNDAY)
    assert page.dated_promises(on=SUNDAY)["stage-1"][1].dated.endswith("by Tuesday 8 December.")


def test_past_the_known_holidays_the_page_falls_back_to_words(page):
    assert page.dated_promises(on=date(2030, 1, 7)) == {}
    said = page.stages[0].value.promises[1]
    assert (said.headline, said.dated) == ("We will reply within 10 working days of getting your complaint.", "")


def test_a_promise_of_one_track_says_so(page):
    timescales = (
        terms.Timescale("responded", "received", key="a", within=Length.parse("10 working days"), when="simple"),
        terms.Timescale("responded", "received", key="b", within=Length.parse("25 working days"), when="complex"),
    )
    stage = terms.Stage("one", "One", "Manager", terms.Entry.FIRST, timescales=timescales)
    tracks = (terms.Track("simple", "Simple complaints"), terms.Track("complex", "Complex complaints"))
    page.fill(factories.two_stages(stages=(stage,), tracks=tracks))
    # 25 working days from 23 November: the last is 30 December, with 25 and 28 (in place of the 26th) holidays.
    assert [(each.track, each.dated.partition(" by ")[2]) for each in page.dated_promises(on=SUNDAY)["one"]] == [
        ("Simple complaints", "Monday 7 December."),
        ("Complex complaints", "Wednesday 30 December."),
    ]


def test_the_page_shows_its_stages_in_order_with_days_in_plain_sight(page, client):
    article = shown(client, publish(page))
    stages = article.select(".complaints-stages > li > section")
    assert [stage.h3.text for stage in stages] == ["Stage 1", "Stage 2"]
    assert [stage["id"] for stage in stages] == ["stage-1", "stage-2"]
    dated = ProcedurePage.objects.get().dated_promises(on=conf.today())
    for stage in stages:
        assert [words(each) for each in stage.select(".complaints-promise-dated")] == [
            each.dated for each in dated[stage["id"]]
        ]


def test_the_page_says_whom_to_ask_outside_when_it_was_updated_and_when_it_is_looked_at_again(page, client):
    page.review_on = date(2027, 3, 1)
    published = publish(page)
    article = shown(client, published)
    outside = article.find("h2", string="If you are still not happy").parent
    assert words(outside.h3 or outside.h4) == "Local Government and Social Care Ombudsman"
    assert "0300 061 0614" in words(outside)
    days = [time["datetime"] for time in article.select(".complaints-updated time")]
    assert days == [published.last_published_at.strftime("%Y-%m-%d"), "2027-03-01"]


def test_the_window_is_said_as_soft(page, client):
    window = shown(client, publish(page)).find(class_="complaints-stage-window")
    assert words(window) == (
        "You can ask for the next stage within 20 working days of our reply. "
        "If you are later than that, ask us all the same: we decide each request."
    )


def test_more_about_a_stage_opens_without_a_script(page, client):
    page.stages[0].value["detail"] = "Bring a friend.\n\nOr an advocate."
    article = shown(client, publish(page))
    (more,) = article.select("details:not(.complaints-counted)")
    assert words(more.summary) == "i More about this stage Stage 1"
    assert [words(paragraph) for paragraph in more.find_all("p")] == ["Bring a friend.", "Or an advocate."]
    assert not article.find_all("script")


def test_what_an_editor_types_is_never_markup(page, client):
    page.stages[0].value["detail"] = "<script>alert(1)</script>"
    page.stages[0].value["summary"] = "<b>Loud</b>"
    assert not shown(client, publish(page)).select("script, b")


@pytest.mark.parametrize("name", every_document())
def test_every_procedure_has_a_page(name, home, workflow, client):
    procedure = load(every_document()[name])
    for stage in procedure.stages:
        if stage.sign_off:
            Workflow.objects.get_or_create(name=stage.sign_off, active=True)
    page = ProcedurePage(slug="a-procedure", live=False)
    page.fill(procedure)
    article = shown(client, publish(home.add_child(instance=page)))
    assert [heading.text for heading in article.select(".complaints-stage-name")] == [
        stage.name for stage in procedure.stages
    ]
    for external in procedure.externals:
        assert external.name in article.text
    for redirect in procedure.redirects:
        assert redirect.about in article.text


def test_a_redirect_links_to_the_page_of_its_procedure(page, home, workflow, client):
    publish(page)
    other = ProcedurePage(slug="other", live=False)
    elsewhere = terms.Redirect("A school", procedure="plain")
    other.fill(factories.two_stages(slug="other", title="Other", redirects=(elsewhere,)))
    link = shown(client, publish(home.add_child(instance=other))).select_one(".complaints-pairs a")
    assert (link.text, link["href"]) == ("Complaints about our services", ProcedurePage.objects.get(pk=page.pk).url)


def test_services_come_from_the_register(page, client):
    ServiceArea.objects.create(name="Roads", responsible="Director of Place", email="place@wenbury.example")
    ServiceArea.objects.create(name="Trams", responsible="Nobody now", is_active=False)
    page.help = [("service_routing", {"heading": "Who answers", "introduction": "", "services": []})]
    rows = shown(client, publish(page)).select(".complaints-services tbody tr")
    assert [words(row) for row in rows] == ["Roads Director of Place E-mail: place@ wenbury.example"]
    assert "place@<wbr/>wenbury.example</a>" in str(rows[0])


def test_a_cached_page_lives_until_midnight_in_london(page, client):
    page = publish(page)
    age = dict(part.split("=") for part in client.get(page.get_url())["Cache-Control"].split(", "))
    assert 0 < int(age["max-age"]) <= conf.until_midnight(conf.now()) + 5


def test_the_night_the_clocks_change_is_as_long_as_it_is():
    midnight = datetime(2026, 10, 25, 0, 0, tzinfo=conf.UNITED_KINGDOM)
    assert conf.until_midnight(midnight) == 25 * 3600


def test_a_restricted_page_is_not_offered_to_caches(page, client):
    page = publish(page)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    client.force_login(factories.superuser())
    assert {"max-age=0", "private"} <= set(client.get(page.get_url())["Cache-Control"].split(", "))


def blocks_in(block):
    for child in block.child_blocks.values():
        yield child
        if isinstance(child, StreamBlock):
            yield from blocks_in(child)


@pytest.mark.parametrize("field", ["stages", "complainants", "tracks", "redirects", "externals", "help"])
def test_every_block_shows_itself_in_the_picker(field, client):
    client.force_login(factories.superuser())
    for block in blocks_in(ProcedurePage._meta.get_field(field).stream_block):
        assert block.is_previewable, block.name
        assert block.get_description(), block.name
        response = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
        assert response.status_code == 200
        main = BeautifulSoup(response.content, "html.parser").main
        assert words(main), block.name


def test_the_tabs_of_the_editor_hold_every_field(page, client):
    client.force_login(factories.superuser())
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    own = {field.name for field in ProcedurePage._meta.local_fields} - {"page_ptr"}
    assert own <= set(form.fields)


def test_behind_the_information_button_every_day_is_counted(client, page, monkeypatch):
    monkeypatch.setattr("wagtail_complaints.models.procedure_page.today", lambda: SUNDAY)
    reply = shown(client, publish(page)).select_one("#stage-1").select(".complaints-promise")[1]
    behind = reply.select_one("details.complaints-counted")
    assert words(behind.select_one("summary")).startswith("i How we count the days")
    assert words(behind.select_one(".complaints-explained")) == (
        "10 working days from receipt of the complaint on 23 November."
    )
    assert [words(row) for row in behind.select("tbody tr")] == [
        "23 to 29 November Monday: the start, not counted Tuesday to Friday: days 1 to 4 "
        "Saturday and Sunday: weekend",
        "30 November to 6 December Monday to Friday: days 5 to 9 Saturday and Sunday: weekend",
        "7 December Monday: day 10: the last day in time",
    ]


def test_a_day_past_the_calendar_is_said_to_be_unknown_and_the_others_stand(page):
    # From Thursday 21 December 2028: 22, 27 and 28 December are three; the tenth lies in 2029.
    acknowledged, replied = page.dated_promises(on=date(2028, 12, 21))["stage-1"]
    assert acknowledged.dated.endswith("by Thursday 28 December.")
    assert replied.dated.startswith("No date can be given yet. The bank holidays of England are known from")
    assert replied.explanation is None
