"""The note that an officer leaves for the next one."""

from django.utils.translation import gettext_lazy as _

from ....actions import notes
from .door import MoveForm, UngovernedView, Words


class NoteForm(MoveForm):
    text = Words(
        label=_("Note"), help_text=_("For colleagues who see this case. The complainant may ask to read it.")
    )


class AddNoteView(UngovernedView):
    page_title = _("Add a note")
    submit_button_label = _("Add the note")
    done = _("The note is kept.")
    form_class = NoteForm

    def perform(self, text):
        notes.add(self.case, text=text, by=self.request.user)
