"""Write a letter that a stage owes, or record that it was sent in another way."""

from django import forms
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.utils import get_user_display_name

from ....actions import stage_letters
from ....procedure.journey import Verb
from .door import MoveForm, StageMoveView, Words


class StageLetterForm(MoveForm):
    text = Words(label=gettext_lazy("The letter"), required=False)
    says = forms.MultipleChoiceField(
        label=gettext_lazy("It says"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = Words(
        label=gettext_lazy("It was sent in another way"),
        required=False,
        help_text=gettext_lazy("How, and to whom. Then no letter goes out from here: leave the rest as it is."),
    )
    on = forms.DateField(label=gettext_lazy("Sent on"))

    def prepare(self):
        must = self.door.letter.says
        self.fields["says"].choices = [(each, each) for each in must]
        if not must:
            del self.fields["says"]
        self.initial = {"on": self.door.on, "text": self.door.draft, **self.initial}

    def clean(self):
        given = super().clean()
        given.setdefault("says", [])
        if not given.get("note") and not given.get("text", "").strip():
            self.add_error("text", _("Write the letter, or say how it was sent in another way."))
        return given


class StageLetterView(StageMoveView):
    """`number` in the address is the letter's place in the stage of the document."""

    verb = Verb.SEND_LETTER
    submit_button_label = gettext_lazy("Send the letter")
    lead = gettext_lazy("It goes out as you save, in the frame of all letters, with the reference and the stage.")
    form_class = StageLetterForm

    @cached_property
    def letter(self):
        letters, number = self.stage_terms.letters, self.kwargs["number"]
        if not 1 <= number <= len(letters):
            raise Http404
        return letters[number - 1]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.letter  # noqa: B018

    @property
    def page_title(self):
        return self.letter.name

    @property
    def draft(self) -> str:
        """Return the letter as it begins: a place for each thing that it must say, and who has a part."""
        people = [_named(each) for each in self.stage.appointments.select_related("user").filter(ended_on=None)]
        parts = [f"{each}:\n" for each in self.letter.says]
        return "\n".join([*parts, *([_("People with a part in this stage:")] if people else []), *people])

    def perform(self, *, note, text, says, on):
        if note:
            stage_letters.record(self.stage, name=self.letter.name, note=note, on=on, by=self.request.user)
        else:
            stage_letters.send(self.stage, name=self.letter.name, text=text, says=says, on=on, by=self.request.user)


def _named(appointment) -> str:
    who = get_user_display_name(appointment.user) if appointment.user else appointment.name
    return f"{appointment.role}: {who}"
