"""How does somebody sign a letter? A step of a Wagtail workflow, with what Wagtail leaves open closed.

Everything is checked again here, under locks, from the task state's own letter: Wagtail's views ask about the
object named in the URL, trust what the browser sends and let two people decide one step.
"""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState

from ..procedure.journey import MoveRefused
from .forms import SendBackForm, SignForm
from .locks import SignOffLock
from .runs import SignOffRun
from .steps import SignOff

APPROVE, REJECT = "approve", "reject"
FORMS = {APPROVE: SignForm, REJECT: SendBackForm}


class SignOffTask(AbstractGroupApprovalTask):
    """A step that one member of its groups signs, who is independent of the letter.

    Superusers have no signature of their own: they sign as members of the group, or not at all.
    """

    task_state_class = SignOff
    lock_class = SignOffLock

    class Meta:
        verbose_name = gettext_lazy("Sign-off of a complaint response")
        verbose_name_plural = gettext_lazy("Sign-offs of complaint responses")

    @classmethod
    def get_description(cls):
        return _("Members of the chosen groups sign exactly the text they read; nobody signs their own letter")

    def start(self, workflow_state, user=None):
        if not hasattr(workflow_state.content_object, "hands"):
            raise MoveRefused(_("“%(step)s” is a step for responses to complaints.") % {"step": self})
        SignOffRun.of(workflow_state)
        return super().start(workflow_state, user=user)

    def members(self):
        """Return those who sign this step, whatever the letter, the accounts being closed or not."""
        return get_user_model().objects.filter(groups__in=self.groups.all()).distinct()

    def names_of(self, user) -> list:
        """Return in whose name `user` could sign this step: their own first, then those they stand in for."""
        if not user.is_active:
            return []
        stood_in_for = _deputies().of_today().filter(deputy=user).values("person")
        members = self.members()
        return [*members.filter(pk=user.pk), *members.filter(pk__in=stood_in_for).order_by("pk")]

    def in_whose_name(self, response, user):
        """Return whose signature `user` may give to `response`, or None. What bars either of them bars both."""
        names = self.names_of(user)
        if not names:
            return None
        hands, is_open = response.hands(), response.is_open_to
        if not (hands.may_sign(user.pk) and is_open(user)):
            return None
        return next((name for name in names if hands.may_sign(name.pk) and is_open(name)), None)

    def may_sign(self, response, user) -> bool:
        return self.in_whose_name(response, user) is not None

    def signers(self, response, *, asked_by=None) -> list:
        """Return everybody who may sign this step of `response`, were `asked_by` to ask for it."""
        deputies = _deputies().of_today().filter(person__in=self.members().values("pk")).values("deputy")
        members = models.Q(pk__in=self.members().values("pk"))
        asked = get_user_model().objects.filter(members | models.Q(pk__in=deputies), is_active=True).order_by("pk")
        return [user for user in asked if user != asked_by and self.may_sign(response, user)]

    def get_actions(self, obj, user):
        if not self.may_sign(obj, user):
            return []
        return [(APPROVE, _("Sign"), True), (REJECT, _("Send back"), True)]

    def get_form_for_action(self, action):
        return FORMS.get(action) or super().get_form_for_action(action)

    def get_template_for_action(self, action):
        return "wagtail_complaints/responses/sign_modal.html"

    def locked_for_user(self, obj, user):
        return True

    def user_can_lock(self, obj, user):
        return False

    def user_can_access_editor(self, obj, user):
        return self.may_sign(obj, user)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        if not self.names_of(user):
            return waiting.none()
        runs = SignOffRun.objects.filter(workflow_state__current_task_state__in=waiting).select_related("response")
        signable = [run for run in runs if self.may_sign(run.response, user)]
        return waiting.filter(workflow_state__in=[run.workflow_state_id for run in signable])

    @transaction.atomic
    def on_action(self, task_state, user, action_name, /, **given):
        """Sign the letter or send it back.

        Raises: PermissionDenied to who may not; MoveRefused where the step is decided, the letter on the screen is
        not the one that waits, or the form is incomplete.
        """
        response = task_state.workflow_state.content_object.for_update()
        sign_off = self._waiting(task_state)
        if action_name not in FORMS or not self.may_sign(response, user):
            raise PermissionDenied(_("You may not sign this letter."))
        form = FORMS[action_name](given)
        if not form.is_valid():
            raise MoveRefused(" ".join(message for errors in form.errors.values() for message in errors))
        if action_name == APPROVE:
            self._sign(sign_off, response, user, form.cleaned_data)
        else:
            self._send_back(sign_off, response, user, form.cleaned_data["comment"])

    def _waiting(self, task_state) -> SignOff:
        """Return the step as it is now, its run locked. Raises: MoveRefused where it is decided already."""
        run = WorkflowState.objects.select_for_update(of=("self",)).get(pk=task_state.workflow_state_id)
        waiting = SignOff.objects.filter(task=self.pk, status=TaskState.STATUS_IN_PROGRESS)
        sign_off = waiting.filter(pk=task_state.pk).first()
        is_current = sign_off is not None and run.current_task_state_id == sign_off.pk
        if not is_current or run.status != WorkflowState.STATUS_IN_PROGRESS:
            raise MoveRefused(_("This step has been decided already."))
        sign_off.workflow_state = run
        return sign_off

    def _sign(self, sign_off, response, user, said):
        text = response.digest_of(response.get_latest_revision())
        if text != sign_off.workflow_state.sign_off_run.digest:
            raise MoveRefused(_("The letter, or a point it answers, changed after it was submitted. Send it back."))
        if said["seen"] != text:
            raise MoveRefused(_("The letter on your screen is not the one that waits for you. Read it again."))
        sign_off.digest = text
        self._put_name(sign_off, response, user)
        response.record(_("Signed: %(step)s") % {"step": self}, by=user)
        sign_off.approve(user=user, comment=said["comment"])

    def _send_back(self, sign_off, response, user, comment):
        """End the run: the next attempt starts afresh, so that no signature outlives the text it was given to."""
        self._put_name(sign_off, response, user)
        response.record(_("Sent back: %(step)s") % {"step": self}, by=user)
        sign_off.reject(user=user, comment=comment)
        sign_off.workflow_state.cancel(user=user)

    def _put_name(self, sign_off, response, user):
        """Say who decides and, where it is in somebody’s place, in whose."""
        sign_off.signer_name = _name(user)
        person = self.in_whose_name(response, user)
        if person != user:
            sign_off.signed_for = person
            names = {"deputy": sign_off.signer_name, "person": _name(person)}
            sign_off.signer_name = _("%(deputy)s, for %(person)s") % names


def _name(user) -> str:
    return user.get_full_name() or user.get_username()


def _deputies():
    return apps.get_model("wagtail_complaints", "Deputy").objects
