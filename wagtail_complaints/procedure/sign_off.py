"""Who may sign a letter? Somebody who neither wrote it nor has an earlier decision of their own to defend.

People are whatever identifies them (the app uses primary keys); None is nobody, and may not sign.

Source: Local Government and Social Care Ombudsman, Complaint Handling Code (2024), 5.6 and 6.11: the person who
considers a complaint at the second stage must not be the person who considered it at the first.
"""

from collections.abc import Hashable, Iterable, Mapping
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
    RULED_OUT = "ruled-out"


@dataclass(frozen=True, slots=True)
class Hands:
    """Whose hands a letter, and the stages before it, have been through.

    `ruled_out` are those who may not sign by a rule of the procedure or its law; `let_off`, those for whom the rule
    about earlier decisions was set aside.
    """

    wrote: frozenset[Person] = frozenset()
    asked: frozenset[Person] = frozenset()
    signed_this_run: frozenset[Person] = frozenset()
    decided_before: frozenset[Person] = frozenset()
    signed_before: frozenset[Person] = frozenset()
    ruled_out: frozenset[Person] = frozenset()
    let_off: frozenset[Person] = frozenset()

    def bars(self, person: Person) -> tuple[Bar, ...]:
        """Return every reason why `person` may not sign; none means that they may."""
        if person is None:
            return (Bar.UNKNOWN,)
        hands = {
            Bar.WROTE: self.wrote,
            Bar.ASKED: self.asked,
            Bar.SIGNED_ANOTHER_STEP: self.signed_this_run,
            Bar.DECIDED_BEFORE: self.decided_before - self.let_off,
            Bar.SIGNED_BEFORE: self.signed_before - self.let_off,
            Bar.RULED_OUT: self.ruled_out,
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


def short_of_signers(signers: Mapping[Hashable, Iterable[Person]]) -> tuple:
    """Return the steps that have too few people between them, since nobody signs two; none where all can be signed.

    `signers` gives who may sign each step. Where one step finds nobody left, the steps it competes with come too.
    """
    given: dict[Person, Hashable] = {}
    for step in signers:
        asked: dict[Person, None] = {}
        if not _finds_one(step, signers, given, asked):
            rivals = {given[person] for person in asked} | {step}
            return tuple(each for each in signers if each in rivals)
    return ()


def _finds_one(step: Hashable, signers: Mapping, given: dict[Person, Hashable], asked: dict[Person, None]) -> bool:
    """Give the step a signer of its own; where they are all taken, another step may have to give one up."""
    for person in signers[step]:
        if person in asked:
            continue
        asked[person] = None
        if person not in given or _finds_one(given[person], signers, given, asked):
            given[person] = step
            return True
    return False


def answers_for(stage: Stage) -> bool:
    """Return whether whoever decided this stage took a decision that a later stage looks at again."""
    return stage.entry != Entry.OFFER
