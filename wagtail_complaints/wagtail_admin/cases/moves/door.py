"""How does every move come in? Parse the form, call one action, show what came of it or why it cannot be now."""

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.widgets import AdminAutoHeightTextInput

from ....actions.moves import PERMISSIONS
from ....models.calendars import Calendars
from ....procedure.journey import Move, MoveRefused, Verb, moves
from ...days import DayInput
from ...nothing_chosen import say_what_nothing_is
from ...refused import SaysThatItWasRefused
from ..door import CaseDoor
from ..meanwhile import Meanwhile, as_seen, mark


class MoveForm(forms.Form):
    """The little that a move has to be told. `door` is the view it is shown in.

    `as_opened` is how the case stood as the form was opened; no action is told of it.
    """

    def __init__(self, *args, door, **kwargs):
        self.door = door
        super().__init__(*args, **kwargs)
        self.fields["as_opened"] = forms.CharField(required=False, widget=forms.HiddenInput)
        if not self.is_bound:
            self.initial = {"as_opened": mark(door.case), **self.initial}
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.widget = DayInput()
        self.prepare()
        for field in self.fields.values():
            say_what_nothing_is(field)

    def prepare(self):
        """Choices and first values that depend on the case."""

    def was_sent(self, name: str, value: str) -> bool:
        """Return whether this was chosen, be it offered or not: then the action says why it cannot be."""
        return self.is_bound and self.data.get(self.add_prefix(name)) == value

    def look_again(self):
        """Take the case as seen as it stands now, with everything typed kept."""
        self.data = self.data.copy()
        self.data["as_opened"] = mark(self.door.case)

    def offer(self, name: str, choices):
        """Let the field be chosen from `choices`, or leave it out of sight where there is but one."""
        field = self.fields[name]
        field.choices = choices
        if len(choices) == 1:
            field.initial = choices[0][0]
            field.widget = forms.HiddenInput()


class Words(forms.CharField):
    """Several lines of text."""

    widget = AdminAutoHeightTextInput


class MoveView(SaysThatItWasRefused, CaseDoor, FormView):
    """One move of a case, or of one of its stages (`stage` in the address).

    GET where the move cannot be made now says why, and offers no form; a POST is asked of the action all the
    same, and its refusal stands above the form with everything kept. Where somebody else recorded something of the
    case since the form was opened, that is shown first, and the form is sent again by whoever has read it.
    """

    verb: Verb
    template_name = "wagtail_complaints/admin/cases/move.html"
    submit_button_label = _("Save")
    lead = ""
    done = _("Recorded.")
    waits_for_nobody = False
    meanwhile = ()

    @property
    def permission(self):
        return PERMISSIONS.get(self.verb, "work_case")

    @property
    def screen(self) -> str:
        return self.page_title

    def perform(self, **cleaned):
        """Call the one action of this move."""
        raise NotImplementedError

    @cached_property
    def stage(self):
        """Return the stage in the address, or None where it has not been asked for. Raises: Http404."""
        key = self.kwargs.get("stage")
        if key is None:
            return None
        if key not in {stage.key for stage in self.case.terms.stages}:
            raise Http404
        return self.case.stages.select_related("decider").filter(key=key).first()

    @cached_property
    def stage_terms(self):
        """Return what the procedure says of the stage in the address. Raises: Http404."""
        key = self.kwargs.get("stage")
        if key is None:
            return None
        try:
            return self.case.terms.stage(key)
        except KeyError:
            raise Http404 from None

    @cached_property
    def state(self):
        return self.case.state(self.on, Calendars())

    @cached_property
    def moves(self) -> list[Move]:
        """Return every move of this kind in this case (and stage), offered or not."""
        key = self.kwargs.get("stage", "")
        return [move for move in moves(self.state) if move.verb == self.verb and move.stage == key]

    @property
    def refusal(self) -> str:
        """Return why none of the moves can be made now, or nothing."""
        if any(move.is_offered for move in self.moves):
            return ""
        return self.moves[0].refusal if self.moves else str(_("The procedure of this case has no such step."))

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "door": self}

    def get(self, request, *args, **kwargs):
        if self.kwargs.get("stage"):
            self.stage  # noqa: B018
        return super().get(request, *args, **kwargs)

    def needed(self, row):
        """Return what the move is made of. Raises: MoveRefused, where a move was forced and there is none."""
        if row is None:
            raise MoveRefused(self.refusal)
        return row

    def others(self, given: dict) -> tuple[int, ...]:
        """Return the keys of the other cases that this move locks."""
        return ()

    def form_valid(self, form):
        given = dict(form.cleaned_data)
        seen = "" if self.waits_for_nobody else given["as_opened"]
        del given["as_opened"]
        try:
            with as_seen(self.case, seen, beside=self.others(given)):
                self.perform(**given)
        except Meanwhile as first:
            self.meanwhile = first.told
            self.__dict__.pop("state", None)
            form.look_again()
            return self.render_to_response(self.get_context_data(form=form), status=409)
        except MoveRefused as refused:
            form.add_error(None, refused.reason)
            return self.render_to_response(self.get_context_data(form=form), status=409)
        if self.done:
            messages.success(self.request, self.done)
        return redirect(self.get_success_url())

    def get_success_url(self):
        return self.case_url

    def get_page_title(self):
        return self.page_title

    def get_page_subtitle(self):
        return ""

    def get_breadcrumbs_items(self):
        return [*self.case_breadcrumbs, {"url": "", "label": self.page_title}]

    def get_header_title(self):
        return f"{self.page_title}: {self.case.reference}"

    def known(self) -> list[tuple[str, str]]:
        """Return what an officer has to know while filling the form in, as terms and their words."""
        return []

    def get_context_data(self, **kwargs):
        is_shown = self.request.method == "POST" or not self.refusal
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "case": self.case,
            "stage_terms": self.stage_terms,
            "form": context["form"] if is_shown else None,
            "refusal": "" if is_shown else self.refusal,
            "meanwhile": self.meanwhile,
            "not_any_more": self.refusal if self.meanwhile else "",
            "lead": self.lead,
            "known": self.known(),
            "cautions": self.case.parties.exclude(contact_safety="", adjustments=""),
            "case_url": self.case_url,
            "action_url": self.request.get_full_path(),
            "submit_button_label": self.submit_button_label,
            "submit_button_active_label": _("Saving…"),
            "media": context["form"].media,
        }


class UngovernedView(MoveView):
    """What may be written down at any time: people and notes are no moves of the procedure."""

    permission = "work_case"
    refusal = ""
    moves = ()


class StageMoveView(MoveView):
    """A move of a stage that the case has come to. Raises: Http404, where it has not."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        get_object_or_404(self.case.stages, key=self.kwargs["stage"])
