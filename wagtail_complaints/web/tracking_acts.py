"""What can somebody do on the page of their case? Write, answer, ask, agree, withdraw: each page is one action.

What there is to answer or to ask for is named by its place in the person's own list, so that no address reaches
into another case.
"""

from collections.abc import Callable
from types import SimpleNamespace
from typing import NamedTuple

from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from .. import conf
from ..actions import from_outside, messages, surveys
from ..forms.tracking import MessageForm, WordsForm
from ..models import PartyRole, TrackingVisit
from ..procedure.journey import MoveRefused, State
from . import tracking_story, uploads
from .tracking_page import for_a_visit, page
from .tracking_visit import see_other

DONE = {
    "written": gettext_lazy("We have your message. Whoever deals with your complaint will read it."),
    "advocate": gettext_lazy("We know that you would like an advocate, and will be in touch about it."),
    "asked": gettext_lazy("You have asked for the next stage."),
    "late": gettext_lazy("We have your request. The time to ask had passed, so we decide, and tell you why."),
    "answered": gettext_lazy("We have your answer about the later date."),
    "agreed": gettext_lazy("Thank you. The date is now the later one. We have written you a letter about it."),
    "declined": gettext_lazy("We know that you do not agree. The date stays as it was."),
    "told": gettext_lazy("Thank you for telling us how it went."),
    "statement-agreed": gettext_lazy("Thank you. We have noted that you agree with the statement."),
    "statement-missing": gettext_lazy("Thank you. We will look at what you told us, and send a new statement."),
    "withdrawn": gettext_lazy("You have withdrawn your complaint. We have written you a letter that confirms it."),
}
GETS_AND_POSTS = require_http_methods(["GET", "HEAD", "POST"])


class Act(NamedTuple):
    """Something that can be done. `is_asked`: we ask for it, and say so at the top of the page."""

    words: str
    url: str
    is_asked: bool = False


def acts(party, state: State) -> list[Act]:
    """Return what this person may do now, the gravest last."""
    found = [_act(_("Write to us, or add information or files"), "write")]
    for number, move in enumerate(from_outside.next_stages(state), 1):
        stage = state.facts.procedure.stage(move.stage).name
        found.append(_act(_("Ask for the next stage: %(stage)s") % {"stage": stage}, "next_stage", number))
    for number, asked in enumerate(from_outside.proposed_dates(party, state), 1):
        words = _("Say whether you agree to wait until %(day)s") % {"day": date_format(asked.to, "j F Y")}
        found.append(_act(words, "proposed_date", number)._replace(is_asked=True))
    for number, given in enumerate(from_outside.later_dates(party, on=state.on), 1):
        words = _("Say whether you agree to the later date, %(day)s") % {"day": date_format(given.to, "j F Y")}
        found.append(_act(words, "later_date", number))
    if _may_have_an_advocate(party, state):
        found.append(_act(_("Ask for an advocate"), "advocate"))
    if stage := surveys.asked_about(party, state):
        words = _("Tell us how we handled your complaint: %(stage)s") % {"stage": stage.terms.name}
        found.append(_act(words, "survey")._replace(is_asked=True))
    if from_outside.may_withdraw(party, state):
        found.append(_act(_("Withdraw your complaint"), "withdraw"))
    return found


def _act(words: str, name: str, *args) -> Act:
    return Act(words, reverse(f"wagtail_complaints:tracking_{name}", args=args))


def _may_have_an_advocate(party, state: State) -> bool:
    whom = state.facts.procedure.advocates
    is_theirs = party.role == PartyRole.COMPLAINANT and not state.is_closed
    return bool(whom and is_theirs and not (whom == "under-18" and party.is_under_18 is False))


@for_a_visit
@GETS_AND_POSTS
def write(request, visit: TrackingVisit, number=None):
    """Take a message with its files; with a number, the answer to that question of ours."""
    uploads.guard(request)
    question = nth(tracking_story.questions_to(visit.access.party), number) if number else None
    place = SimpleNamespace(url=request.path, name="message")
    shown = {
        "heading": _("Answer our question") if question else _("Write to us"),
        "question": question,
        "button": _("Send"),
        "place": place,
    }
    if request.method != "POST":
        return page(request, "act", form=MessageForm(), **shown)
    form = MessageForm(request.POST)
    uploads.take(request, form)
    if {"remove", "upload"} & request.POST.keys():
        form.forget_errors_but("files")
    if {"remove", "upload"} & request.POST.keys() or not form.is_valid():
        return page(request, "act", form=form, **shown)
    return finished(
        request,
        "written",
        form,
        shown,
        lambda: messages.write_to_us(
            visit.access.party,
            text=form.cleaned_data["text"],
            on=conf.today(),
            at=conf.now(),
            question=question,
            batch=uploads.batch_after(form),
        ),
    )


@for_a_visit
@GETS_AND_POSTS
def advocate(request, visit: TrackingVisit):
    party = visit.access.party
    if not _may_have_an_advocate(party, party.case.state(conf.today())):
        raise Http404
    shown = {
        "heading": _("Ask for an advocate"),
        "lead": _("An advocate is independent of us, and helps you to be heard. Say, if you like, whom you want."),
        "button": _("Ask for an advocate"),
    }
    return _words(
        request,
        "advocate",
        shown,
        lambda text: from_outside.ask_for_advocate(party, text=text, on=conf.today(), at=conf.now()),
    )


@for_a_visit
@GETS_AND_POSTS
def next_stage(request, visit: TrackingVisit, number):
    party = visit.access.party
    state = party.case.state(conf.today())
    move = nth(list(from_outside.next_stages(state)), number)
    stage = state.facts.procedure.stage(move.stage)
    late = _("The time to ask for it has passed. You can ask all the same: say why it comes now, and we decide.")
    shown = {
        "heading": _("Ask for the next stage"),
        "lead": late if move.late else stage.summary,
        "about": stage.name,
        "button": _("Ask for this stage"),
    }
    return _words(
        request,
        "late" if move.late else "asked",
        shown,
        lambda text: from_outside.ask_for_next_stage(party, key=move.stage, text=text, on=conf.today()),
    )


@for_a_visit
@GETS_AND_POSTS
def withdraw(request, visit: TrackingVisit):
    party = visit.access.party
    if not from_outside.may_withdraw(party, party.case.state(conf.today())):
        raise Http404
    shown = {
        "heading": _("Do you want to withdraw your complaint?"),
        "lead": _("We then stop looking into it, and close it. You can tell us later that you want to go on."),
        "button": _("Yes, withdraw my complaint"),
    }
    return _words(
        request,
        "withdrawn",
        shown,
        lambda text: from_outside.withdraw(party, text=text, on=conf.today()),
    )


def _words(request, key: str, shown: dict, perform: Callable):
    """Ask for words that may be left out, and do what was asked for."""
    form = WordsForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return page(request, "act", form=form, **shown)
    return finished(request, key, form, shown, lambda: perform(form.cleaned_data["text"]))


def finished(request, key: str, form, shown: dict, perform: Callable, *, template="act"):
    """Do what was asked for, and come back to the case; what cannot be now stands above the form."""
    try:
        perform()
    except MoveRefused as refused:
        form.add_error(None, refused.reason)
        return page(request, template, form=form, **shown)
    response = see_other("tracking_case")
    response["Location"] += f"?done={key}"
    return response


def nth(found: list, number: int):
    """Return what stands at this place of a person's own list. Raises: Http404."""
    if not 1 <= number <= len(found):
        raise Http404
    return found[number - 1]
