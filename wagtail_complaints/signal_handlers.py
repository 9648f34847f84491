"""Which of Wagtail's and Django's signals does the app answer? One line each, that calls an action."""

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.models import Task, Workflow, WorkflowState
from wagtail.signals import (
    page_published,
    page_unpublished,
    task_rejected,
    task_submitted,
    workflow_approved,
)

from . import conf
from .actions import case_words, procedures, responses, sign_off_notices, sign_off_runs
from .letters import outbox
from .models import Case, Party, PointOfComplaint, ProcedureVersion, Submission, SubmissionHandling
from .models.audit import acting_user
from .signals import letter_queued, response_issued
from .workflows import SignOff


@receiver(letter_queued)
def send_at_once(letter, **kwargs):
    if conf.setting("WAGTAIL_COMPLAINTS_SEND_AT_ONCE"):
        outbox.deliver(letter.pk, at=conf.now())


@receiver(page_published)
def write_a_version(sender, instance, **kwargs):
    procedures.page_published(instance, by=acting_user(), on=conf.today())


@receiver(page_unpublished)
def take_out_of_use(sender, instance, **kwargs):
    procedures.page_unpublished(instance)


@receiver(post_save, sender=ProcedureVersion)
def ask_what_the_procedure_asks(instance, **kwargs):
    for form in instance.procedure.feedback_forms.all():
        form.keep_version()


@receiver(workflow_approved)
def issue_what_was_signed(instance, user, **kwargs):
    if hasattr(instance, "sign_off_run"):
        responses.issue(instance.sign_off_run.response, by=user, on=conf.today())


@receiver(task_submitted, sender=SignOff)
def ask_the_signers(instance, user, **kwargs):
    sign_off_notices.ask(instance, by=user, on=conf.today())


@receiver(task_rejected, sender=SignOff)
def tell_the_author_what_to_change(instance, user, **kwargs):
    sign_off_notices.tell_sent_back(instance, by=user, on=conf.today())


@receiver(response_issued)
def tell_the_author_it_went_out(instance, by, **kwargs):
    sign_off_notices.tell_issued(instance, by=by, on=conf.today())


@receiver(pre_save)
def stop_what_waits_on_a_step_switched_off(sender, instance, **kwargs):
    if isinstance(instance, Task) and instance.pk and not instance.active:
        sign_off_runs.end_of_step(instance, by=None)


@receiver(post_save, sender=Workflow)
def stop_what_waits_in_a_workflow_switched_off(instance, **kwargs):
    if not instance.active:
        sign_off_runs.end_of_workflow(instance, by=None)


@receiver(pre_save, sender=WorkflowState)
def hold_the_case_of_a_sign_off_that_ends(instance, **kwargs):
    sign_off_runs.hold_the_case(instance)


@receiver([post_save, post_delete], sender=Case)
@receiver([post_save, post_delete], sender=SubmissionHandling)
def say_whether_it_waits(instance, created=True, **kwargs):
    if created:
        Submission.objects.filter(pk=instance.submission_id).keep_waiting()


@receiver(post_save, sender=WorkflowState)
def say_whether_the_case_waits_for_a_signature(instance, **kwargs):
    sign_off_runs.moved(instance)


@receiver(post_save, sender=Case)
def find_the_case_by_what_it_is_about(instance, **kwargs):
    case_words.changed(instance.pk)


@receiver([post_save, post_delete], sender=Party)
@receiver([post_save, post_delete], sender=PointOfComplaint)
def find_the_case_by_its_people_and_points(instance, **kwargs):
    case_words.changed(instance.case_id)
