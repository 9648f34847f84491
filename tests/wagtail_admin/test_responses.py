"""A response is open to those who see its case, editable by those who work on it, and signed on its own page."""

import pytest
from django.urls import reverse

from tests import factories, signing
from tests.django_bugs import needs_the_site_history
from wagtail_complaints import roles
from wagtail_complaints.models import Outcome, Response
from wagtail_complaints.wagtail_admin.responses.viewset import ResponseViewSet

pytestmark = pytest.mark.django_db

NAMESPACE = "wagtailsnippets_wagtail_complaints_response"


def address(name, response, *args):
    return reverse(f"{NAMESPACE}:{name}", args=(response.pk, *args))


def page(client, by, name, response, *args):
    client.force_login(by)
    return client.get(address(name, response, *args))


def every_address(response):
    """Return each address of the viewset that names a row, filled in for this one."""
    revision = response.latest_revision_id
    step = response.current_workflow_task_state
    known = {
        "pk": response.pk,
        "revision_id": revision,
        "revision_id_a": revision,
        "revision_id_b": "latest",
        "action_name": "approve",
        "task_state_id": step.pk,
        "task_id": step.task_id,
        "workflow_state_id": step.workflow_state_id,
    }
    for pattern in ResponseViewSet().get_urlpatterns():
        names = (
            pattern.pattern.regex.groupindex if hasattr(pattern.pattern, "regex") else pattern.pattern.converters
        )
        if "pk" in names:
            yield pattern.name, reverse(f"{NAMESPACE}:{pattern.name}", kwargs={name: known[name] for name in names})


@pytest.fixture
def head():
    return signing.signer()


@pytest.fixture
def submitted(head):
    return signing.submitted()


@pytest.mark.parametrize("method", ["get", "post"])
def test_whoever_may_not_see_the_case_finds_no_address_of_its_letter(client, submitted, method):
    strangers = [signing.author(), factories.user(roles.SIGNER), factories.user(roles.CONTACT_CENTRE)]
    before = Response.objects.values().get()
    addresses = dict(every_address(submitted))
    assert len(addresses) == 20
    for stranger in strangers:
        client.force_login(stranger)
        for name, url in addresses.items():
            answer = getattr(client, method)(url)
            assert (name, answer.status_code in (302, 404)) == (name, True)
            assert "We are sorry" not in answer.content.decode()
    assert Response.objects.values().get() == before


def test_the_list_shows_the_letters_of_the_cases_one_may_see(client, submitted, head):
    other = signing.submitted(signed_by=signing.workflow("Others", name="Others") and signing_of("Others"))
    for by, seen in (
        (head, [submitted]),
        (other.author, [other]),
        (factories.user(roles.MANAGER), [submitted, other]),
    ):
        client.force_login(by)
        listed = client.get(reverse(f"{NAMESPACE}:list")).content.decode()
        assert [str(letter) in listed for letter in (submitted, other)] == [
            letter in seen for letter in (submitted, other)
        ]


def test_the_list_says_where_each_letter_stands_however_many_there_are(
    client, submitted, head, django_assert_max_num_queries
):
    signing.letter(by=submitted.author, signed_by=submitted.get_workflow())
    signing.sign(signing.submitted(by=submitted.author, signed_by=submitted.get_workflow()), head)
    client.force_login(submitted.author)
    with django_assert_max_num_queries(25):
        listed = client.get(reverse(f"{NAMESPACE}:list"))
    assert [str(letter.status_string) for letter in listed.context["object_list"]] == [
        "issued",
        "draft",
        "in sign-off",
    ]


def test_a_signer_is_led_to_what_waits_for_them_and_sees_the_rest_without_the_filter(client, submitted, head):
    signed = signing.sign(signing.submitted(by=submitted.author, signed_by=submitted.get_workflow()), head)
    own = signing.submitted(by=submitted.author, signed_by=submitted.get_workflow())
    own.wrote(head)
    client.force_login(head)
    listing = reverse(f"{NAMESPACE}:list")
    assert f"{listing}?waiting=for-me" in client.get(reverse("wagtailadmin_home")).content.decode()

    assert list(client.get(f"{listing}?waiting=for-me").context["object_list"]) == [submitted]
    everything = list(client.get(listing).context["object_list"])
    assert signed in everything
    assert own in everything


def test_whoever_signs_nothing_is_led_to_every_letter_they_may_see(client, submitted):
    client.force_login(submitted.author)
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "?waiting=for-me" not in home


def signing_of(step):
    signing.signer(step)
    return signing.workflow(step, name=f"{step} again")


@pytest.mark.parametrize("role", [roles.AUDITOR, roles.MANAGER])
def test_whoever_sees_every_case_reads_every_letter(client, submitted, role):
    answer = page(client, factories.user(role), "inspect", submitted)
    assert "We are sorry." in answer.content.decode()


def test_an_auditor_who_follows_a_link_to_the_editor_gets_the_letter_to_read(client, submitted):
    answer = page(client, factories.user(roles.AUDITOR), "edit", submitted)
    assert answer.url == address("inspect", submitted)


def test_an_auditor_saves_nothing(client):
    letter = signing.letter()
    client.force_login(factories.user(roles.AUDITOR))
    client.post(address("edit", letter), {"body": "x"})
    assert Response.objects.get(pk=letter.pk).latest_revision_id == letter.latest_revision_id


def test_nobody_adds_a_response_but_from_its_case(client):
    client.force_login(factories.superuser())
    assert client.get(reverse(f"{NAMESPACE}:add")).status_code == 302
    assert "add" not in [name for name, _url in every_button(client)]


def every_button(client):
    listed = client.get(reverse(f"{NAMESPACE}:list"))
    return [(button.label, button.url) for button in listed.context["header_buttons"]]


def test_a_signer_finds_the_letter_under_awaiting_your_review_and_its_author_does_not(client, submitted, head):
    author = submitted.author
    author.groups.add(*head.groups.all())
    client.force_login(head)
    assert str(submitted) in panel(client)
    client.force_login(author)
    assert str(submitted) not in panel(client)


def panel(client) -> str:
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    return html.partition("Awaiting your review")[2].partition("Your pages and snippets in a workflow")[0]


def test_a_signer_reads_the_whole_letter_and_has_two_buttons(client, submitted, head):
    html = page(client, head, "edit", submitted).content.decode()
    for text in ("Dear Robin Example", "We are sorry.", "The bin was left.", "We looked at the rota.", "Stage 2"):
        assert text in html
    assert "Nobody can change it until it is signed" in html
    for action in ("approve", "reject"):
        step = submitted.current_workflow_task_state
        assert f"{address('workflow_action', submitted, action, step.pk)}?seen={signing.seen(submitted)}" in html
    assert 'name="body"' not in html
    assert "action-cancel-workflow" not in html


def test_the_author_may_take_the_letter_back_and_not_sign_it(client, submitted):
    html = page(client, submitted.author, "edit", submitted).content.decode()
    assert "action-cancel-workflow" in html
    assert "data-workflow-action-url" not in html
    client.post(address("edit", submitted), {"action-cancel-workflow": "1"})
    assert not Response.objects.get(pk=submitted.pk).awaits_signature


def test_somebody_of_the_group_who_may_not_sign_is_told_why(client, submitted, head):
    submitted.wrote(head)
    html = page(client, head, "edit", submitted)
    assert html.url == address("inspect", submitted)
    html = client.get(html.url).content.decode()
    assert "You cannot sign this letter: you wrote some of this letter." in html


def test_the_form_binds_the_signature_to_the_page_behind_it(client, submitted, head):
    step = submitted.current_workflow_task_state
    client.force_login(head)
    form = client.get(address("workflow_action", submitted, "approve", step.pk) + "?seen=abc").json()["html"]
    assert 'name="seen" value="abc"' in form
    form = client.get(address("workflow_action", submitted, "approve", step.pk)).json()["html"]
    assert f'value="{signing.seen(submitted)}"' in form
    assert "We are sorry." in form


def test_the_page_of_the_case_says_that_a_letter_is_being_signed_and_who_wrote_it(client, submitted):
    client.force_login(factories.user(roles.MANAGER))
    page = client.get(f"/admin/complaints/cases/{submitted.case_stage.case_id}/")
    (letter,) = page.context["stages"][0].responses
    wrote = f"written by {submitted.author.get_full_name()}"
    assert (letter.what, letter.detail) == ("Response being signed", wrote)


def test_a_form_that_is_refused_does_not_put_the_letter_above_its_error(client, submitted, head):
    step = submitted.current_workflow_task_state
    client.force_login(head)
    asked = address("workflow_action", submitted, "approve", step.pk) + "?seen=abc"
    form = client.post(asked, {"seen": "abc"}, headers={"x-requested-with": "XMLHttpRequest"}).json()["html"]
    assert "Tick that you have read the letter." in form
    assert "We are sorry." not in form
    assert f'action="{asked}"' in form


def test_what_is_refused_is_said_to_the_signer(client, submitted, head):
    step = submitted.current_workflow_task_state
    client.force_login(head)
    said = {"seen": "0" * 64, "has_read": "on"}
    answer = client.post(address("workflow_action", submitted, "approve", step.pk), said, follow=True)
    assert "The letter on your screen is not the one that waits for you." in answer.content.decode()


def test_a_letter_sent_back_says_why_where_its_author_writes_on(client, submitted, head):
    signing.send_back(submitted, head, "Say when the bin is emptied.")
    html = page(client, submitted.author, "edit", submitted).content.decode()
    assert "Say when the bin is emptied." in html
    assert "<strong>Head of service</strong>: sent back, " in html
    assert 'name="body"' in html


@needs_the_site_history
def test_a_comment_stays_out_of_the_log_that_every_user_of_the_admin_reads(client, submitted, head):
    signing.send_back(submitted, head, "Robin’s mother is called Jo.")
    client.force_login(factories.superuser())
    assert (
        "Jo" not in client.get(reverse("wagtailadmin_reports:site_history")).content.decode().partition("<main")[2]
    )


def fields(response, **changes):
    """Return what the editor posts, as its form has it."""
    rows = list(response.with_every_point().findings.all())
    data = {
        "body": '{"blocks": [{"key": "a", "text": "We are sorry.", "type": "unstyled"}], "entityMap": {}}',
        "outcome": Outcome.UPHELD.value,
        "findings-TOTAL_FORMS": len(rows),
        "findings-INITIAL_FORMS": len(rows),
    }
    for place, row in enumerate(rows):
        data |= {
            f"findings-{place}-id": row.pk or "",
            f"findings-{place}-point": row.point_id,
            f"findings-{place}-finding": Outcome.NOT_UPHELD.value,
            f"findings-{place}-reasons": f"Reason {place + 1}.",
        }
    return data | changes


def test_an_author_writes_and_submits_in_the_editor(client, head):
    response = signing.responses.draft(
        signing.case_stage(decider=(by := signing.author()), signed_by=signing.workflow()), by=by
    )
    html = page(client, by, "edit", response).content.decode()
    assert "Submit to Sign-off" in html
    answer = client.post(address("edit", response), fields(response, **{"action-submit": "1"}), follow=True)
    assert "The letter has been submitted for sign-off." in answer.content.decode()
    after = Response.objects.get(pk=response.pk)
    assert after.awaits_signature
    assert [row.reasons for row in after.findings.all()] == ["Reason 1."]


def test_what_a_letter_lacks_is_named_and_the_draft_is_kept(client, head):
    response = signing.responses.draft(
        signing.case_stage(decider=(by := signing.author()), signed_by=signing.workflow()), by=by
    )
    client.force_login(by)
    data = fields(response, outcome="", **{"findings-0-reasons": "", "action-submit": "1"})
    html = client.post(address("edit", response), data, follow=True).content.decode()
    assert "The letter is not ready: it has no outcome; point 1 has no reasons." in html
    after = Response.objects.get(pk=response.pk)
    assert not after.awaits_signature
    assert "We are sorry." in after.get_latest_revision_as_object().body


def test_a_point_added_after_the_draft_has_a_row_in_the_editor_and_is_saved(client, head):
    stage = signing.case_stage(decider=(by := signing.author()), signed_by=signing.workflow())
    response = signing.responses.draft(stage, by=by)
    stage.case.points.create(number=2, text="The noise.")
    client.force_login(by)
    assert "The noise." in client.get(address("edit", response)).content.decode()
    client.post(address("edit", response), fields(Response.objects.get(pk=response.pk)))
    after = Response.objects.get(pk=response.pk).get_latest_revision_as_object()
    assert [(row.point.number, row.reasons) for row in after.findings.all()] == [(1, "Reason 1."), (2, "Reason 2.")]


def test_a_row_for_a_point_of_another_case_is_refused(client, head):
    response = signing.letter()
    other = signing.case_stage().case.points.get()
    client.force_login(response.author)
    client.post(address("edit", response), fields(response, **{"findings-0-point": other.pk}))
    after = Response.objects.get(pk=response.pk).get_latest_revision_as_object()
    assert [row.point_id for row in after.findings.all()] == [response.case.points.get().pk]


def test_no_row_is_added_or_taken_away(client, head):
    response = signing.letter(points=("The bin.", "The noise."))
    client.force_login(response.author)
    data = fields(response, **{"findings-0-DELETE": "on", "findings-TOTAL_FORMS": 3, "findings-2-reasons": "More."})
    client.post(address("edit", response), data)
    after = Response.objects.get(pk=response.pk).get_latest_revision_as_object()
    assert [row.point.number for row in after.findings.all()] == [1, 2]


def test_the_preview_is_the_letter_in_its_frame(client):
    factories.settings()
    response = signing.letter()
    client.force_login(response.author)
    posted = client.post(address("preview_on_edit", response), fields(response))
    assert posted.json() == {"is_valid": True, "is_available": True}
    html = client.get(address("preview_on_edit", response)).content.decode()
    for text in (
        "Wenbury Council",
        "Dear Robin Example",
        "We are sorry.",
        "Point 1",
        "Upheld",
        "Stage 2",
        "Ombudsman",
    ):
        assert text in html
