"""The complainant's own page: come in by a link or a code, see where the case is, read its letters, leave.

Whether a reference exists shows in no answer: the page is the same, and what is sent is sent when it is out.
"""

from functools import partial

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import conf
from ..actions import tracking
from ..forms.tracking import WayInForm
from ..models import Case, TrackingVisit
from ..models.calendars import Calendars
from . import rate_limits, tracking_acts, tracking_statement, tracking_story, tracking_visit
from .feedback import Received
from .same_site import is_from_this_site
from .tracking_page import for_a_visit, page, private
from .tracking_visit import see_other


@private
@require_http_methods(["GET", "HEAD", "POST"])
def come_in(request):
    """Ask for the reference, and for a code where there is one."""
    if request.method != "POST":
        return page(request, "come_in", form=WayInForm())
    form = WayInForm(request.POST)
    if not is_from_this_site(request) or not form.is_valid():
        return page(request, "come_in", form=form)
    reference, code = form.cleaned_data["reference"], form.cleaned_data["code"]
    if _tries_too_often(request, reference):
        return try_later(request)
    if code:
        return _with_code(request, form, reference, code)
    at = conf.now()
    asked = partial(tracking.ask_for_links, reference, on=conf.civil_day(at), at=at)
    return Received(reverse("wagtail_complaints:tracking_sent"), asked)


def _with_code(request, form: WayInForm, reference: str, code: str):
    if secret := tracking.enter_by_code(reference, code, at=conf.now()):
        return tracking_visit.begin(request, secret)
    form.add_error("code", _("This reference and this code do not belong together. Check both for a slip"))
    return page(request, "come_in", form=form)


def _tries_too_often(request, reference: str) -> bool:
    here = rate_limits.LOOK_UPS.is_passed_by(request)
    return rate_limits.TRIES.is_passed_for(rate_limits.hidden(reference)) or here


def try_later(request) -> HttpResponse:
    minutes = rate_limits.minutes_to_wait()
    response = page(request, "try_later", status=429, minutes=minutes)
    response.headers["Retry-After"] = str(minutes * 60)
    return response


@private
@require_safe
def sent(request):
    return page(request, "sent", hours=conf.setting("WAGTAIL_COMPLAINTS_TRACKING_LINK_HOURS"))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def open_link(request, token):
    """Show a button; pressing it spends the link. A mail scanner that follows the link presses nothing."""
    at = conf.now()
    if request.method == "POST" and is_from_this_site(request):
        if secret := tracking.enter_by_link(token, at=at):
            return tracking_visit.begin(request, secret)
    elif tracking.could_enter(token, at=at):
        return page(request, "open")
    if rate_limits.LOOK_UPS.is_passed_by(request):
        return try_later(request)
    return page(request, "spent", status=410, form=WayInForm())


@for_a_visit
@require_safe
def case(request, visit: TrackingVisit):
    return page(request, "case", **_story(request, visit))


def _story(request, visit: TrackingVisit) -> dict:
    party, on, calendars = visit.access.party, conf.today(), Calendars()
    seen = Case.objects.select_related("current_stage", "owner").with_terms()
    followed = seen.get(pk=party.case_id)
    state = followed.state(on, calendars)
    return {
        "case": followed,
        "party": party,
        "standing": tracking_story.standing(followed),
        "dates": tracking_story.next_dates(followed, on=on, calendars=calendars),
        "who": tracking_story.who_deals_with_it(request, followed),
        "letters": tracking_story.letters_to(party),
        "sent": tracking_story.sent_by(party),
        "messages": tracking_story.messages_of(party),
        "done": tracking_acts.DONE.get(request.GET.get("done", ""), ""),
        "acts": tracking_acts.acts(party, state),
        "window": tracking_story.window(followed, state),
        "stated": tracking_statement.stated(party, state),
    }


@for_a_visit
@require_safe
def letter(request, visit: TrackingVisit, number):
    """Hand over the n-th letter of those that they may read: no address names any other."""
    letters = tracking_story.letters_to(visit.access.party)
    if not 1 <= number <= len(letters):
        raise Http404
    chosen = letters[number - 1]
    response = HttpResponse(chosen.body, content_type="text/plain; charset=utf-8")
    name = f"{chosen.dated.isoformat()} {chosen.get_kind_display()}.txt"
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@private
@require_POST
def leave(request):
    if not is_from_this_site(request):
        return see_other("tracking")
    return tracking_visit.end(tracking_visit.current(request))


@private
@require_safe
def left(request):
    return page(request, "left")
