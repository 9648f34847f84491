"""While an editor types, the law is held against what stands in the form; nothing is stored."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from example_site.council.models import HomePage, ProcedurePage
from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.models import ProcedureVersion

from . import law_at_hand

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(db):
    return law_at_hand.home()


@pytest.fixture
def page(home):
    return law_at_hand.page(home, within="20 working days")


@pytest.fixture
def editing(client, home, monday):
    client.force_login(law_at_hand.editor(home))
    return client


def stage(**changes):
    none = streamfield([])
    return {
        "name": "Stage 1",
        "key": "stage-1",
        "summary": "",
        "detail": "",
        "decided_by": "Team manager",
        "entry": "first",
        "counting": "day-after",
        "points": "all",
        "sign_off": "",
        "tellings": streamfield([]),
        "timescale": inline_list([timescale()]),
        "person": none,
        "hold_reasons": none,
        "grounds": none,
        "asks_for": none,
        "refusal_reasons": none,
        "early_referral": none,
        "letter": none,
        "differs": none,
        "escalation_window": {"within": "", "of": "responded", "or_": ""},
        **changes,
    }


def timescale(**changes):
    return {
        "event": "responded",
        "within": "30 working days",
        "of": "received",
        "firmness": "must",
        "extendable_to": "",
        "extension": "told",
        "every": "",
        "until": "",
        "when": "",
        "requires": streamfield([]),
        "key": "",
        "counting": "",
        "roll_end": "",
        "closures": "counted",
        "backstop": {"within": "", "of": "", "extendable_to": ""},
        **changes,
    }


def inline_list(values):
    return streamfield([("item", value) for value in values])


def typed(*stages, **fields):
    """Return what the editor's form sends."""
    none = streamfield([])
    return nested_form_data(
        {
            "title": "Children’s complaints",
            "slug": "children",
            "procedure_slug": "children",
            "introduction": rich_text(""),
            "nation": "england",
            "calendar": "",
            "regime": law_at_hand.REGIME,
            "takes_complaints": "on",
            "time_limit": "",
            "advocates": "",
            "stages": streamfield([("stage", each) for each in stages or (stage(),)]),
            "complainants": none,
            "tracks": none,
            "redirects": none,
            "externals": none,
            "differs": none,
            "help": none,
            "tellings": none,
            "comments": inline_formset([]),
            **fields,
        }
    )


def asked(client, page, data):
    return client.post(reverse("complaints_law_of_page", args=[page.pk]), data)


TOO_LONG = "The procedure says 30 working days; the rule is 10 working days from"


def test_what_is_typed_is_held_against_the_law(editing, page):
    """The page promises 20 working days; the form, not saved, 30."""
    answer = asked(editing, page, typed())
    said = " ".join(answer.content.decode().split())
    assert answer.status_code == 200
    assert "<h3>Stage 1, Timescales 1, Within</h3>" in said
    assert TOO_LONG in said
    assert "<code>too-long:responded</code>" in said


def test_a_promise_is_shown_as_days(editing, page):
    """30 working days from Monday 9 November: 13 (4), 4 December (19), 18 (29), 21."""
    said = asked(editing, page, typed()).content.decode()
    assert "by Monday 21 December." in said


def test_nothing_is_stored(editing, page):
    before = (page.latest_revision_id, ProcedureVersion.objects.count(), dict(editing.session))
    asked(editing, page, typed(title="Something else"))
    page = ProcedurePage.objects.get()
    assert (page.latest_revision_id, ProcedureVersion.objects.count(), dict(editing.session)) == before
    assert page.title == "Children’s complaints"


def test_a_reason_beside_the_stage_answers_its_finding(editing, page):
    reason = inline_list([{"finding": "too-long:responded", "reason": "We agreed it with the Ombudsman."}])
    said = asked(editing, page, typed(stage(differs=reason))).content.decode()
    assert "We agreed it with the Ombudsman." in said
    assert "<code>too-long:responded</code>" not in said


def test_a_reason_half_typed_hides_no_finding(editing, page):
    begun = inline_list([{"finding": "too-long:responded", "reason": ""}])
    said = asked(editing, page, typed(stage(differs=begun))).content.decode()
    assert "<code>too-long:responded</code>" in said


def test_a_reason_for_what_is_not_found_is_told_of(editing, page):
    reason = inline_list([{"finding": "too-long:acknowledged", "reason": "Because."}])
    said = asked(editing, page, typed(stage(differs=reason))).content.decode()
    assert "<code>too-long:acknowledged</code>" in said.partition("Reasons are given for what is not found")[2]


def test_what_is_not_yet_a_procedure_is_said_by_block_and_field(editing, page):
    said = asked(editing, page, typed(stage(timescale=inline_list([timescale(within="soon")])))).content.decode()
    assert "not yet a procedure" in said
    assert "<li>Stages, Stage 1, Timescales 1, Within: “soon” is not a length of time." in said


def test_a_law_that_is_not_known_is_said(editing, page):
    said = asked(editing, page, typed(regime="martial")).content.decode()
    assert "“martial” is no law or code that is known here. In the tab “Procedure”, choose the law" in said


def test_what_is_typed_is_never_run(editing, page):
    said = asked(editing, page, typed(stage(name="<script>alert(1)</script>"), regime="<b>x</b>")).content.decode()
    assert "<script>alert" not in said
    assert "<b>x</b>" not in said


@pytest.mark.parametrize(
    "data", [{}, {"title": "A"}, {"stages-count": "many"}, typed() | {"stages-0-value-timescale-count": "x"}]
)
def test_what_is_not_the_form_is_a_bad_request(editing, page, data):
    assert asked(editing, page, data).status_code == 400


def test_a_new_page_is_held_against_the_law_before_it_is_saved(editing, home):
    url = reverse("complaints_law_of_new", args=["council", "procedurepage", home.pk])
    assert TOO_LONG in editing.post(url, typed()).content.decode()
    assert not ProcedurePage.objects.exists()


@pytest.mark.parametrize("role", [roles.AUDITOR, roles.MANAGER, roles.SIGNER])
def test_who_may_not_edit_the_page_may_not_ask(client, home, page, role):
    client.force_login(factories.user(role))
    assert asked(client, page, typed()).status_code == 302  # to the admin’s first screen, with a message
    new = reverse("complaints_law_of_new", args=["council", "procedurepage", home.pk])
    assert client.post(new, typed()).status_code == 302


def test_who_may_only_add_may_not_ask_about_a_page_of_somebody_else(client, home, page):
    client.force_login(law_at_hand.editor(home, "add_page"))
    assert asked(client, page, typed()).status_code == 302


def test_a_visitor_is_asked_to_sign_in(client, page):
    answer = asked(client, page, typed())
    assert (answer.status_code, answer.url.partition("?")[0]) == (302, reverse("wagtailadmin_login"))


def test_only_pages_that_carry_procedures_are_asked_about(editing, home, page):
    assert editing.post(reverse("complaints_law_of_page", args=[home.pk]), typed()).status_code == 404
    for app, model in (("council", "homepage"), ("council", "nothing"), ("auth", "user")):
        url = reverse("complaints_law_of_new", args=[app, model, home.pk])
        assert editing.post(url, typed()).status_code == 404


def test_it_is_not_read_by_address(editing, page):
    assert editing.get(reverse("complaints_law_of_page", args=[page.pk])).status_code == 405


def test_the_editor_has_the_panel(editing, home, page):
    for url, asks in (
        (reverse("wagtailadmin_pages:edit", args=[page.pk]), reverse("complaints_law_of_page", args=[page.pk])),
        (
            reverse("wagtailadmin_pages:add", args=["council", "procedurepage", home.pk]),
            reverse("complaints_law_of_new", args=["council", "procedurepage", home.pk]),
        ),
    ):
        said = editing.get(url).content.decode()
        assert said.count(f'data-law-url="{asks}"') == 1
        assert said.count('data-side-panel="law"') == 1
        assert said.count("wagtail_complaints/admin/law.js") == 1


def test_other_pages_have_no_such_panel(editing, home, page):
    said = editing.get(reverse("wagtailadmin_pages:edit", args=[home.pk])).content.decode()
    assert "data-law-url" not in said
    assert isinstance(Page.objects.get(pk=home.pk).specific, HomePage)


def test_the_editor_still_saves(editing, page):
    reason = inline_list([{"finding": "too-long:responded", "reason": "Agreed."}])
    answer = editing.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), typed(stage(differs=reason)))
    draft = ProcedurePage.objects.get().get_latest_revision_as_object()
    assert answer.status_code == 302
    assert draft.reasons().stages == {"stage-1": {"too-long:responded": "Agreed."}}
    assert str(draft.stages[0].value["timescale"][0]["within"]) == "30 working days"
