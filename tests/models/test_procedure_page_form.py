"""An editor publishes through Wagtail's form and its moderation: what is wrong is said at its block and field."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from example_site.council.models import ProcedurePage
from tests import factories
from wagtail_complaints.models import ProcedureVersion
from wagtail_complaints.procedure import terms
from wagtail_complaints.procedure_files import regimes

pytestmark = pytest.mark.django_db


def editor_of(home):
    editor = factories.user(username="editor")
    group = Group.objects.create(name="Page editors")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for verb in ("add_page", "change_page", "publish_page"):
        GroupPagePermission.objects.create(
            group=group,
            page=home.page_ptr,
            permission=Permission.objects.get(codename=verb, content_type__app_label="wagtailcore"),
        )
    editor.groups.add(group)
    return editor


def form_of(page, *stages, **fields):
    """Return what the editor's form posts for a page with these stages."""
    none = streamfield([])
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "procedure_slug": page.procedure_slug,
            "introduction": rich_text("<p>Tell us.</p>"),
            "nation": "england",
            "calendar": "",
            "regime": "",
            "takes_complaints": "on",
            "time_limit": "",
            "advocates": "",
            "stages": streamfield([("stage", stage) for stage in stages]),
            "complainants": none,
            "tracks": none,
            "redirects": none,
            "externals": none,
            "differs": none,
            "help": none,
            "tellings": none,
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
            "comments-MIN_NUM_FORMS": 0,
            "comments-MAX_NUM_FORMS": "",
            "action-publish": "action-publish",
            **fields,
        }
    )


def items(*values):
    """Return what a ListBlock posts."""
    posted = {"count": str(len(values))}
    for number, value in enumerate(values):
        posted |= {f"{number}-deleted": "", f"{number}-order": str(number), f"{number}-type": "item"}
        posted |= {f"{number}-value-{name}": each for name, each in value.items()}
    return posted


def timescale(**fields):
    usual = {"event": "responded", "within": "10 working days", "of": "received", "firmness": "must"}
    usual |= {"extendable_to": "", "extension": "told", "when": "", "key": "", "every": "", "until": ""}
    usual |= {"counting": "", "roll_end": "", "closures": "counted", "requires-count": "0"}
    usual |= {"backstop-within": "", "backstop-of": "", "backstop-extendable_to": ""}
    return usual | fields


def stage(*timescales, **fields):
    posted = {"name": "Stage 1", "summary": "", "detail": "", "decided_by": "Team manager", "entry": "first"}
    posted |= {"key": "", "counting": "day-after", "points": "all", "sign_off": ""}
    lists = ("person", "hold_reasons", "grounds", "asks_for", "refusal_reasons", "early_referral", "letter")
    posted |= {f"{name}-count": "0" for name in (*lists, "differs", "tellings")}
    posted |= {f"timescale-{name}": each for name, each in items(*timescales).items()}
    posted |= {"escalation_window-within": "", "escalation_window-of": "responded", "escalation_window-or_": ""}
    return posted | fields


def test_an_editor_publishes_through_the_form(page, home, client):
    client.force_login(editor_of(home))
    response = client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        form_of(page, stage(timescale(event="panel reported"), timescale(within="15 Working  Days"))),
    )
    assert response.status_code == 302
    (published,) = ProcedureVersion.objects.get().terms.stages
    assert (published.key, published.entry) == ("stage-1", terms.Entry.FIRST)
    assert [(each.event, str(each.within)) for each in published.timescales] == [
        ("panel-reported", "10 working days"),
        ("responded", "15 working days"),
    ]


def test_the_form_says_which_block_and_which_field_is_wrong(page, home, client):
    client.force_login(editor_of(home))
    below = timescale(within="10 working days", extendable_to="5 working days")
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, stage(below)))
    assert response.status_code == 200
    (error,) = response.context["form"].errors["stages"].as_data()
    (ceiling,) = error.block_errors[0].block_errors["timescale"].block_errors[0].block_errors.values()
    assert ceiling.messages == [
        "The ceiling of 5 working days is below the length of 10 working days; it counts from the same start."
    ]
    assert not ProcedurePage.objects.get().live


def test_the_form_puts_an_error_of_the_whole_page_at_its_block(page, home, client):
    client.force_login(editor_of(home))
    response = client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, stage(timescale(when="complex")))
    )
    (error,) = response.context["form"].errors["stages"].as_data()
    (wrong,) = error.block_errors[0].block_errors["timescale"].block_errors.values()
    assert list(wrong.block_errors) == ["when"]


def choices(client, page):
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    return dict(form["regime"].field.choices)


def test_the_law_is_chosen_among_those_that_are_known(page, home, client):
    client.force_login(editor_of(home))
    assert {key: str(title) for key, title in choices(client, page).items()} == {
        "": "None",
        **{key: regime.title for key, regime in regimes().items()},
    }
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert client.post(address, form_of(page, stage(), regime="corporate-lgsco-2024")).status_code == 302
    assert ProcedureVersion.objects.get().terms.regime == "corporate-lgsco-2024"


def test_a_law_that_is_not_known_is_an_error_at_its_field_even_in_a_draft(page, home, client):
    client.force_login(editor_of(home))
    posted = form_of(page, stage(), regime="martial")
    del posted["action-publish"]
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), posted)
    assert list(response.context["form"].errors) == ["regime"]


def test_a_law_from_elsewhere_stays_on_the_form_until_another_is_chosen(page, home, client):
    ProcedurePage.objects.update(regime="martial")
    client.force_login(editor_of(home))
    assert str(choices(client, page)["martial"]) == "martial (not known here)"
    response = client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, stage(), regime="martial")
    )
    assert response.context["form"].errors["regime"] == [
        "“martial” is no law or code that is known here. Choose one, or none."
    ]


def test_a_draft_may_be_unfinished(page, home, client):
    client.force_login(editor_of(home))
    posted = form_of(page, stage(timescale(event="", within=""), decided_by=""), procedure_slug="")
    del posted["action-publish"]
    assert client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), posted).status_code == 302
    assert ProcedurePage.objects.get().get_latest_revision_as_object().stages[0].value["decided_by"] == ""


def test_a_taken_name_is_an_error_at_its_field(page, home, client):
    page.save_revision().publish()
    other = ProcedurePage(title="Other", slug="other", live=False)
    other = home.add_child(instance=other)
    client.force_login(editor_of(home))
    response = client.post(
        reverse("wagtailadmin_pages:edit", args=[other.pk]),
        form_of(other, stage(timescale()), procedure_slug="plain"),
    )
    assert response.context["form"].errors["procedure_slug"] == [
        "Another page publishes a procedure with the short name “plain”. Choose another."
    ]


def moderated(page, home):
    """Put the page before the moderators of the site: an editor may not publish, a moderator approves."""
    moderators = Group.objects.create(name="Page moderators")
    task = GroupApprovalTask.objects.create(name="Moderation", active=True)
    task.groups.add(moderators)
    workflow = Workflow.objects.create(name="Page moderation", active=True)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=home.page_ptr)
    moderator = editor_of(home)
    moderator.groups.add(moderators)
    page.save_revision(user=moderator)
    return workflow.start(page, moderator), moderator


def approve(client, page, run):
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", run.current_task_state.pk])
    return client.post(address, {"comment": ""})


def test_the_moderators_of_the_site_publish_a_version(page, home, client):
    run, moderator = moderated(page, home)
    client.force_login(moderator)
    assert approve(client, page, run).status_code == 302
    assert ProcedureVersion.objects.get().published_by == moderator


def test_an_approval_of_what_cannot_be_published_changes_nothing(page, home, client, workflow):
    run, moderator = moderated(page, home)
    workflow.active = False
    workflow.save()
    client.force_login(moderator)
    assert approve(client, page, run).status_code == 302
    run.refresh_from_db()
    assert (run.status, run.current_task_state.status) == ("in_progress", "in_progress")
    assert (ProcedurePage.objects.get().live, ProcedureVersion.objects.exists()) == (False, False)


def test_what_is_before_the_moderators_stays_whole(page, home, client):
    _, moderator = moderated(page, home)
    client.force_login(moderator)
    posted = form_of(page, stage(timescale(), decided_by=""))
    del posted["action-publish"]
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), posted)
    (error,) = response.context["form"].errors["stages"].as_data()
    assert list(error.block_errors[0].block_errors) == ["decided_by"]
