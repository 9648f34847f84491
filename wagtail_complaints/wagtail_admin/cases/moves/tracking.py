"""The moves on the tracking page of a case: send somebody a link, print them a code, close their ways in."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .... import conf
from ....actions import tracking
from ....conf import UNITED_KINGDOM
from ....letters.addressee import Addressee
from ....models import Case, Party, PartyRole
from ....models.tracking import may_follow
from ....procedure.journey import MoveRefused
from .door import MoveForm, UngovernedView, Words


@dataclass(frozen=True, slots=True)
class Follower:
    """Somebody who may follow the case, and how they have done so."""

    words: str
    may_be_mailed: bool
    has_a_way_in: bool


def people(case: Case) -> list[tuple[Party, Follower | None]]:
    """Return the people of a case fetched with their ways in and visits, and of each how they may follow it.

    The complainant stands first, whoever was added first.
    """
    parties = sorted(case.parties.all(), key=lambda party: party.role != PartyRole.COMPLAINANT)
    return [(party, _follower(party) if may_follow(party) else None) for party in parties]


def _follower(party: Party) -> Follower:
    ways = [way for way in party.ways_in.all() if not way.revoked_at]
    return Follower(_words(party, ways), bool(Addressee.of_party(party).email), bool(ways))


def _words(party: Party, ways: list) -> str:
    seen = [visit.seen_at for way in party.ways_in.all() for visit in way.visits.all()]
    if seen:
        return _("last used on %(when)s") % {"when": _instant(max(seen))}
    if ways:
        return _("opened to them on %(when)s, not used yet") % {"when": _instant(max(way.made_at for way in ways))}
    return _("nothing sent yet")


def _instant(when) -> str:
    return date_format(when.astimezone(UNITED_KINGDOM), "DATETIME_FORMAT")


class OfAFollower(UngovernedView):
    form_class = MoveForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.party  # noqa: B018

    @cached_property
    def party(self):
        return get_object_or_404(self.case.parties.select_related("case"), pk=self.kwargs["party"])

    def known(self):
        return [(self.party.role_name, self.party.name or _("Name not given"))]


class SendLinkView(OfAFollower):
    page_title = gettext_lazy("Send a link to the tracking page")
    lead = gettext_lazy("It opens once, and for a few days. Links sent before and not used are closed.")
    submit_button_label = gettext_lazy("Send the link")
    done = gettext_lazy("The link is on its way.")

    def perform(self):
        tracking.send_link(self.party, by=self.request.user, on=self.on, at=conf.now())

    def known(self):
        return [*super().known(), (_("E-mail"), Addressee.of_party(self.party).email or _("None that is safe"))]


class PrintCodeView(OfAFollower):
    """The code is shown on the page that answers, and never again: nobody can look it up."""

    page_title = gettext_lazy("Print a code for the tracking page")
    lead = gettext_lazy(
        "For somebody who cannot safely be e-mailed. The letter with the code is shown once, to be printed. A code "
        "printed before opens nothing any more."
    )
    submit_button_label = gettext_lazy("Make the letter")

    def form_valid(self, form):
        try:
            made = tracking.print_code(self.party, by=self.request.user, on=self.on, at=conf.now())
        except MoveRefused as refused:
            form.add_error(None, refused.reason)
            return self.render_to_response(self.get_context_data(form=form), status=409)
        before, code, after = made.words.partition(made.code)
        words = {"before": before, "code": code, "after": after}
        context = {**self.may_not(), "header_title": self.page_title, "made": made, **words}
        return render(self.request, "wagtail_complaints/admin/cases/tracking_code.html", context)


class RevokeForm(MoveForm):
    reason = Words(label=gettext_lazy("Why"), help_text=gettext_lazy("Kept in the history."))


class RevokeView(OfAFollower):
    page_title = gettext_lazy("Close the tracking page to somebody")
    lead = gettext_lazy("Their links and their code open nothing any more, and a page they have open is closed.")
    submit_button_label = gettext_lazy("Close it to them")
    done = gettext_lazy("Closed to them.")
    form_class = RevokeForm

    def perform(self, reason):
        tracking.revoke(self.party, reason=reason, by=self.request.user, at=conf.now())
