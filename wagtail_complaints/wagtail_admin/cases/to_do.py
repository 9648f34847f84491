"""Which actions of these cases are outstanding or overdue? A list of cases that says what each has left to do."""

from django.db.models import Prefetch
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy

from .columns import Plain
from .filters import actions_that_are
from .papers import actions_of


class ToDoColumn(Plain):
    """What is left of what was agreed, who does it, and by when."""

    def __init__(self, *, on):
        super().__init__("actions", label=gettext_lazy("What is to be done"), classname="wc-to-do")
        self.on = on

    def html(self, instance):
        return format_html_join(
            "",
            '<div><div class="wc-two-lines" title="{0}">{0}</div>'
            '<span class="wc-second">{1} <span class="wc-due{2}">{3}</span></span></div>',
            (
                (each.row.text, each.who, " wc-due--late" if each.is_late else "", each.words)
                for each in actions_of(instance, self.on)
            ),
        )


def with_actions(cases, value: str):
    """Return the cases with those of their actions that a value of the register's filter finds."""
    return cases.prefetch_related(Prefetch("actions", actions_that_are(value).select_related("owner")))
