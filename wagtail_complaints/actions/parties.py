"""Who complains, about whom, and who helps? Read from the answers of a submission, by their agreed keys."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from ..models import ContactBy, OnBehalf, Party, PartyRole, Submission

TAKEN_UP = frozenset(
    {
        *("name", "affected_name", "email", "telephone", "address", "contact_by"),
        *("relationship", "safe_contact", "contact_safety", "is_young_person"),
    }
)
"""The keys of the answers that become facts of a party, where they can be corrected."""

_YES = ("yes", "true", "on", "1")
_LIMITS = {field.name: field.max_length for field in Party._meta.fields if getattr(field, "max_length", None)}


def parties_of(submission: Submission) -> Iterator[Party]:
    """Yield the people whom the answers name, unsaved and without a case.

    Somebody who speaks for another person is the complainant in their own right until triage finds otherwise;
    an advocate never is.
    """
    sender = _sender(submission)
    other = Party(name=_text(submission, "affected_name", "name"))
    match submission.on_behalf:
        case OnBehalf.MYSELF:
            sender.is_under_18 = _is_under_18(submission)
        case OnBehalf.SOMEONE_ELSE:
            other.role, other.is_under_18 = PartyRole.AFFECTED, _is_under_18(submission)
            yield other
        case OnBehalf.ADVOCATE:
            sender.role = PartyRole.ADVOCATE
            other.role, other.is_under_18 = PartyRole.COMPLAINANT, _is_under_18(submission)
            yield other
    yield sender


def _sender(submission: Submission) -> Party:
    contact_by = submission.answer("contact_by")
    return Party(
        role=PartyRole.COMPLAINANT,
        is_sender=True,
        name=_text(submission, "name"),
        email=_text(submission, "email"),
        telephone=_text(submission, "telephone"),
        address=_text(submission, "address"),
        contact_by=contact_by if contact_by in ContactBy else "",
        relationship=_text(submission, "relationship"),
        contact_safety=_lines(submission, _SAFETY),
        adjustments=_lines(submission, _ASKED_FOR),
    )


_SAFETY = {
    "safe_contact": "%s",
    "safe_times": gettext_lazy("Times to ring: %s"),
    "may_leave_message": {"no": gettext_lazy("Do not leave a message.")},
}
_ASKED_FOR = {
    "talk_first": {"yes": gettext_lazy("Would like to talk to somebody first.")},
    "wants_advocate": {"yes": gettext_lazy("Would like an advocate.")},
    "adjustments": "%s",
    "language": gettext_lazy("Language: %s"),
    "needs_interpreter": {"yes": gettext_lazy("Needs an interpreter.")},
}
"""What whoever gets in touch must know at once, by the answers that say it."""


def _lines(submission: Submission, said: dict) -> str:
    """Return what the answers ask for, each on a line of its own."""
    lines = []
    for key, words in said.items():
        if answer := _text(submission, key):
            lines.append(str(words.get(answer, "")) if isinstance(words, dict) else str(words) % answer)
    return "\n".join(line for line in lines if line)


def _text(submission: Submission, key: str, name: str = "") -> str:
    """Return an answer, no longer than its field holds: the whole of it stays in the submission."""
    return str(submission.answer(key) or "").strip()[: _LIMITS.get(name or key)]


def _is_under_18(submission: Submission) -> bool | None:
    answer = submission.answer("is_young_person", None)
    if answer in (None, ""):
        return None
    return answer is True or str(answer).strip().lower() in _YES
