"""Does it look as if no person had sent this? A few signs, which nobody sees or hears, and none a refusal."""

import re

from ..forms.feedback import TRAP, FeedbackAnswers
from ..models.quarantine import Sign
from . import intentions, rate_limits

HASTE = 2
"""Seconds from the page that shows the answers to the button under it."""

MANY_LINKS = 5
_LINK = re.compile(r"https?://|\[url", re.IGNORECASE)


def signs(request, form: FeedbackAnswers, intention: str) -> tuple[str, ...]:
    """Return why a person should look at this first; haste alone is none: a double click is hasty too."""
    found = []
    if request.POST.get(TRAP, "").strip():
        found.append(Sign.TRAP)
    if sum(len(_LINK.findall(value)) for _name, value in form.typed) >= MANY_LINKS:
        found.append(Sign.LINKS)
    if rate_limits.UNSUSPECTED.is_passed_by(request):
        found.append(Sign.FLOOD)
    if found and intentions.seconds_since(intention) < HASTE:
        found.append(Sign.HASTE)
    return tuple(sign.value for sign in found)
