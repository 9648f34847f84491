"""What stands in the way of a move? Each obstacle looks at what is asked for, and returns the reason or nothing.

The rulings are those of docs/procedure-document.md, by number.
"""

from dataclasses import replace

from .event_words import noun
from .possible_events import agrees_a_statement
from .standing import Asked, ResponseState, StatementState
from .terms import ENDING, Entry, Event, Stage, Timescale
from .wording import capitalised, in_words


def the_case_is_open(asked: Asked) -> str:
    return "The case is closed. Reopen it first." if asked.state.is_closed else ""


def the_case_is_closed(asked: Asked) -> str:
    return "" if asked.state.is_closed else "The case is open."


def the_case_is_triaged(asked: Asked) -> str:
    return "" if asked.state.is_triaged else "The case has not been triaged yet."


def only_receipt_is_recorded(asked: Asked) -> str:
    stages = asked.state.facts.stages
    responses = asked.state.responses.values()
    recorded = any(
        s.events or s.updates or s.holds or s.extensions or s.set_dates or s.requested_on for s in stages
    )
    if recorded or any(response != ResponseState.NONE for response in responses):
        return (
            "More than its receipt is recorded, so the case stays under its procedure. "
            "Redirect it, and open another under the right one."
        )
    return ""


def no_response_is_issued(asked: Asked) -> str:
    issued = [s.stage.name for s in asked.state.facts.stages if Event.RESPONDED in s.events]
    return f"The response of “{issued[0]}” has been issued." if issued else ""


def no_response_is_in_sign_off(asked: Asked) -> str:
    for stage in asked.state.facts.stages:
        if asked.state.responses.get(stage.stage.key) == ResponseState.IN_SIGN_OFF:
            return f"The response of “{stage.stage.name}” is in sign-off. Take it back first."
        if asked.state.corrections.get(stage.stage.key) == ResponseState.IN_SIGN_OFF:
            return f"A correction of the response of “{stage.stage.name}” is in sign-off. Take it back first."
    return ""


def fits_the_reason(asked: Asked) -> str:
    """An offer that came to nothing does not keep a case open beside a stage that was answered. Ruling 8."""
    if asked.what in ("withdrawn", "redirected"):
        return f"A case is not closed as {asked.what}: withdraw or redirect it, so that the right letter goes out."
    if asked.what == "service-request":
        return "A case is not closed as a service request: hand it over, so that the right letter goes out."
    if asked.what not in ("resolved", "answered", "completed"):
        return ""
    stages = asked.state.facts.stages
    beside_offers = [s for s in stages if s.stage.entry != Entry.OFFER]
    unanswered = [s.stage.name for s in beside_offers or stages if not asked.state.has_ended(s)]
    return f"“{unanswered[0]}” has not been answered or resolved yet." if unanswered else ""


def the_stage_has_come(asked: Asked) -> str:
    return "" if asked.stage else f"The case has not come to “{asked.terms.name}”."


def the_stage_goes_on(asked: Asked) -> str:
    stage = asked.stage
    if stage.ended_on:
        return f"“{stage.stage.name}” ended on {in_words(stage.ended_on)}."
    if stage.stage.key not in asked.state.refused:
        return ""
    return f"“{stage.stage.name}” was refused." if stage.has_gate else f"“{stage.stage.name}” has ended."


def the_stage_is_taken_on(asked: Asked) -> str:
    if asked.state.is_waiting_at_gate(asked.stage):
        return f"Nobody has decided yet whether “{asked.terms.name}” goes ahead."
    return ""


def somebody_waits_at_the_gate(asked: Asked) -> str:
    if not asked.stage.has_gate:
        return f"“{asked.terms.name}” is not a stage that somebody decides about."
    if asked.state.is_waiting_at_gate(asked.stage):
        return ""
    answered = asked.stage.events.get(Event.ACCEPTED)
    return f"That was decided on {in_words(answered)}." if answered else "Nobody asked for this stage."


def it_waits_or_was_refused(asked: Asked) -> str:
    was_refused = asked.stage.has_gate and asked.key in asked.state.refused
    return "" if was_refused else somebody_waits_at_the_gate(asked)


def not_acknowledged(asked: Asked) -> str:
    done = asked.stage.events.get(Event.ACKNOWLEDGED)
    return f"The acknowledgement went out on {in_words(done)}." if done else ""


def is_recorded_as_such(asked: Asked) -> str:
    if asked.what == Event.ACKNOWLEDGED:
        return "An acknowledgement is a letter with its content. Acknowledge the complaint, and it is recorded."
    if asked.what == Event.ACCEPTED:
        return "Accept or refuse the request for this stage, and it is recorded."
    if asked.what == Event.RESPONDED and asked.response != ResponseState.ISSUED:
        return f"The response of “{asked.terms.name}” has not been issued yet."
    return ""


def not_recorded(asked: Asked) -> str:
    done = asked.stage.events.get(asked.what)
    if done:
        return f"{capitalised(noun(asked.what))} is recorded already, on {in_words(done)}."
    return ""


def ends_no_stage_in_sign_off(asked: Asked) -> str:
    is_signed = asked.response == ResponseState.IN_SIGN_OFF
    return no_response_is_in_sign_off(asked) if is_signed and asked.what in ENDING else ""


def the_stage_goes_on_or_it_follows(asked: Asked) -> str:
    return "" if _follows_the_end(asked.terms, asked.what) else the_stage_goes_on(asked)


def _follows_the_end(stage: Stage, event: str) -> bool:
    """Return whether a clock that the end of the stage starts leads to this event. Ruling 7."""
    starts = {each.of for each in stage.timescales if each.event == event}
    return bool(starts & set(ENDING)) or any(_follows_the_end(stage, start) for start in starts)


def no_response_yet(asked: Asked) -> str:
    return {
        ResponseState.NONE: "",
        ResponseState.DRAFT: "A response is being drafted.",
        ResponseState.IN_SIGN_OFF: "The response is in sign-off.",
        ResponseState.ISSUED: "The response has been issued.",
    }[asked.response]


def a_draft_waits(asked: Asked) -> str:
    if asked.response == ResponseState.NONE:
        return "No response has been drafted yet."
    return "" if asked.response == ResponseState.DRAFT else no_response_yet(asked)


def there_is_a_letter_to_correct(asked: Asked) -> str:
    if asked.response == ResponseState.ISSUED:
        return ""
    return f"The response of “{asked.terms.name}” has not been issued yet."


def no_correction_is_under_way(asked: Asked) -> str:
    return {
        ResponseState.DRAFT: "A correction is being drafted.",
        ResponseState.IN_SIGN_OFF: "A correction is in sign-off.",
    }.get(asked.correction, "")


def a_correction_waits(asked: Asked) -> str:
    if asked.correction == ResponseState.DRAFT:
        return ""
    return no_correction_is_under_way(asked) or "No correction has been drafted."


def may_be_extended(asked: Asked) -> str:
    event = asked.what or Event.RESPONDED
    ending = [each for each in asked.timescales if each.event == event]
    if event in asked.stage.events:
        return not_recorded(replace(asked, what=event))
    if not ending:
        return f"This stage promises no date for {noun(event)}, so there is none to extend."
    if not any(each.extendable_to for each in ending):
        return f"The procedure does not allow more time for {noun(event)}."
    return ""


def may_be_held(asked: Asked) -> str:
    if asked.terms.hold_reasons:
        return ""
    return f"“{asked.terms.name}” cannot be put on hold: the procedure gives no reason for which it may."


def is_not_held(asked: Asked) -> str:
    held = [hold.start for hold in asked.stage.holds if hold.end is None]
    return f"The stage has been on hold since {in_words(held[0])}." if held else ""


def is_held(asked: Asked) -> str:
    return "" if is_not_held(asked) else "The stage is not on hold."


def publishes_no_length(asked: Asked) -> str:
    named = [each for each in asked.timescales if each.name == asked.what]
    if not named:
        return f"“{asked.terms.name}” has no timescale “{asked.what}” in this case."
    if not takes_a_date(named[0]):
        return "The procedure publishes how long this takes. Extend it instead."
    return not_recorded(replace(asked, what=named[0].event))


def takes_a_date(timescale: Timescale) -> bool:
    return not (timescale.within or timescale.every)


def a_statement_is_agreed_here(asked: Asked) -> str:
    return "" if agrees_a_statement(asked.terms) else f"“{asked.terms.name}” agrees no statement of the complaint."


def a_statement_waits(asked: Asked) -> str:
    """One in which something was missing waits too: the complainant may agree to it after all. So does one whose
    agreement was recorded wrongly and struck out.
    """
    found = asked.state.statements.get(asked.key)
    if found is None:
        return "No statement of the complaint has been sent yet."
    is_agreed = found == StatementState.AGREED and Event.STATEMENT_AGREED in asked.stage.events
    return "The statement of the complaint is agreed." if is_agreed else ""


def it_is_an_offer(asked: Asked) -> str:
    return "" if asked.terms.entry == Entry.OFFER else f"“{asked.terms.name}” is not something that was offered."


def it_has_conditions(asked: Asked) -> str:
    return "" if asked.terms.early_referral else "The procedure gives no conditions for an early referral."


def it_is_answered(asked: Asked) -> str:
    return "" if asked.stage.answered_on else f"“{asked.terms.name}” has not been answered yet."


def not_referred(asked: Asked) -> str:
    return "It has been referred early already." if asked.key in asked.state.referred else ""


def it_was_referred(asked: Asked) -> str:
    return "" if asked.key in asked.state.referred else "It has not been referred early."


def the_stage_owes_letters(asked: Asked) -> str:
    return "" if asked.terms.letters else f"The procedure asks for no letter of its own in “{asked.terms.name}”."
