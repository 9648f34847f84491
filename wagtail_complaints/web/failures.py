"""What does somebody see when their words could not be taken? The words, and what to do; from no database."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ..blocks.feedback_form import contact_for
from ..forms.contact import Contact
from ..forms.definition import FormDefinition
from ..forms.feedback import TRAP, FeedbackAnswers
from ..forms.questions import KINDS
from . import salvage

_OUR_OWN = (
    *("contact", "intention", "send", "change", "back", "upload", "remove", "at", "passed", "uploads", TRAP),
    "csrfmiddlewaretoken",
)


def not_saved(request) -> HttpResponse:
    return _page(
        request, "not_saved", status=503, carried=_typed(request.POST, leaving_out=("csrfmiddlewaretoken",))
    )


def form_unknown(request) -> HttpResponse:
    return _page(request, "form_unknown", status=404)


def sent_from_elsewhere(request) -> HttpResponse:
    return _page(
        request, "sent_from_elsewhere", status=403, carried=_typed(request.POST, leaving_out=("intention", "send"))
    )


def unreadable(request) -> HttpResponse:
    """Say that the form was spoilt on its way, with what could be read of it: sent again, it is checked as any."""
    read = salvage.words_in(request)
    context = {
        "action": request.path,
        "typed": _typed(read, leaving_out=("intention", "send", "csrfmiddlewaretoken")),
        "words": _all_in_words(read),
        "contact": contact_for(request),
    }
    return render(request, "wagtail_complaints/feedback/unreadable.html", context, status=400)


def too_much(request) -> HttpResponse:
    """Say that the post was too large to be read; the browser has the words still."""
    page = render_to_string("wagtail_complaints/feedback/too_much.html", {"contact": contact_for(request)})
    return HttpResponse(page, status=413)


def _page(request, template: str, *, status: int, carried=()) -> HttpResponse:
    page = render_to_string(
        f"wagtail_complaints/feedback/{template}.html",
        {
            "action": request.path,
            "typed": carried,
            "words": _all_in_words(request.POST),
            "contact": Contact.opened(request.POST.get("contact", "")),
        },
    )
    return HttpResponse(page, status=status)


def _typed(posted: QueryDict, leaving_out) -> list[tuple[str, str]]:
    return [(name, value) for name, values in posted.lists() if name not in leaving_out for value in values]


def _all_in_words(posted: QueryDict) -> list[tuple[str, str]]:
    return [_in_words(*answer) for answer in _typed(posted, _OUR_OWN) if answer[1].strip()]


def _in_words(name: str, value: str) -> tuple[str, str]:
    """Return a question and its answer: what every form asks is known without the database."""
    everyones = FeedbackAnswers(FormDefinition(kinds=tuple(KINDS), asks_if_under_18=True), place="").fields
    if name not in everyones:
        return _("Another question"), value
    return str(everyones[name].label), str(everyones[name].shown(value) or value)
