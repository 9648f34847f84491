"""How does an answer of the public's form read? In words, where the form keeps a code."""

from django.utils.translation import gettext as _

from ..forms.questions import CONSENT, YES_OR_NO
from .people import ContactBy
from .submission import Kind, OnBehalf

CHOSEN = {
    "kind": Kind.choices,
    "on_behalf": OnBehalf.choices,
    "contact_by": ContactBy.choices,
    "consent": CONSENT,
    **dict.fromkeys(
        ("is_young_person", "talk_first", "wants_advocate", "may_leave_message", "needs_interpreter"), YES_OR_NO
    ),
}
"""The questions of every form whose answers are stored as a code."""


def shown(given: dict) -> str:
    """Return an answer as text: several choices one after another, a tick as yes, a code as what it stands for."""
    value = given["value"]
    if given["key"] in CHOSEN:
        return next((str(words) for code, words, *_hint in CHOSEN[given["key"]] if code == value), str(value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
