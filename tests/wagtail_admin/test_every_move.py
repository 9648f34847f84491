"""Every move in every state of a case, for every role: offered, not now, or not theirs. Page and action agree.

Each column is a case, each row a move: `+` it is offered somewhere in the case, `.` it cannot be made now. `who`
are the roles that may ask for it in a case that they see, by their letters; to all others it is refused, whatever
the state. That is asked of each move in each state for each role. Over HTTP each move is forced once.
"""

from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Site

from tests.wagtail_admin.cases_at_hand import CONSENT
from tests.wagtail_admin.states_at_hand import OMBUDSMAN, ON, Desk, made
from wagtail_complaints import roles
from wagtail_complaints.actions import (
    cases,
    panels,
)
from wagtail_complaints.actions.moves import PERMISSIONS, making, may
from wagtail_complaints.models import Case
from wagtail_complaints.models.sight import permitted
from wagtail_complaints.procedure.journey import Move, MoveRefused, State, Verb, move, moves
from wagtail_complaints.wagtail_admin.cases.moves.offers import DRAFTING, offers
from wagtail_complaints.wagtail_admin.cases.moves.urls import DOORS

pytestmark = pytest.mark.django_db


LETTERS = {
    roles.MANAGER: "M",
    roles.SERVICE_MANAGER: "S",
    roles.INVESTIGATOR: "I",
    roles.CLERK: "K",
    roles.OMBUDSMAN_LINK: "L",
}
"""The roles that may ask for something, by their letters. Every other role of the app asks for nothing."""

TABLE = """
                      who   new triaged acknowledged held drafting in-sign-off answered correcting window-over late offered offer-over stated agreed referred at-the-gate refused panel arranged met recommended closed
triage                M     +   +       +            +    +        +           +        +          +           +    +       +          +      +      +        +           +       +     +        +   +           .
change-procedure      M     +   +       .            .    .        .           .        .          .           +    .       .          .      .      .        .           .       .     .        .   .           .
redirect              M     +   +       +            +    +        .           .        .          +           +    +       +          +      +      +        +           +       +     +        +   +           .
service-request       M     +   +       +            +    +        .           .        .          +           +    +       +          +      +      +        +           +       +     +        +   +           .
split                 M     +   +       +            +    +        .           +        +          +           +    +       +          +      +      +        +           +       +     +        +   +           .
merge                 M     +   +       +            +    +        .           +        +          +           +    +       +          +      +      +        +           +       +     +        +   +           .
link                  MSIKL +   +       +            +    +        +           +        +          +           +    +       +          +      +      +        +           +       +     +        +   +           +
pass-on               MSIKL +   +       +            +    +        +           +        +          +           +    +       +          +      +      +        +           +       +     +        +   +           +
assign                MK    +   +       +            +    +        +           +        +          +           +    +       +          +      +      +        +           +       +     +        +   +           .
end-appointment       MK    +   +       +            +    +        +           +        +          +           +    +       +          +      +      +        +           +       +     +        +   +           +
change-points         MSIKL +   +       +            +    +        .           +        +          +           +    +       +          +      +      +        +           +       +     +        +   +           .
withdraw              M     +   +       +            +    +        .           +        +          +           +    +       +          +      +      +        +           +       +     +        +   +           .
close                 M     +   +       +            +    +        .           +        +          +           +    +       +          +      +      +        +           +       +     +        +   +           .
reopen                M     .   .       .            .    .        .           .        .          .           .    .       .          .      .      .        .           .       .     .        .   .           +
decide-lateness       M     .   .       .            .    .        .           .        .          .           +    .       .          .      .      .        .           .       .     .        .   .           .
correct-received      M     +   +       +            +    +        +           +        +          +           +    +       +          +      +      +        +           +       +     +        +   +           +
correct-happened      M     +   +       +            +    +        +           +        +          +           +    +       +          +      +      +        +           +       +     +        +   +           +
supersede             M     +   +       +            +    +        +           +        +          +           +    +       +          +      +      +        +           +       +     +        +   +           +
request-stage         MSIKL +   +       +            +    +        +           +        +          +           +    +       +          +      +      +        .           .       .     .        .   .           .
accept                M     .   .       .            .    .        .           .        .          .           .    .       .          .      .      .        +           +       .     .        .   .           .
refuse                M     .   .       .            .    .        .           .        .          .           .    .       .          .      .      .        +           .       .     .        .   .           .
acknowledge           MSIKL +   +       .            +    +        +           .        .          .           +    +       .          +      +      .        .           .       +     +        +   +           .
appoint               MK    +   +       +            +    +        +           .        .          .           +    +       .          +      +      .        +           .       +     +        +   +           .
record-event          MSIKL +   +       +            +    +        +           .        .          .           +    +       .          +      +      .        +           .       +     +        +   +           .
draft-response        MSIKL .   +       +            +    .        .           .        .          .           +    +       .          +      +      .        .           .       +     +        +   +           .
submit-response       MSIKL .   .       .            .    +        .           .        .          .           .    .       .          .      .      .        .           .       .     .        .   .           .
correct-response      MSIKL .   .       .            .    .        .           +        .          .           .    .       .          .      .      .        .           .       .     .        .   .           .
submit-correction     MSIKL .   .       .            .    .        .           .        +          .           .    .       .          .      .      .        .           .       .     .        .   .           .
extend                MSIKL +   +       +            +    +        +           .        .          .           +    .       .          +      +      .        .           .       .     .        .   .           .
hold                  MSIKL +   +       +            .    +        +           .        .          .           +    .       .          .      .      .        .           .       .     .        .   .           .
end-hold              MSIKL .   .       .            +    .        .           .        .          .           .    .       .          .      .      .        .           .       .     .        .   .           .
set-date              MSIKL +   +       +            +    +        +           .        .          .           +    .       .          .      .      .        .           .       .     .        .   .           .
send-statement        MSIKL .   .       .            .    .        .           .        .          .           .    .       .          +      +      .        .           .       .     .        .   .           .
answer-statement      MSIKL .   .       .            .    .        .           .        .          .           .    .       .          +      .      .        .           .       .     .        .   .           .
end-offer             MSIKL .   .       .            .    .        .           .        .          .           .    +       .          .      .      .        .           .       .     .        .   .           .
refer-early           M     .   .       .            .    .        .           +        +          +           .    +       +          +      +      .        .           .       .     .        .   .           .
return-referral       M     .   .       .            .    .        .           .        .          .           .    .       .          .      .      +        .           .       .     .        .   .           .
send-letter           MSIKL +   +       +            +    +        +           +        +          +           +    +       +          +      +      +        +           +       +     +        +   +           .
arrange-panel         MSIKL .   .       .            .    .        .           .        .          .           .    .       .          .      .      .        .           .       +     +        .   .           .
send-papers           MSIKL .   .       .            .    .        .           .        .          .           .    .       .          .      .      .        .           .       .     +        +   +           .
record-meeting        MSIKL .   .       .            .    .        .           .        .          .           .    .       .          .      .      .        .           .       .     +        .   .           .
add-to-meeting        MSIKL .   .       .            .    .        .           .        .          .           .    .       .          .      .      .        .           .       .     .        +   +           .
recommend             MSIKL .   .       .            .    .        .           .        .          .           .    .       .          .      .      .        .           .       .     .        +   +           .
answer-recommendation MSIKL .   .       .            .    .        .           .        .          .           .    .       .          .      .      .        .           .       .     .        .   +           .
"""  # noqa: E501


class Reached(Exception):
    """The action was let in: raised to undo it."""


@pytest.fixture(scope="module")
def every_case(django_db_setup, django_db_blocker):
    """The desk, and a case in each state, in each of which every role has a part. Made once, put away after."""
    with django_db_blocker.unblock():
        before = transaction.atomic()
        before.__enter__()
        try:
            yield made()
        finally:
            transaction.set_rollback(True)
            before.__exit__(None, None, None)
            Site.clear_site_root_paths_cache()


@pytest.fixture
def at(every_case, db) -> Desk:
    return every_case[0]


@pytest.fixture
def in_state(every_case, db) -> dict[str, Case]:
    return {name: Case.objects.get(pk=case.pk) for name, case in every_case[1].items()}


def cells(state: State, known: tuple[Move, ...]) -> dict[Verb, str]:
    """Return what the journey says of each verb: `+` where it is offered somewhere, else `.`, wherever forced."""
    places = {(each.verb, each.stage) for each in known}
    of_the_case = {verb for verb, stage in places if not stage}
    for verb in set(Verb) - of_the_case:
        for stage in state.facts.procedure.stages:
            if (verb, stage.key) not in places:
                assert move(state, verb, stage.key).refusal, (verb, stage.key)
    offered = {each.verb for each in known if each.is_offered}
    return {verb: "+" if verb in offered else "." for verb in Verb}


def asked_of(person, case: Case) -> set[Verb]:
    """Return what somebody may ask for, by what `may` is made of: whether they see the case, and the permission."""
    if not Case.objects.visible_to(person).filter(pk=case.pk).exists():
        return set()
    is_permitted = permitted(person, case)
    return {verb for verb in Verb if is_permitted(PERMISSIONS.get(verb, "work_case"))}


def as_table(who: dict[Verb, set[str]], found: dict[str, dict[Verb, str]]) -> str:
    """Return the table of what was found, a row a move, in columns of one width."""
    widths = {state: max(len(state), 1) + 1 for state in found}
    head = f"{'':22}{'who':6}" + "".join(f"{state:{width}}" for state, width in widths.items())
    rows = [
        f"{verb:22}{'/'.join(sorted(who[verb])):6}" + "".join(f"{found[s][verb]:{w}}" for s, w in widths.items())
        for verb in Verb
    ]
    return "\n".join(line.rstrip() for line in [head, *rows])


def test_every_move_in_every_state_for_every_role(at, in_state):
    found, who = {}, {verb: set() for verb in Verb}
    for name, case in in_state.items():
        state = case.state(ON)
        known = moves(state)
        found[name] = cells(state, known)
        asking = {role: asked_of(person, case) for role, person in at.people.items()}
        for verb in Verb:
            who[verb].add("".join(LETTERS.get(role, "?") for role in roles.ROLES if verb in asking[role]))
        for role, person in at.people.items():
            _check_page(case, state, known, person, asking[role])
    assert as_table(who, found) == TABLE.strip("\n")


def test_what_a_role_may_ask_for_is_what_every_action_asks_first(at, in_state):
    case = in_state["recommended"]
    each_permission = {PERMISSIONS.get(verb, "work_case"): verb for verb in Verb}.values()
    for person in at.people.values():
        asked = asked_of(person, case)
        assert {verb: may(person, verb, case) for verb in each_permission} == {
            verb: verb in asked for verb in each_permission
        }


def _check_page(case: Case, state: State, known: tuple[Move, ...], person, asked: set[Verb]):
    """Check that the page offers exactly what may be asked for and made now, and says of the rest why not."""
    if not person.has_perm("wagtail_complaints.change_response"):
        asked = asked - set(DRAFTING)
    page = offers(case, state, permitted(person, case))
    shown = {page.first, page.urgent, *page.of_the_case, *(o for of in page.of_stages.values() for o in of)}
    theirs = [each for each in known if each.verb in asked and each.verb in DOORS]
    can = {(each.verb, each.stage) for each in theirs if each.is_offered}
    assert {(offer.verb, offer.stage) for offer in shown - {None}} == can
    assert {(offer.verb, offer.stage) for offer in page.not_yet} == {(e.verb, e.stage) for e in theirs} - can
    assert all(offer.why_not for offer in page.not_yet)


def let_in(case: Case, by, of: Move) -> str:
    """Return whether an action that makes this move would be let in, without making it."""
    with suppress(Reached), transaction.atomic():
        try:
            with making(of.verb, case, by=by, on=ON, stage=of.stage, what=of.what):
                raise Reached
        except MoveRefused:
            return "."
        except PermissionDenied:
            return "not theirs"
    return "+"


def test_the_action_lets_in_and_keeps_out_as_the_table_says(at, in_state):
    """Of each move one that is offered and one that is not, where there are such, by a manager and an auditor."""
    some: dict[tuple[Verb, bool], tuple[Case, Move]] = {}
    for case in in_state.values():
        for each in moves(case.state(ON)):
            some.setdefault((each.verb, each.is_offered), (case, each))
    assert {verb for verb, is_offered in some if is_offered} == set(Verb)
    for (verb, is_offered), (case, each) in some.items():
        said = let_in(case, at.manager, each), let_in(case, at.people[roles.AUDITOR], each)
        assert (verb, *said) == (verb, "+" if is_offered else ".", "not theirs")


NOW = "2026-11-09"
WHY = {"on": NOW, "reason": "A slip."}


class Forced(NamedTuple):
    """A post that makes a move in a state, at a place under its case, with what its form wants."""

    state: str
    place: str
    given: dict


def of_stage(state: str, verb: str, stage="stage-1", **given) -> Forced:
    return Forced(state, f"stages/{stage}/{verb}/", given)


FORCED = {
    Verb.TRIAGE: Forced("new", "triage/", {"stage_key": "stage-1"}),
    Verb.REDIRECT: Forced("triaged", "redirect/", {"to": "The school"}),
    Verb.SERVICE_REQUEST: Forced(
        "triaged", "service-request/", {"to": "The depot", "reason": "It asks for a bin."}
    ),
    Verb.SPLIT: Forced("triaged", "split/", {"subject": "Noise", "reason": "Another service."}),
    Verb.MERGE: Forced("triaged", "merge/", {"reason": "The same letter."}),
    Verb.ASSIGN: Forced("triaged", "assign/", {}),
    Verb.CHANGE_POINTS: Forced("triaged", "points/add/", {"text": "The bin was left."}),
    Verb.WITHDRAW: Forced("triaged", "withdraw/", WHY),
    Verb.CLOSE: Forced("triaged", "close/", {"on": NOW, "reason": "duplicate"}),
    Verb.DECIDE_LATENESS: Forced("late", "decide-lateness/", {"decision": "take-on", "reason": "She was ill."}),
    Verb.REQUEST_STAGE: of_stage("answered", "request-stage", "stage-2", on=NOW),
    Verb.ACCEPT: of_stage("at-the-gate", "accept", "review", on=NOW),
    Verb.REFUSE: of_stage("at-the-gate", "refuse", "review", **WHY),
    Verb.ACKNOWLEDGE: of_stage("triaged", "acknowledge", on=NOW),
    Verb.APPOINT: of_stage("triaged", "appoint", does="decides", name="Dora", on=NOW),
    Verb.RECORD_EVENT: of_stage("triaged", "record-event", event="discussed", on=NOW),
    Verb.DRAFT_RESPONSE: of_stage("triaged", "draft-response"),
    Verb.EXTEND: of_stage("triaged", "extend", event="responded", to="2026-11-20", given_on=NOW, reason="Ill."),
    Verb.HOLD: of_stage("triaged", "hold", from_on=NOW, reason=CONSENT),
    Verb.END_HOLD: of_stage("held", "end-hold", to_on=NOW),
    Verb.SET_DATE: of_stage("triaged", "set-date", timescale="discussed", due_on="2026-11-13"),
    Verb.SEND_STATEMENT: of_stage("agreed", "send-statement", "stage-2", outcomes="A clean street."),
    Verb.ANSWER_STATEMENT: of_stage("stated", "answer-statement", "stage-2", answer="agreed", on=NOW, how="letter"),
    Verb.END_OFFER: of_stage("offered", "end-offer", "talk", **WHY),
    Verb.REFER_EARLY: of_stage(
        "answered", "refer-early", to=OMBUDSMAN, agreed_on=NOW, met_0="on", note_0="Four of four."
    ),
    Verb.RETURN_REFERRAL: of_stage("referred", "return-referral", **WHY),
    Verb.SEND_LETTER: of_stage("triaged", "letters/1", note="By hand.", on=NOW),
    Verb.ARRANGE_PANEL: of_stage("panel", "arrange-panel", "review", meets_on="2026-11-20"),
    Verb.SEND_PAPERS: of_stage("arranged", "send-papers", "review", titles="The report", sent_on=NOW),
    Verb.RECORD_MEETING: of_stage("arranged", "record-meeting", "review", on=NOW),
    Verb.RECOMMEND: of_stage("met", "recommend", "review", text="Ring back.", made_on=NOW),
    Verb.ANSWER_RECOMMENDATION: of_stage("recommended", "answer-recommendation", "review", says="accepted", on=NOW),
}
"""A post for each move that a closed case refuses, which would make it while the case is open."""


def place(case: Case, forced: Forced) -> str:
    return f"/admin/complaints/cases/{case.pk}/{forced.place}"


def typed(at: Desk, case: Case, verb: Verb, given: dict) -> dict:
    """Return what is posted, with the keys of rows that only the database knows."""
    known = {
        Verb.TRIAGE: {"procedure": at.procedure.pk, "shown": at.procedure.pk},
        Verb.SPLIT: {"procedure": at.procedure.pk, "points_are": "moved"},
        Verb.ASSIGN: {"owner": at.manager.pk},
    }
    if verb == Verb.MERGE:
        return given | {"reference": Case.objects.open().exclude(pk=case.pk).first().reference}
    if verb == Verb.RECORD_MEETING:
        return given | {"members": [each.pk for each in panels.members_of(case.stages.get(key="review"))]}
    if verb == Verb.ANSWER_RECOMMENDATION:
        return given | {"recommendation": case.stages.get(key="review").recommendations.get().pk}
    return given | known.get(verb, {})


@pytest.mark.parametrize("verb", FORCED)
def test_a_move_that_is_forced_over_http_is_refused_with_the_reason(client, monday, at, in_state, verb):
    forced, closing = FORCED[verb], {"on": ON, "by": None, "reason": "logged-in-error"}
    case = in_state[forced.state]
    given, before = typed(at, case, verb, forced.given), case.history.count()
    client.force_login(at.people[roles.AUDITOR])
    assert client.post(place(case, forced), given).status_code == 403
    client.force_login(at.manager)
    cases.close(case, **closing)
    answer = client.post(place(case, forced), given)
    assert (answer.status_code, "Reopen it first." in answer.content.decode()) == (409, True)
    assert case.history.count() == before + 1  # that it was closed


def test_every_move_is_forced_but_those_that_a_closed_case_takes_or_that_are_made_in_the_editor(in_state):
    state = replace(in_state["recommended"].state(ON), is_closed=True)
    refused = {each.verb for each in moves(state) if not each.is_offered and "Reopen it first" in each.refusal}
    in_the_editor = {Verb.SUBMIT_RESPONSE}
    of_others = {Verb.CHANGE_PROCEDURE}
    other_stages = {Verb.END_HOLD, Verb.END_OFFER, Verb.REFER_EARLY, Verb.RETURN_REFERRAL}
    assert refused - in_the_editor - of_others - set(FORCED) == set()
    assert set(FORCED) - refused <= other_stages


NOTHING_THERE = {
    "a hold": of_stage("triaged", "end-hold", to_on=NOW),
    "a referral": of_stage("answered", "return-referral", **WHY),
    "a statement": of_stage("at-the-gate", "answer-statement", "stage-2", answer="agreed", on=NOW, how="letter"),
    "a letter to correct": of_stage("triaged", "correct-response", because="The wrong street."),
    "a closing to undo": Forced("triaged", "reopen/", WHY),
}


@pytest.mark.parametrize("missing", NOTHING_THERE)
def test_a_move_that_needs_something_is_refused_where_it_is_not_there(client, monday, at, in_state, missing):
    forced = NOTHING_THERE[missing]
    case = in_state[forced.state]
    client.force_login(at.manager)
    answer = client.post(place(case, forced), forced.given)
    assert answer.status_code == 409
    assert answer.context["form"].non_field_errors()
