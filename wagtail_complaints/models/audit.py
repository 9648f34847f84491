"""Who changed this fact, through which door, and why? django-simple-history, with the actor's name kept.

Units: `history_date` is an instant; the day that the law cares about is always a field of the fact itself.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from django.db import models
from django.dispatch import receiver
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from simple_history.manager import HistoryDescriptor
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record


class Acting(NamedTuple):
    user: object | None
    reason: str


_acting: ContextVar[Acting | None] = ContextVar("wagtail_complaints_acting", default=None)
_outsider: ContextVar[str] = ContextVar("wagtail_complaints_outsider", default="")


@contextmanager
def acting(user, reason=""):
    """Attribute every fact recorded inside to `user` (None: the system), with a reason.

    simple-history's own `_history_user` and `_change_reason` stick to an instance and leak into its
    next save; this does not outlive the block.
    """
    token = _acting.set(Acting(user, reason))
    try:
        yield
    finally:
        _acting.reset(token)


@contextmanager
def as_outsider(name):
    """Attribute what no account does inside to somebody outside the council, by their part: never by their name.

    History outlives the personal data of a case.
    """
    token = _outsider.set(str(name))
    try:
        yield
    finally:
        _outsider.reset(token)


def _current_user(request=None, **kwargs):
    current = _acting.get()
    user = current.user if current else getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def acting_user():
    """Return who acts now: from `acting`, else from the request that simple-history's middleware saw."""
    return _current_user(getattr(HistoricalRecords.context, "request", None))


def actor_name(user) -> str:
    """Return what the trail calls this person, so that it still says so when the account is gone."""
    if user is None:
        return _outsider.get() or str(_("The system"))
    return user.get_full_name() or user.get_username()


class ActorNamed(models.Model):
    actor_name = models.CharField(max_length=255, default="")

    class Meta:
        abstract = True


class MadeOnce(HistoryDescriptor):
    """Give the manager of a history without making its class anew, as simple-history does each time it is asked."""

    def __get__(self, instance, owner):
        return self._manager_class(self.model, instance)

    @cached_property
    def _manager_class(self):
        return self.manager_class.from_queryset(self.queryset_class)


class AuditTrail(HistoricalRecords):
    """The history of one model. Facts are superseded and never deleted, so nothing cascades."""

    def __init__(self, **options):
        super().__init__(
            bases=[ActorNamed],
            get_user=_current_user,
            history_change_reason_field=models.TextField(null=True),
            **options,
        )

    def finalize(self, sender, **kwargs):
        """Say of the models of history where they are: simple-history names the app, where they are not found."""
        super().finalize(sender, **kwargs)
        found = vars(sender).get(self.manager_name)
        if type(found) is HistoryDescriptor:
            joining = [made for field, made in self.m2m_models.items() if field.model is sender]
            for made in (found.model, *joining):
                made.__module__ = self.module
            made_once = MadeOnce(found.model, found.manager_class, found.queryset_class)
            setattr(sender, self.manager_name, made_once)

    def copy_fields(self, model):
        """Return the fields to keep; a child of a draft becomes a plain row that points to its parent."""
        fields = super().copy_fields(model)
        for field in fields.values():
            if isinstance(field, ParentalKey):
                field.__class__ = models.ForeignKey
        return fields

    def get_change_reason_for_object(self, instance, history_type, using):
        current = _acting.get()
        return (current.reason if current else "") or None


@receiver(pre_create_historical_record)
def _name_the_actor(sender, history_instance, history_user=None, **kwargs):
    if isinstance(history_instance, ActorNamed):
        history_instance.actor_name = actor_name(history_user)


def keep_history(rows: list[models.Model], *, is_change: bool = False):
    """Keep the history of rows of one model that were saved in bulk, which sends no signal for each."""
    if not rows:
        return
    user, current = acting_user(), _acting.get()
    type(rows[0]).history.bulk_history_create(
        rows,
        update=is_change,
        default_user=user,
        default_change_reason=(current.reason if current else "") or None,
        custom_historical_attrs={"actor_name": actor_name(user)},
    )
