"""The moves between cases: split one, merge it with a duplicate, link it with another, undo a link."""

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ....actions import links
from ....models import Case, CaseLink, Procedure
from ....procedure.journey import Verb
from ....procedure.references import read_reference
from .door import MoveForm, MoveView, Words

MOVED, COPIED = "moved", "copied"


class SplitForm(MoveForm):
    procedure = forms.ModelChoiceField(
        label=_("Procedure of the new case"), queryset=Procedure.objects.none(), empty_label=_("Choose…")
    )
    subject = forms.CharField(
        label=_("What the new case is about"),
        max_length=200,
        help_text=_("A few words, with nobody’s name: it stands in lists and letters."),
    )
    points = forms.TypedMultipleChoiceField(
        label=_("Points that belong to it"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    points_are = forms.ChoiceField(
        label=_("These points"),
        choices=[(MOVED, _("Move: this case answers them no more")), (COPIED, _("Stand in both cases"))],
        initial=MOVED,
        required=False,
        widget=forms.RadioSelect,
    )
    reason = Words(label=_("Why it is a case of its own"), help_text=_("Kept in the history of both cases."))

    def prepare(self):
        self.fields["procedure"].queryset = (
            Procedure.objects.filter(is_live=True, versions__isnull=False).distinct().order_by("title")
        )
        standing = self.door.case.points.filter(is_withdrawn=False).order_by("number")
        self.fields["points"].choices = [(point.number, f"{point.number}. {point.text}") for point in standing]
        if not standing:
            del self.fields["points"], self.fields["points_are"]


class SplitView(MoveView):
    verb = Verb.SPLIT
    page_title = _("Split the case")
    lead = _(
        "A part that belongs under another procedure becomes a case of its own, with what was sent, its own "
        "reference and its own dates from the day of receipt. The complainant is told by letter."
    )
    submit_button_label = _("Split it")
    done = _("Split. The new case is to be triaged, and the letter is on its way.")
    form_class = SplitForm

    def perform(self, points_are=MOVED, **given):
        is_moved = points_are != COPIED
        self.made = links.split(self.case, by=self.request.user, on=self.on, is_moved=is_moved, **given)

    def get_success_url(self):
        seen = Case.objects.visible_to(self.request.user).filter(pk=self.made.pk).exists()
        return self.url_of(self.made) if seen else self.case_url


class _AnotherCaseForm(MoveForm):
    """Names another case by its reference, as it is read or said aloud. One that is not seen is not found."""

    def clean_reference(self):
        unknown = forms.ValidationError(_("You can see no case with this reference."))
        try:
            asked = read_reference(self.cleaned_data["reference"])
        except ValueError:
            raise unknown from None
        found = Case.objects.visible_to(self.door.request.user).filter(reference=asked).first()
        if found is None:
            raise unknown
        return found


class MergeForm(_AnotherCaseForm):
    reference = forms.CharField(label=_("Reference of the case that goes on"), max_length=40)
    reason = Words(label=_("How you know that it is the same"), help_text=_("Kept in the history of both cases."))
    tells = forms.BooleanField(
        label=_("Tell the complainant by letter"),
        required=False,
        initial=True,
        help_text=_("The letter names the other reference. Not where the other complaint came from somebody else."),
    )

    def prepare(self):
        if asked := self.door.request.GET.get("into"):
            self.initial = {"reference": asked, **self.initial}


class MergeView(MoveView):
    verb = Verb.MERGE
    page_title = _("Merge with another case")
    lead = _(
        "This case is closed as a duplicate, and the other goes on. Nothing is lost: what was sent stays readable "
        "here, and reopening this case undoes it."
    )
    submit_button_label = _("Merge and close this case")
    done = _("Merged.")
    form_class = MergeForm

    def others(self, given):
        return (given["reference"].pk,)

    def perform(self, reference, **given):
        links.merge(self.case, into=reference, by=self.request.user, on=self.on, **given)


class LinkForm(_AnotherCaseForm):
    reference = forms.CharField(label=_("Reference of the other case"), max_length=40)
    reason = Words(label=_("What they have to do with each other"))


class LinkView(MoveView):
    verb = Verb.LINK
    page_title = _("Link with another case")
    submit_button_label = _("Link them")
    done = _("Linked.")
    form_class = LinkForm

    def perform(self, reference, **given):
        links.link(self.case, to=reference, by=self.request.user, on=self.on, **given)


class UnlinkForm(MoveForm):
    reason = Words(label=_("Why they are not linked"), help_text=_("Kept in the history of both cases."))


class UnlinkView(MoveView):
    """Undo a link of this case; `link` is in the address. A link to a case that is not seen is not found."""

    verb = Verb.LINK
    page_title = _("Undo a link")
    submit_button_label = _("Undo the link")
    done = _("The link is undone.")
    form_class = UnlinkForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.linked  # noqa: B018

    @cached_property
    def linked(self):
        seen = [each.link.pk for each in CaseLink.objects.seen_from(self.case, self.request.user)]
        return get_object_or_404(CaseLink, pk=self.kwargs["link"], pk__in=seen)

    def known(self):
        seen = CaseLink.objects.seen_from(self.case, self.request.user)
        return [
            (each.words, " · ".join(filter(None, [each.case.reference, each.case.subject])))
            for each in seen
            if each.link == self.linked
        ]

    def perform(self, **given):
        links.unlink(self.linked, by=self.request.user, **given)
