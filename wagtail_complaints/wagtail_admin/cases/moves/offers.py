"""Which moves does the case page offer this officer, which not yet, and why? The journey's answers, as links."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ....actions.moves import PERMISSIONS
from ....models import Case
from ....procedure.journey import Move, State, Verb, moves
from ....procedure.terms import Event
from .stages import request_label
from .urls import DOORS

LABELS = {
    Verb.TRIAGE: _("Triage"),
    Verb.PASS_ON: _("Pass on a concern about safety"),
    Verb.REDIRECT: _("Redirect"),
    Verb.SERVICE_REQUEST: _("Hand over as a service request"),
    Verb.SPLIT: _("Split the case"),
    Verb.MERGE: _("Merge with another case"),
    Verb.LINK: _("Link with another case"),
    Verb.ACKNOWLEDGE: _("Acknowledge"),
    Verb.ASSIGN: _("Assign"),
    Verb.APPOINT: _("Appoint somebody"),
    Verb.RECORD_EVENT: _("Record something that happened"),
    Verb.DRAFT_RESPONSE: _("Draft the response"),
    Verb.CORRECT_RESPONSE: _("Correct the response"),
    Verb.EXTEND: _("Give a later date"),
    Verb.HOLD: _("Put on hold"),
    Verb.END_HOLD: _("End the hold"),
    Verb.SET_DATE: _("Set a date"),
    Verb.SEND_STATEMENT: _("Send the statement of complaint"),
    Verb.ANSWER_STATEMENT: _("Record the answer to the statement"),
    Verb.END_OFFER: _("Record that it came to nothing"),
    Verb.REFER_EARLY: _("Refer it early"),
    Verb.RETURN_REFERRAL: _("Record that it was sent back"),
    Verb.ARRANGE_PANEL: _("Arrange the panel’s meeting"),
    Verb.SEND_PAPERS: _("Record papers sent to the panel"),
    Verb.RECORD_MEETING: _("Record the panel’s meeting"),
    Verb.RECOMMEND: _("Record a recommendation"),
    Verb.ANSWER_RECOMMENDATION: _("Answer a recommendation"),
    Verb.ACCEPT: _("Accept the request"),
    Verb.REFUSE: _("Refuse the request"),
    Verb.WITHDRAW: _("Withdraw the complaint"),
    Verb.CLOSE: _("Close the case"),
    Verb.REOPEN: _("Reopen the case"),
    Verb.DECIDE_LATENESS: _("Decide about the late complaint"),
    Verb.CORRECT_RECEIVED: _("Correct the date of receipt"),
    Verb.CORRECT_HAPPENED: _("Correct the day it happened"),
}

FORWARD = (
    Verb.TRIAGE,
    Verb.ACCEPT,
    Verb.REFUSE,
    Verb.ACKNOWLEDGE,
    Verb.END_HOLD,
    Verb.DRAFT_RESPONSE,
)
"""The moves that take a case forward, in order: the first offered is the one to make next."""


DRAFTING = (Verb.DRAFT_RESPONSE, Verb.CORRECT_RESPONSE)
"""The moves that open a letter in the editor."""


@dataclass(frozen=True, slots=True)
class Offer:
    verb: Verb
    label: str
    stage: str
    stage_name: str
    url: str
    why_not: str = ""

    @property
    def place(self) -> str:
        """Return the stage of the move, unless its label says so already."""
        return "" if self.stage_name in self.label else self.stage_name


@dataclass(frozen=True, slots=True)
class Refused:
    """Moves that cannot be made now for one and the same reason."""

    reason: str
    offers: tuple[Offer, ...]


@dataclass
class Offers:
    """The moves of a case. `first` is the one to make next, where there is one.

    `urgent` is the one that cannot wait, where the procedure knows of such matters and nobody has looked yet.
    """

    first: Offer | None = None
    urgent: Offer | None = None
    of_the_case: list[Offer] = field(default_factory=list)
    of_stages: dict[str, list[Offer]] = field(default_factory=dict)
    not_yet: list[Offer] = field(default_factory=list)

    @property
    def refused(self) -> list[Refused]:
        """Return what cannot be done now by its reason, each said once, in the order in which it first comes."""
        found: dict[str, list[Offer]] = {}
        for offer in self.not_yet:
            found.setdefault(offer.why_not, []).append(offer)
        return [Refused(reason, tuple(offers)) for reason, offers in found.items()]

    def leave_out(self, shown: Offer | None):
        """Show a move once, on its own."""
        for listed in (self.of_the_case, *self.of_stages.values()):
            if shown in listed:
                listed.remove(shown)
        self.of_stages = {stage: listed for stage, listed in self.of_stages.items() if listed}


def offers(case: Case, state: State, may: Callable[[str], bool], *, named: Verb | None = None) -> Offers:
    """Return what may be done with the case now, and what later, with the reason why not now.

    `may` tells which permissions somebody has with the case. `named` is the move that the head of the page asks
    for: it comes first, and where it is not theirs, none does.
    """
    found = Offers()
    names = {stage.key: stage.name for stage in case.terms.stages}
    for offer in _once(case, moves(state), names, may):
        if offer.why_not:
            found.not_yet.append(offer)
        elif offer.stage:
            found.of_stages.setdefault(names[offer.stage], []).append(offer)
        else:
            found.of_the_case.append(offer)
    offered = [*found.of_the_case, *(offer for each in found.of_stages.values() for offer in each)]
    found.first = _asked_for(named, offered, state) if named else _next(offered, state)
    found.leave_out(found.first)
    found.urgent = _cannot_wait(found.of_the_case, state)
    found.leave_out(found.urgent)
    return found


def _next(offered: list[Offer], state: State) -> Offer | None:
    """Return the move to make next: none that was made, that nobody waits for, or that only an appeal brings."""
    waiting = (
        o for o in offered if o.verb in FORWARD and o.stage not in state.refused and _is_waited_for(o, state)
    )
    return min(waiting, key=lambda offer: FORWARD.index(offer.verb), default=None)


def _asked_for(named: Verb, offered: list[Offer], state: State) -> Offer | None:
    """Return the move that the head of the page names; at a gate, of the stage that waits there."""
    return next((o for o in offered if o.verb == named and o.stage not in state.refused), None)


def _cannot_wait(offered: list[Offer], state: State) -> Offer | None:
    """Return the passing on of a concern about safety, while a case is new under a procedure that names such."""
    is_named = any(redirect.urgent for redirect in state.facts.procedure.redirects)
    if not is_named or state.is_triaged or state.is_closed:
        return None
    return next((offer for offer in offered if offer.verb == Verb.PASS_ON), None)


def _is_waited_for(offer: Offer, state: State) -> bool:
    if offer.verb == Verb.ACKNOWLEDGE:
        promised = state.facts.timescales(state.facts.procedure.stage(offer.stage))
        return any(timescale.event == Event.ACKNOWLEDGED for timescale in promised)
    return offer.verb != Verb.TRIAGE or not state.is_triaged


def _once(case: Case, known: tuple[Move, ...], names: dict[str, str], may) -> list[Offer]:
    """Return an offer for each kind of move in each stage: recording has many events, and one button."""
    best: dict[tuple[Verb, str], Move] = {}
    for move in known:
        place = (move.verb, move.stage)
        if move.verb in DOORS and (place not in best or (move.is_offered and not best[place].is_offered)):
            best[place] = move
    return [_offer(case, move, names) for move in best.values() if all(map(may, _asked(move.verb)))]


def _asked(verb: Verb) -> set[str]:
    """Return the permissions that a move asks for."""
    return {PERMISSIONS.get(verb, "work_case")} | ({"change_response"} if verb in DRAFTING else set())


def _offer(case: Case, move: Move, names: dict[str, str]) -> Offer:
    address = [case.pk, move.stage] if move.stage else [case.pk]
    label = LABELS.get(move.verb) or request_label(case.terms.stage(move.stage))
    if move.verb == Verb.TRIAGE and case.triaged_on:
        label = _("Change the triage")
    url = reverse(f"complaints_cases:{move.verb}", args=address)
    return Offer(move.verb, str(label), move.stage, names.get(move.stage, ""), url, move.refusal)
