"""The moves on the messages of a case: write to somebody on their tracking page, note that theirs were read."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .... import conf
from ....actions import messages
from ....letters.addressee import Addressee
from .door import MoveForm, UngovernedView, Words
from .tracking import OfAFollower


class WriteForm(MoveForm):
    text = Words(label=gettext_lazy("Message"))
    is_question = forms.BooleanField(label=gettext_lazy("I need an answer"), required=False)
    ends_hold = forms.BooleanField(
        label=gettext_lazy("The hold ends when they answer"),
        required=False,
        help_text=gettext_lazy("The stage is on hold now. Their answer ends the hold on the day it comes."),
    )

    def prepare(self):
        if not self.door.open_hold:
            del self.fields["ends_hold"]


class WriteView(OfAFollower):
    page_title = gettext_lazy("Write a message")
    lead = gettext_lazy(
        "It is read on the tracking page alone. The e-mail says only that there is a message, and goes out only "
        "where e-mail is safe."
    )
    submit_button_label = gettext_lazy("Send")
    done = gettext_lazy("The message is on the tracking page.")
    form_class = WriteForm

    @property
    def open_hold(self):
        stage = self.case.current_stage
        return stage.open_hold if stage else None

    def perform(self, text, is_question, ends_hold=False):
        messages.send(
            self.party,
            text=text,
            is_question=is_question,
            hold=self.open_hold if ends_hold else None,
            by=self.request.user,
            on=self.on,
            at=conf.now(),
        )

    def known(self):
        told = Addressee.of_party(self.party).email or _("No: tell them another way that there is a message")
        return [*super().known(), (_("Told by e-mail"), told)]


class ReadView(UngovernedView):
    page_title = gettext_lazy("Mark the messages as read")
    lead = gettext_lazy("They then leave the list of what is to be read, for everybody.")
    submit_button_label = gettext_lazy("I have read them")
    done = gettext_lazy("Marked as read.")
    form_class = MoveForm

    def perform(self):
        messages.mark_read(self.case, by=self.request.user, at=conf.now())
