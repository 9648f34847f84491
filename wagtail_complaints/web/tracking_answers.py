"""What does somebody answer on the page of their case? Whether they agree to a later date, and how it went."""

from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .. import conf
from ..actions import from_outside, surveys
from ..forms.survey import SurveyForm
from ..forms.tracking import AnswerForm, ProposalForm
from ..models import TrackingVisit
from .tracking_acts import GETS_AND_POSTS, finished, nth
from .tracking_page import for_a_visit, page


@for_a_visit
@GETS_AND_POSTS
def later_date(request, visit: TrackingVisit, number):
    """Take whether they agree to a later date that was given."""
    party = visit.access.party
    given = nth(from_outside.later_dates(party, on=conf.today()), number)
    shown = {
        "heading": _("Do you agree to the later date?"),
        "about": date_format(given.to, "l j F Y"),
        "lead": given.reason,
        "button": _("Send my answer"),
    }
    return _answered(
        request,
        shown,
        AnswerForm(_typed(request)),
        lambda form: "answered",
        lambda form: from_outside.agree_to_later_date(party, given, agrees=_says_yes(form), on=conf.today()),
    )


@for_a_visit
@GETS_AND_POSTS
def proposed_date(request, visit: TrackingVisit, number):
    """Take whether they agree to a later date that is given only if they do."""
    party, on = visit.access.party, conf.today()
    asked = nth(from_outside.proposed_dates(party, party.case.state(on)), number)
    now = asked.case_stage.deadlines.filter(event=asked.event, due_on__isnull=False).order_by("due_on").first()
    shown = {
        "heading": _("Do you agree to wait longer?"),
        "about": _("Until %(day)s") % {"day": date_format(asked.to, "l j F Y")},
        "lead": asked.reason,
        "now": now.due_on if now else None,
        "button": _("Send my answer"),
    }
    return _answered(
        request,
        shown,
        ProposalForm(_typed(request)),
        lambda form: "agreed" if _says_yes(form) else "declined",
        lambda form: from_outside.answer_proposed_date(
            party, asked, agrees=_says_yes(form), text=form.cleaned_data["text"], on=on, at=conf.now()
        ),
    )


@for_a_visit
@GETS_AND_POSTS
def survey(request, visit: TrackingVisit):
    """Take how they say that a stage was handled."""
    party, on = visit.access.party, conf.today()
    stage = surveys.asked_about(party, party.case.state(on))
    if not stage:
        raise Http404
    shown = {
        "heading": _("How did we handle your complaint?"),
        "about": stage.terms.name,
        "lead": _(
            "Your answers to the questions are only counted, with those of others: they are not kept with your "
            "complaint, and change nothing about it. Leave out what you like."
        ),
        "button": _("Send my answers"),
    }
    return _answered(
        request,
        shown,
        SurveyForm(_typed(request)),
        lambda form: "told",
        lambda form: surveys.give(
            party, stage, answers=form.answers, text=form.cleaned_data["text"], on=on, at=conf.now()
        ),
    )


def _answered(request, shown: dict, form, done, perform):
    """Ask, with the errors of what was answered; and do what the answer means."""
    if not form.is_valid():
        return page(request, "act", form=form, **shown)
    return finished(request, done(form), form, shown, lambda: perform(form))


def _typed(request):
    return request.POST if request.method == "POST" else None


def _says_yes(form) -> bool:
    return form.cleaned_data["agrees"] == "yes"
