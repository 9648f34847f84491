"""What does an officer see of one case? The case page: everything known, what may be done now, and what not yet."""

from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.utils import get_user_display_name

from ...actions.moves import PERMISSIONS
from ...models import CaseLink, Response, Standing
from ...models.calendars import Calendars
from ...models.link import Linked
from ...procedure.journey import Verb, move
from ..uploads import files_of
from .columns import owner_of
from .door import CaseDoor
from .fetched import fetch
from .moves.entitlement import speaking_for_others
from .moves.offers import offers
from .moves.tracking import people
from .papers import actions_of, answers, letters, messages, notes, point_stories, statements
from .sight import sight_of
from .story import response_url, stage_stories
from .summary import summary


class CasePageView(CaseDoor, TemplateView):
    template_name = "wagtail_complaints/admin/cases/case.html"

    def get_case(self):
        case = super().get_case()
        self.kinds = fetch(case)
        return case

    def get_cases(self):
        return super().get_cases().with_lateness().select_related("service_area", "team", "submission__logged_by")

    @cached_property
    def state(self):
        return self.case.state(self.on, self.calendars)

    @cached_property
    def calendars(self):
        return Calendars()

    def get_page_title(self):
        return self.case.reference

    def get_breadcrumbs_items(self):
        return self.case_breadcrumbs

    def get_context_data(self, **kwargs):
        head = summary(self.case, self.state, self.on)
        return super().get_context_data(
            case=self.case,
            on=self.on,
            summary=head,
            stages=stage_stories(self.case, self.state, self.calendars),
            points=point_stories(self.case),
            statements=statements(self.case),
            letters=letters(self.case, self.request.user),
            notes=notes(self.case),
            messages_of_the_case=messages(self.case),
            answers=answers(self.case),
            files=files_of(self.case.submission),
            offers=offers(self.case, self.state, self.may, named=head.whose.verb),
            sight=sight_of(self.case, self.request.user),
            owner=owner_of(self.case),
            logged_by=self.case.submission.logged_by and get_user_display_name(self.case.submission.logged_by),
            track=next((each.name for each in self.case.terms.tracks if each.key == self.case.track), ""),
            cautions=[party for party in self.case.parties.all() if party.contact_safety or party.adjustments],
            may_change_points=self.may("work_case") and move(self.state, Verb.CHANGE_POINTS).is_offered,
            people=people(self.case),
            speakers=speaking_for_others(self.case.parties.all()),
            lateness=self.lateness,
            lateness_url=self.lateness_url,
            enquiries=self.case.enquiries.all(),
            agreed_actions=actions_of(self.case, self.on),
            learning=self.case.learning.all(),
            linked=self.linked,
            history_url=self.history_url,
            sign_url=self.sign_url,
            may_correct=self.may("correct_case"),
            bundle_url=self.bundle_url,
            may_work=self.may("work_case"),
            may_assign=self.may("assign_case"),
            may_override=self.may("override_independence"),
            had_part_before=[each for each in self.case.earlier_parts.all() if each.is_current],
            **kwargs,
        )

    @property
    def linked(self) -> list[Linked]:
        if self.kinds.isdisjoint(("links_from", "links_to")):
            return []
        return CaseLink.objects.seen_from(self.case, self.request.user)

    @property
    def lateness(self):
        """Return the decision in force about a complaint that came late."""
        about_the_case = (each for each in self.case.lateness_decisions.all() if not each.case_stage_id)
        return next((each for each in about_the_case if each.is_current), None)

    @property
    def lateness_url(self) -> str:
        if not self.may(PERMISSIONS[Verb.DECIDE_LATENESS]):
            return ""
        return reverse(f"complaints_cases:{Verb.DECIDE_LATENESS}", args=[self.case.pk])

    @property
    def bundle_url(self) -> str:
        return reverse("complaints_case_bundle", args=[self.case.pk]) if self.may("bundle_case") else ""

    @property
    def sign_url(self) -> str | None:
        """Return where this officer signs a letter of the case, if it is their turn."""
        if self.case.standing != Standing.SIGN_OFF:
            return None
        letters = Response.objects.filter(case_stage__case=self.case)
        letter = letters.waiting_for(self.request.user).first()
        return letter and response_url(letter)

    @property
    def history_url(self):
        """The history view belongs to the registers; where a site leaves it out there is no link."""
        try:
            return reverse("complaints_case_history", args=[self.case.pk])
        except NoReverseMatch:
            return None
