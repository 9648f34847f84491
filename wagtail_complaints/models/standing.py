"""Where does a case stand, in a word? Worked out of the facts in the database, here alone.

`Case.standing` keeps the answer: `actions.rebuilding` writes it after every move, a sign-off whenever it begins or
ends, and `complaints_recompute` puts right what should differ all the same.
"""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from ..procedure.terms import ENDING, Event


class Standing(models.TextChoices):
    NEW = "new", _("New, to be triaged")
    AT_GATE = "at-gate", _("Next stage to be decided")
    SIGN_OFF = "sign-off", _("Waiting for sign-off")
    ON_HOLD = "on-hold", _("On hold")
    ANSWERED = "answered", _("Answered")
    IN_HAND = "in-hand", _("In hand")
    CLOSED = "closed", _("Closed")


def of_a_case():
    """Return the expression that says where a case stands: the first that is so."""
    return models.Case(
        When(closed_on__isnull=False, then=Value(Standing.CLOSED.value)),
        When(triaged_on=None, then=Value(Standing.NEW.value)),
        When(_waits_for_sign_off(), then=Value(Standing.SIGN_OFF.value)),
        When(Q(current_stage__ended_on__isnull=False) | _event(ENDING), then=Value(Standing.ANSWERED.value)),
        When(waits_at_the_gate(), then=Value(Standing.AT_GATE.value)),
        When(_is_on_hold(), then=Value(Standing.ON_HOLD.value)),
        default=Value(Standing.IN_HAND.value),
        output_field=models.CharField(),
    )


def waits_for_lateness():
    """Return the expression for an open case that came late and that nobody has decided to take on."""
    taken_on = _model("LatenessDecision").objects.filter(
        case=OuterRef("pk"), case_stage=None, is_current=True, is_taken_on=True
    )
    is_late = Q(closed_on=None, in_time_until__lt=models.F("received_on"))
    return models.ExpressionWrapper(is_late & ~Exists(taken_on), output_field=models.BooleanField())


def _model(name: str):
    return apps.get_model("wagtail_complaints", name)


def _event(events):
    found = _model("StageEvent").objects.current()
    return Exists(found.filter(case_stage=OuterRef("current_stage"), event__in=[str(event) for event in events]))


def _is_on_hold():
    return Exists(_model("Hold").objects.current().filter(case_stage=OuterRef("current_stage"), to_on=None))


def _waits_for_sign_off():
    response = _model("Response")
    asked = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(response),
        object_id=Cast(OuterRef("pk"), models.CharField()),
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    return Exists(response.objects.filter(Exists(asked), case_stage__case=OuterRef("pk"), live=False))


def waits_at_the_gate():
    """A stage that was asked for and goes ahead only when somebody has said so, which nobody has."""
    return Q(current_stage__has_gate=True, current_stage__ended_on=None) & ~_event([Event.ACCEPTED, *ENDING])
