"""Every move in every state of a case, for every role: offered, not now, or not theirs. Page and action agree.

Each column is a case, each row a move: `+` it is offered, `.` it cannot be made now; where the procedure does not
have the move the cell is empty. What a role may ask for at all stands in the second table.
"""

from contextlib import suppress
from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from tests import factories, signing
from tests.wagtail_admin.cases_at_hand import CONSENT, day, procedure, triaged
from wagtail_complaints import roles
from wagtail_complaints.actions import case_stages, cases, clocks, responses
from wagtail_complaints.actions.moves import making, may
from wagtail_complaints.models import Case, Response
from wagtail_complaints.models.sight import permitted
from wagtail_complaints.procedure.journey import MoveRefused, Verb, moves
from wagtail_complaints.wagtail_admin.cases.moves.offers import offers

pytestmark = pytest.mark.django_db

ON = day("2026-11-09")


class Reached(Exception):
    """The action was let in: raised to undo it."""


@dataclass
class Desk:
    manager: object
    author: object
    signer: object
    workflow: object


@pytest.fixture
def at(monday):
    workflow = signing.workflow()
    return Desk(factories.user(roles.MANAGER), signing.author(), signing.signer(), workflow)


def new(at):
    return factories.case(procedure=procedure())


def is_triaged(at):
    return triaged()


def acknowledged(at):
    case = triaged()
    cases.acknowledge(case.stages.get(), on=day("2026-11-04"), by=None)
    return case


def held(at):
    case = triaged()
    clocks.hold(case.stages.get(), from_on=day("2026-11-05"), reason=CONSENT, by=None)
    return case


def drafted(at) -> Response:
    stage = signing.case_stage(decider=at.author, signed_by=at.workflow, version=procedure().versions.last())
    return signing.write(responses.draft(stage, by=at.author), at.author)


def drafting(at):
    return drafted(at).case_stage.case


def in_sign_off(at):
    response = drafted(at)
    responses.submit(response, by=at.author)
    return response.case_stage.case


def answered(at):
    response = drafted(at)
    responses.submit(response, by=at.author)
    return signing.sign(Response.objects.get(pk=response.pk), at.signer).case_stage.case


def window_over(at):
    """Twenty working days from Tuesday 6 October: Tuesday 3 November."""
    case = triaged(received_on=day("2026-10-01"), on=day("2026-10-01"))
    clocks.record_event(case.stages.get(), event="resolved", on=day("2026-10-06"), by=None)
    return case


def closed(at):
    case = triaged()
    cases.close(case, on=day("2026-11-05"), by=None, reason="logged-in-error")
    return case


def at_the_gate(at):
    case = triaged()
    clocks.record_event(case.stages.get(), event="resolved", on=day("2026-11-03"), by=None)
    case_stages.request(case, key="stage-2", on=day("2026-11-04"), by=None)
    clocks.record_event(case.stages.get(key="stage-2"), event="resolved", on=day("2026-11-05"), by=None)
    case_stages.request(case, key="review", on=day("2026-11-06"), by=None)
    return case


STATES = {
    "new": new,
    "triaged": is_triaged,
    "acknowledged": acknowledged,
    "held": held,
    "drafting": drafting,
    "in-sign-off": in_sign_off,
    "answered": answered,
    "window-over": window_over,
    "at-the-gate": at_the_gate,
    "closed": closed,
}

TABLE = """
                      new triaged acknowledged held drafting in-sign-off answered window-over at-the-gate closed
triage                +   +       +            +    +        +           +        +           +           .
change-procedure      +   +       .            .    .        .           .        .           .           .
redirect              +   +       +            +    +        .           .        +           +           .
service-request       +   +       +            +    +        .           .        +           +           .
split                 +   +       +            +    +        .           +        +           +           .
merge                 +   +       +            +    +        .           +        +           +           .
link                  +   +       +            +    +        +           +        +           +           +
pass-on               +   +       +            +    +        +           +        +           +           +
assign                +   +       +            +    +        +           +        +           +           .
end-appointment       +   +       +            +    +        +           +        +           +           +
change-points         +   +       +            +    +        .           +        +           +           .
withdraw              +   +       +            +    +        .           +        +           +           .
close                 +   +       +            +    +        .           +        +           +           .
reopen                .   .       .            .    .        .           .        .           .           +
decide-lateness       .   .       .            .    .        .           .        .           .           .
correct-received      +   +       +            +    +        +           +        +           +           +
correct-happened      +   +       +            +    +        +           +        +           +           +
supersede             +   +       +            +    +        +           +        +           +           +
request-stage         .   .       .            .    .        .           +        +                       .
accept                                                                                        +
refuse                                                                                        +
acknowledge           +   +       .            +    +        +           .        .           .           .
appoint               +   +       +            +    +        +           .        .           +           .
record-event          +   +       +            +    +        +           .        .           +           .
draft-response        .   +       +            +    .        .           .        .           .           .
submit-response       .   .       .            .    +        .           .        .           .           .
correct-response      .   .       .            .    .        .           +        .           .           .
submit-correction     .   .       .            .    .        .           .        .           .           .
extend                +   +       +            +    +        +           .        .           .           .
hold                  +   +       +            .    +        +           .        .           .           .
end-hold              .   .       .            +    .        .           .        .           .           .
set-date              +   +       +            +    +        +           .        .           .           .
send-statement
answer-statement
end-offer
refer-early
return-referral
send-letter
arrange-panel
send-papers
record-meeting
recommend
answer-recommendation
"""


def as_table(found: dict[str, dict[str, str]]) -> str:
    """Return the table of what was found, a row a move, in columns of one width."""
    widths = {state: max(len(state), 1) + 1 for state in found}
    head = f"{'':22}" + "".join(f"{state:{width}}" for state, width in widths.items())
    rows = [
        f"{verb:22}" + "".join(f"{found[state].get(verb, ''):{width}}" for state, width in widths.items())
        for verb in Verb
    ]
    return "\n".join(line.rstrip() for line in [head, *rows])


def cells(case) -> dict[str, str]:
    """Return what the journey says of each verb: `+` where it is offered somewhere."""
    said: dict[str, str] = {}
    for move in moves(case.state(ON)):
        if said.get(move.verb) != "+":
            said[move.verb] = "+" if move.is_offered else "."
    return said


def let_in(case, by, move) -> str:
    """Return whether an action that makes this move would be let in, without making it."""
    with suppress(Reached), transaction.atomic():
        try:
            with making(move.verb, case, by=by, on=ON, stage=move.stage, what=move.what):
                raise Reached
        except MoveRefused:
            return "."
        except PermissionDenied:
            return "not theirs"
    return "+"


def test_every_move_in_every_state(at):
    assert as_table({name: cells(made(at)) for name, made in STATES.items()}) == TABLE.strip("\n")


@pytest.mark.parametrize("state", STATES)
def test_the_action_and_the_page_say_what_the_table_says(at, state):
    case = STATES[state](at)
    known = moves(case.state(ON))
    assert {move: let_in(case, at.manager, move) for move in known} == {
        move: "+" if move.is_offered else "." for move in known
    }
    assert {let_in(case, factories.user(roles.AUDITOR), move) for move in known} == {"not theirs"}
    page = offers(case, case.state(ON), permitted(at.manager, case))
    shown = {page.first, page.urgent, *page.of_the_case, *(o for of in page.of_stages.values() for o in of)} - {
        None
    }
    offered = {(move.verb, move.stage) for move in known if move.is_offered}
    assert {(offer.verb, offer.stage) for offer in shown} <= offered
    assert {(offer.verb, offer.stage) for offer in page.not_yet}.isdisjoint(offered)
    assert all(offer.why_not for offer in page.not_yet)
    assert offers(case, case.state(ON), permitted(factories.user(roles.AUDITOR), case)).first is None


ASKING = {
    "manager": {roles.MANAGER},
    "service": {roles.SERVICE_MANAGER},
    "investigator": {roles.INVESTIGATOR},
    "clerk": {roles.CLERK},
    "link": {roles.OMBUDSMAN_LINK},
}
ASKING["others"] = set(roles.ROLES) - set().union(*ASKING.values())

WHO = """
                      manager service investigator clerk link others
triage                +       .       .            .     .    .
change-procedure      +       .       .            .     .    .
redirect              +       .       .            .     .    .
service-request       +       .       .            .     .    .
split                 +       .       .            .     .    .
merge                 +       .       .            .     .    .
link                  +       +       +            +     +    .
pass-on               +       +       +            +     +    .
assign                +       .       .            +     .    .
end-appointment       +       .       .            +     .    .
change-points         +       +       +            +     +    .
withdraw              +       .       .            .     .    .
close                 +       .       .            .     .    .
reopen                +       .       .            .     .    .
decide-lateness       +       .       .            .     .    .
correct-received      +       .       .            .     .    .
correct-happened      +       .       .            .     .    .
supersede             +       .       .            .     .    .
request-stage         +       +       +            +     +    .
accept                +       .       .            .     .    .
refuse                +       .       .            .     .    .
acknowledge           +       +       +            +     +    .
appoint               +       .       .            +     .    .
record-event          +       +       +            +     +    .
draft-response        +       +       +            +     +    .
submit-response       +       +       +            +     +    .
correct-response      +       +       +            +     +    .
submit-correction     +       +       +            +     +    .
extend                +       +       +            +     +    .
hold                  +       +       +            +     +    .
end-hold              +       +       +            +     +    .
set-date              +       +       +            +     +    .
send-statement        +       +       +            +     +    .
answer-statement      +       +       +            +     +    .
end-offer             +       +       +            +     +    .
refer-early           +       .       .            .     .    .
return-referral       +       .       .            .     .    .
send-letter           +       +       +            +     +    .
arrange-panel         +       +       +            +     +    .
send-papers           +       +       +            +     +    .
record-meeting        +       +       +            +     +    .
recommend             +       +       +            +     +    .
answer-recommendation +       +       +            +     +    .
"""


def theirs(case, role) -> set[Verb]:
    """Return what somebody in a role may ask for of a case that is theirs."""
    Case.objects.filter(pk=case.pk).update(owner=factories.user(role))
    case = Case.objects.select_related("owner").get(pk=case.pk)
    return {verb for verb in Verb if may(case.owner, verb, case)}


def test_what_each_role_may_ask_for_of_a_case_that_is_theirs():
    case = triaged()
    may_ask = {name: set().union(*(theirs(case, role) for role in asking)) for name, asking in ASKING.items()}
    found = {name: {verb: "+" if verb in asked else "." for verb in Verb} for name, asked in may_ask.items()}
    assert as_table(found) == WHO.strip("\n")
