"""Did we understand the complaint? Somebody reads the statement of it, and agrees or says what is missing."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import conf
from ..actions import from_outside
from ..forms.tracking import StatementForm
from ..models import Party, Statement, TrackingVisit
from ..procedure.journey import State
from .tracking_acts import GETS_AND_POSTS, finished
from .tracking_page import for_a_visit, page


@dataclass(frozen=True, slots=True)
class Stated:
    """The latest statement, as the person sees it; `url` is where they answer it, while they can."""

    row: Statement
    url: str


def stated(party: Party, state: State) -> Stated | None:
    """Return the statement to whoever decides for themselves: an advocate reads the letter that it went out in."""
    if not from_outside.may_decide(party):
        return None
    if waiting := from_outside.statement_for(party, state):
        return Stated(waiting, reverse("wagtail_complaints:tracking_statement"))
    latest = Statement.objects.filter(case_stage__case=party.case).order_by("case_stage", "number").last()
    return Stated(latest, "") if latest else None


@for_a_visit
@GETS_AND_POSTS
def statement(request, visit: TrackingVisit):
    party = visit.access.party
    waiting = from_outside.statement_for(party, party.case.state(conf.today()))
    if waiting is None:
        raise Http404
    shown = {
        "heading": _("Have we understood your complaint?"),
        "statement": waiting,
        "button": _("Send my answer"),
    }
    form = StatementForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return page(request, "statement_act", form=form, **shown)
    if request.POST.get("version") != str(waiting.number):
        form.add_error(None, _("We have sent you a new statement meanwhile. Read this one, and answer again."))
        return page(request, "statement_act", form=form, **shown)
    key, perform = _answered(party, waiting, form.cleaned_data)
    return finished(request, key, form, shown, perform, template="statement_act")


def _answered(party: Party, waiting: Statement, given: dict) -> tuple[str, Callable]:
    if given["agrees"] == "yes":
        return "statement-agreed", lambda: _agree(party, waiting)
    return "statement-missing", lambda: _object_to(party, waiting, given["text"])


def _agree(party: Party, waiting: Statement):
    from_outside.agree_to_statement(party, waiting, on=conf.today())


def _object_to(party: Party, waiting: Statement, text: str):
    from_outside.object_to_statement(party, waiting, text=text, on=conf.today(), at=conf.now())
