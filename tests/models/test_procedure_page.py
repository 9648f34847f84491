"""A page becomes a version when it is published, and is refused where it cannot become one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command
from wagtail.models import (
    ModelLogEntry,
    PageLogEntry,
    Workflow,
)

from example_site.council.models import ProcedurePage
from tests import factories
from wagtail_complaints import conf
from wagtail_complaints.models import Procedure, ProcedureVersion
from wagtail_complaints.models.procedure_page import PublishRefused
from wagtail_complaints.procedure.lengths import Length

pytestmark = pytest.mark.django_db


def publish(page, **kwargs):
    page.save_revision().publish(**kwargs)
    return ProcedurePage.objects.get(pk=page.pk)


def break_(page):
    """Let the first stage reply in no length at all, as a fixture or a script could."""
    page.stages[0].value["timescale"][1]["within"] = "soon"
    return page


def test_publishing_writes_the_first_version(page, workflow):
    editor = factories.superuser()
    publish(page, user=editor)
    version = ProcedureVersion.objects.get()
    assert (version.procedure.slug, version.procedure.title) == ("plain", "Complaints about our services")
    assert (version.procedure.page_id, version.procedure.is_live) == (page.pk, True)
    assert (version.number, version.published_on, version.published_by) == (1, conf.today(), editor)
    assert version.terms == factories.two_stages()
    assert dict(version.sign_offs.values_list("stage_key", "workflow")) == {
        "stage-1": workflow.pk,
        "stage-2": workflow.pk,
    }


def test_publishing_the_same_words_again_writes_nothing(page):
    publish(publish(page))
    assert ProcedureVersion.objects.count() == 1


def test_what_stands_around_the_procedure_is_no_part_of_a_version(page):
    page = publish(page)
    page.introduction = "<p>Tell us.</p>"
    publish(page)
    assert ProcedureVersion.objects.count() == 1


def test_another_promise_is_another_version(page):
    page = publish(page)
    page.stages[0].value["timescale"][1]["within"] = "15 working days"
    publish(page)
    first, second = ProcedureVersion.objects.order_by("number")
    assert first.terms.stages[0].timescales[1].within == Length.parse("10 working days")
    assert second.terms.stages[0].timescales[1].within == Length.parse("15 working days")


def test_another_signer_is_another_version(page):
    page = publish(page)
    factories.settings(sign_off_workflow=Workflow.objects.create(name="Directors", active=True))
    publish(page)
    assert [version.sign_offs.first().workflow.name for version in ProcedureVersion.objects.order_by("number")] == [
        "Sign-off",
        "Directors",
    ]


def test_a_stage_may_name_its_workflow(page):
    directors = Workflow.objects.create(name="Directors", active=True)
    page.stages[1].value["sign_off"] = "Directors"
    publish(page)
    assert ProcedureVersion.objects.get().sign_offs.get(stage_key="stage-2").workflow == directors


@pytest.mark.parametrize(
    "names, why",
    [
        ([], "No active workflow is called “Directors”."),
        (["Directors", "Directors"], "2 active workflows are called “Directors”. Rename all but one."),
    ],
)
def test_a_name_that_is_not_one_workflow_is_refused(page, names, why):
    for name in names:
        Workflow.objects.create(name=name, active=True)
    page.stages[1].value["sign_off"] = "Directors"
    with pytest.raises(PublishRefused) as refused:
        publish(page)
    assert str(refused.value) == f"Stages, Stage 2, Sign-off: {why}"


def test_a_workflow_that_is_switched_off_signs_nothing(page, workflow):
    workflow.active = False
    workflow.save()
    with pytest.raises(PublishRefused, match="choose one for the whole site"):
        publish(page)


def test_a_guide_that_opens_no_case_needs_no_sign_off(page):
    factories.settings(sign_off_workflow=None)
    page.fill(factories.two_stages(kinds=()))
    publish(page)
    version = ProcedureVersion.objects.get()
    assert (version.terms.kinds, version.sign_offs.count()) == ((), 0)


def test_a_broken_page_is_refused_by_name_of_block_and_field(page):
    break_(page)
    with pytest.raises(PublishRefused) as refused:
        publish(page)
    assert str(refused.value).startswith("Stages, Stage 1, Timescales 2, Within: “soon” is not a length of time.")
    assert not ProcedurePage.objects.get().live


def test_a_broken_page_cannot_be_scheduled(page):
    break_(page).go_live_at = conf.now() + timedelta(days=1)
    with pytest.raises(PublishRefused):
        publish(page)
    assert page.revisions.get().approved_go_live_at is None


def test_a_schedule_that_became_impossible_is_called_off_and_the_rest_of_the_site_goes_on(page, home, workflow):
    page.go_live_at = conf.now() + timedelta(days=1)
    publish(page)
    home.go_live_at = conf.now() + timedelta(days=1)
    home.title = "Wenbury Council, renewed"
    home.save_revision().publish()
    for revision in (page.revisions.get(), home.revisions.get()):
        revision.content["go_live_at"] = (conf.now() - timedelta(minutes=1)).isoformat()
        revision.approved_go_live_at = conf.now() - timedelta(minutes=1)
        revision.save()
    workflow.active = False
    workflow.save()

    call_command("publish_scheduled")

    home.refresh_from_db()
    assert home.title == "Wenbury Council, renewed"
    assert not ProcedurePage.objects.get().live
    assert page.revisions.get().approved_go_live_at is None
    entry = PageLogEntry.objects.get(action="wagtail_complaints.publish_refused")
    assert "Stages, Stage 1, Sign-off" in entry.data["reason"]
    assert not ModelLogEntry.objects.filter(action="wagtail_complaints.publish_refused").exists()


def test_a_scheduled_page_writes_its_version_on_the_day_it_goes_live(page):
    page.go_live_at = conf.now() + timedelta(days=1)
    publish(page)
    assert not ProcedureVersion.objects.exists()
    revision = page.revisions.get()
    revision.content["go_live_at"] = (conf.now() - timedelta(minutes=1)).isoformat()
    revision.approved_go_live_at = conf.now() - timedelta(minutes=1)
    revision.save()
    call_command("publish_scheduled")
    assert ProcedureVersion.objects.get().published_on == conf.today()


def test_unpublishing_takes_the_procedure_out_of_use_and_publishing_brings_it_back(page):
    page = publish(page)
    page.unpublish()
    assert not Procedure.objects.get().is_live
    publish(ProcedurePage.objects.get())
    assert (Procedure.objects.get().is_live, ProcedureVersion.objects.count()) == (True, 1)


def test_deleting_the_page_leaves_the_procedure_and_its_versions(page):
    publish(page).delete()
    procedure = Procedure.objects.get()
    assert (procedure.page_id, procedure.is_live, procedure.versions.count()) == (None, False, 1)


def test_moving_the_page_changes_nothing(page, home):
    page = publish(page)
    elsewhere = home.add_child(instance=ProcedurePage(title="Elsewhere", slug="elsewhere", live=False))
    page.move(elsewhere, pos="last-child")
    procedure = Procedure.objects.get()
    assert (procedure.page_id, procedure.is_live, procedure.versions.count()) == (page.pk, True, 1)


def test_a_new_page_takes_up_the_name_that_a_deleted_one_left(page, home):
    publish(page).delete()
    successor = ProcedurePage(slug="new", live=False)
    successor.fill(factories.two_stages(time_limit=Length.parse("12 months")))
    publish(home.add_child(instance=successor))
    procedure = Procedure.objects.get()
    assert (procedure.page_id, procedure.is_live, procedure.latest_version.number) == (successor.pk, True, 2)


def test_a_copy_needs_a_name_of_its_own(page, home):
    page = publish(page)
    copy = page.copy(update_attrs={"slug": "copy", "title": "A copy"}, keep_live=True)
    copy = ProcedurePage.objects.get(pk=copy.pk)
    assert (copy.procedure_slug, copy.live, Procedure.objects.count()) == ("", False, 1)
    with pytest.raises(PublishRefused, match="Give the procedure a short name of its own"):
        publish(copy)


def test_two_pages_cannot_publish_one_name(page, home):
    publish(page)
    other = ProcedurePage(slug="other", live=False)
    other.fill(factories.two_stages())
    with pytest.raises(PublishRefused, match="Short name: Another page publishes"):
        publish(home.add_child(instance=other))


def test_a_published_name_never_changes(page):
    page = publish(page)
    page.procedure_slug = "renamed"
    with pytest.raises(PublishRefused, match="known as “plain” in its cases"):
        publish(page)


def test_another_document_leaves_the_reasons_of_a_stage_that_stays(page):
    page.stages[0].value["differs"] = [{"finding": "too-long:responded", "reason": "We are few."}]
    page.stages[1].value["differs"] = [{"finding": "gate", "reason": "They may refuse."}]
    page.save()
    page = ProcedurePage.objects.get()
    first, second = factories.two_stages().stages
    page.fill(replace(factories.two_stages(), stages=(first, replace(second, key="stage-two"))))
    page.save()
    assert ProcedurePage.objects.get().reasons().stages == {
        "stage-1": {"too-long:responded": "We are few."},
        "stage-two": {},
    }
