"""Who may sign a letter? Somebody who neither wrote it nor has an earlier decision of their own to defend.

People are whatever identifies them (the app uses primary keys); None is nobody, and may not sign.

Source: Local Government and Social Care Ombudsman, Complaint Handling Code (2024), 5.6 and 6.11: the person who
considers a complaint at the second stage must not be the person who considered it at the first.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from .terms import Entry, Stage

Person = Hashable


class Bar(StrEnum):
    """Why somebody may not sign. Nobody can waive the first three."""

    UNKNOWN = "unknown"
    WROTE = "wrote"
    ASKED = "asked"
    SIGNED_ANOTHER_STEP = "signed-another-step"
    DECIDED_BEFORE = "decided-before"
    SIGNED_BEFORE = "signed-before"


@dataclass(frozen=True, slots=True)
class Hands:
    """Whose hands a letter, and the stages before it, have been through."""

    wrote: frozenset[Person] = frozenset()
    asked: frozenset[Person] = frozenset()
    signed_this_run: frozenset[Person] = frozenset()
    decided_before: frozenset[Person] = frozenset()
    signed_before: frozenset[Person] = frozenset()

    def bars(self, person: Person) -> tuple[Bar, ...]:
        """Return every reason why `person` may not sign; none means that they may."""
        if person is None:
            return (Bar.UNKNOWN,)
        hands = {
            Bar.WROTE: self.wrote,
            Bar.ASKED: self.asked,
            Bar.SIGNED_ANOTHER_STEP: self.signed_this_run,
            Bar.DECIDED_BEFORE: self.decided_before,
            Bar.SIGNED_BEFORE: self.signed_before,
        }
        return tuple(bar for bar, people in hands.items() if person in people)

    def may_sign(self, person: Person) -> bool:
        return not self.bars(person)


def unsigned_steps(required: Iterable[Hashable], signed: dict[Hashable, Person], hands: Hands) -> tuple:
    """Return the required steps that nobody independent signed, or that share their signer with another.

    `signed` gives the person who signed exactly this text at each step.
    """
    before_signing = replace(hands, signed_this_run=frozenset())
    signers = list(signed.values())
    return tuple(
        step
        for step in required
        if step not in signed or not before_signing.may_sign(signed[step]) or signers.count(signed[step]) > 1
    )


def answers_for(stage: Stage) -> bool:
    """Return whether whoever decided this stage took a decision that a later stage looks at again."""
    return stage.entry != Entry.OFFER
