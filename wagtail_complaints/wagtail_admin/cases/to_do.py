"""What do these cases leave to be done? Lists that say which actions and letters, not only that there are any."""

from collections.abc import Mapping

from django.db.models import Prefetch
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy

from ...models import CaseStage
from ...procedure.letters_owed import LetterState
from .columns import Plain
from .filters import LETTERS, actions_that_are
from .letters_owed import still_owed, words
from .papers import actions_of

ENTRY = (
    '<div><div class="wc-two-lines" title="{0}">{0}</div>'
    '<span class="wc-second">{1} <span class="wc-due{2}">{3}</span></span></div>'
)


class ActionsColumn(Plain):
    """What is left of what was agreed, who does it, and by when."""

    def __init__(self, *, on):
        super().__init__("actions", label=gettext_lazy("What is to be done"), classname="wc-to-do")
        self.on = on

    def html(self, instance):
        return _entries(
            (each.row.text, each.who, each.is_late, each.words) for each in actions_of(instance, self.on)
        )


class LettersColumn(Plain):
    """Which letters are owed, and by which stage."""

    def __init__(self):
        super().__init__("letters", label=gettext_lazy("Letters owed"), classname="wc-to-do")

    def html(self, instance):
        return _entries(
            (each.letter.name, stage.terms.name, each.state == LetterState.MISSING, words(each.state))
            for stage, each in still_owed(instance)
        )


def what_is_left(cases, asked: Mapping[str, str], *, on) -> tuple:
    """Return the cases, and the column of what they leave to be done: None where the list is about something else.

    `asked` are the filters of the register. What the column tells of comes with the cases.
    """
    if value := asked.get("actions"):
        actions = Prefetch("actions", actions_that_are(value).select_related("owner"))
        return cases.prefetch_related(actions), ActionsColumn(on=on)
    if asked.get("waiting") == LETTERS:
        stages = Prefetch("stages", CaseStage.objects.with_facts().prefetch_related("letters_sent"))
        return cases.prefetch_related(stages), LettersColumn()
    return cases, None


def _entries(told):
    return format_html_join(
        "", ENTRY, ((what, who, " wc-due--late" if is_late else "", how) for what, who, is_late, how in told)
    )
