"""The moves on a statement of complaint: send the next version to be agreed, and record what was answered."""

from django import forms
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ....actions import statements
from ....models import AnsweredBy, StatementAnswer
from ....procedure.journey import Verb
from .door import MoveForm, StageMoveView, Words


class SendForm(MoveForm):
    outcomes = Words(
        label=_("What they hope for"),
        required=False,
        help_text=_("The outcome as a whole, beside what would put each point right. The letter says it."),
    )

    def prepare(self):
        last = self.door.stage.statements.last()
        asked_for = last.outcomes if last else self.door.case.submission.answer("put_right")
        self.initial = {"outcomes": asked_for, **self.initial}


class SendStatementView(StageMoveView):
    verb = Verb.SEND_STATEMENT
    page_title = _("Send the statement of complaint")
    lead = _(
        "The points as they stand now are put in a letter, which asks whether they are right. "
        "To change them, change the points of complaint first."
    )
    submit_button_label = _("Send the statement")
    done = _("Sent. The letter is on its way.")
    form_class = SendForm

    def perform(self, outcomes):
        statements.send(self.stage, outcomes=outcomes, by=self.request.user, on=self.on)

    def known(self):
        told = [(_("Point %s") % each["number"], _in_words(each)) for each in statements.points_of(self.case)]
        last = self.stage.statements.last()
        if last and last.missing:
            told.insert(0, (_("Missing in version %s") % last.number, last.missing))
        return told or [(_("Points of complaint"), _("None yet: add them first"))]


class AnswerForm(MoveForm):
    answer = forms.ChoiceField(label=_("Answer"), choices=StatementAnswer.choices, widget=forms.RadioSelect)
    missing = Words(label=_("What is missing or wrong"), required=False, help_text=_("In their own words."))
    on = forms.DateField(label=_("Answered on"))
    how = forms.ChoiceField(label=_("How"), choices=[(how.value, how.label) for how in AnsweredBy][:-1])

    def prepare(self):
        self.initial = {"on": self.door.on, **self.initial}

    def clean(self):
        given = super().clean()
        is_agreed = given.get("answer") == StatementAnswer.AGREED
        if is_agreed and given.get("missing"):
            self.add_error("missing", _("Leave this empty where they agree."))
        if given.get("answer") == StatementAnswer.MISSING and not given.get("missing"):
            self.add_error("missing", _("Say what is missing or wrong."))
        return given


class AnswerStatementView(StageMoveView):
    verb = Verb.ANSWER_STATEMENT
    page_title = _("Record the answer to the statement")
    form_class = AnswerForm

    @cached_property
    def statement(self):
        return self.stage.statements.last()

    def perform(self, answer, missing, **given):
        statement = self.needed(self.statement)
        if answer == StatementAnswer.AGREED:
            statements.agree(statement, by=self.request.user, **given)
        else:
            statements.object_to(statement, missing=missing, by=self.request.user, **given)

    def known(self):
        if not self.statement:
            return []
        sent = {"number": self.statement.number, "day": date_format(self.statement.sent_on)}
        points = [(_("Point %s") % each["number"], _in_words(each)) for each in self.statement.points]
        return [(_("Sent"), _("Version %(number)s, %(day)s") % sent), *points]


def _in_words(point: dict) -> str:
    sought = point["outcome_sought"] and _("Would put it right: %s") % point["outcome_sought"]
    return " ".join(filter(None, (point["text"], str(sought))))
