"""One invented case, and all that an outsider could ask of it.

It is made by the verbs, in a transaction that is rolled back.
"""

import re
from dataclasses import dataclass
from datetime import date

from ... import roles
from ...models import (
    Case,
    Response,
    Submission,
)
from . import staff
from .arguments import values
from .invented_case import invented_case, submissions_beside, waiting_response
from .words import BIRD, INBOX_BIRD


@dataclass(frozen=True)
class Canary:
    """The case, those who work on it, and what the arguments of addresses may name."""

    case: Case
    response: Response
    waiting: Submission
    handled: Submission
    manager: object
    author: object
    signer: object
    values: dict
    on: date

    def secret(self, user=None) -> re.Pattern:
        """Return what an outsider may not read: any of the words, or the reference; with the inbox, less of it."""
        words, references = [rf"{BIRD}[a-z]+"], [self.case.reference]
        if user is None or not user.has_perm("wagtail_complaints.view_submission"):
            words.append(rf"{INBOX_BIRD}[a-z]+")
            references += [self.waiting.reference, self.handled.reference]
        return re.compile("|".join([*words, *map(re.escape, references)]))

    @property
    def searches(self) -> tuple[str, ...]:
        return BIRD, self.case.reference[:9]


def make(on: date) -> Canary:
    """Make the case, received two weeks before the day `on`, and everything that hangs on it."""
    manager = staff.in_role(roles.MANAGER)
    author = staff.in_role(roles.INVESTIGATOR)
    workflow, signer = staff.sign_off()
    case = invented_case(manager, author, workflow, on)
    response = waiting_response(case, author, signer)
    waiting, handled = submissions_beside(case, manager, on)
    named = values(case, response, waiting, handled, workflow, on)
    return Canary(case, response, waiting, handled, manager, author, signer, named, on)
