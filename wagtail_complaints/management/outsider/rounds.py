"""Does any role of this site get to see what is closed to it? One round for each, and what came of it.

Nothing that a round does lasts: the caller rolls it back.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.apps import apps
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings

from ...actions import complained_about, restrictions
from ...models import Case
from . import canary as canaries
from . import staff
from .addresses import Address, every_address
from .payload import payload
from .walk import Answer, Walk

ALONE = {
    "ALLOWED_HOSTS": ["*"],
    "SECURE_SSL_REDIRECT": False,
    "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
    "SESSION_ENGINE": "django.contrib.sessions.backends.db",
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}},
}
"""Settings under which a walk reaches nothing outside the database: no mail, no cache."""


@dataclass
class Round:
    """What one person met: `closed` says why the case is closed to them."""

    who: str
    closed: str
    asked: int = 0
    leaks: list[Answer] = field(default_factory=list)
    failures: list[Answer] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    not_asked: dict[str, str] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        return not (self.leaks or self.changed)


@contextmanager
def alone():
    """Keep the walk to itself, and what the site writes into its log out of the report."""
    logging.disable(logging.CRITICAL)
    try:
        with override_settings(**ALONE):
            yield
    finally:
        logging.disable(logging.NOTSET)


def rounds(
    *, on: date, only: str = "", leave_out: str = "", who: str = "", is_quick: bool = False
) -> Iterator[Round]:
    """Yield the round of each walker, as it ends. The expressions match names of addresses, and of walkers."""
    canary = canaries.make(on)
    for name, user in list(staff.walkers()):
        if re.search(who, name):
            with transaction.atomic():
                yield _round(canary, name, user, _addresses(only, leave_out), is_quick)
                transaction.set_rollback(True)


def _round(canary, name: str, user, addresses: list[Address], is_quick: bool) -> Round:
    found = Round(name, close(canary, user))
    before = counts(canary.case)
    walked = walk(canary, user, is_quick=is_quick, is_patient=True, not_asked=found.not_asked)
    for answer in walked.answers(addresses):
        found.asked += 1
        if answer.words or answer.leads_elsewhere:
            found.leaks.append(answer)
        if answer.status >= 500 and answer.is_ours:
            found.failures.append(answer)
    after = counts(canary.case)
    found.changed = sorted(label for label in before if before[label] != after[label])
    return found


def _addresses(only: str, leave_out: str) -> list[Address]:
    return [each for each in every_address() if _is_chosen(each, only, leave_out)]


def _is_chosen(address: Address, only: str, leave_out: str) -> bool:
    name = address.name or address.route
    return bool(re.search(only, name)) and not (leave_out and re.search(leave_out, name))


def walk(canary, user, **options) -> Walk:
    """Return the walk of this person (None: a visitor) past the case."""
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return Walk(client, canary.values, canary.secret(user), canary.searches, ({}, payload(canary)), **options)


def close(canary, user) -> str:
    """See to it that the case is closed to this person, by the weakest means that does, and return which."""
    if user is None or not _sees(canary, user):
        return "not their case"
    restrictions.restrict(canary.case, to=[], reason="For the walk.", by=None, on=canary.on)
    if not _sees(canary, user):
        return "restricted"
    complained_about.record(canary.case, user=user, by=None, on=canary.on)
    return "complained about"


def _sees(canary, user) -> bool:
    return Case.objects.visible_to(user).filter(pk=canary.case.pk).exists()


def counts(case: Case) -> dict[str, int]:
    """Return how many rows of each kind the case has, those of its history included: every change adds one."""
    found = {Case.history.model._meta.label: Case.history.filter(id=case.pk).count()}
    for model in apps.get_app_config("wagtail_complaints").get_models():
        path = getattr(model._default_manager.all(), "case_path", None)
        if path:
            found[model._meta.label] = model._default_manager.filter(**{path: case.pk}).count()
            if hasattr(model, "history"):
                found[model.history.model._meta.label] = model.history.filter(**{path: case.pk}).count()
    return found
