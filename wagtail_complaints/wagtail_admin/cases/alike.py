"""Which cases may be of the same person or the same matter? Shown at triage and in the inbox, with what to do."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from ...actions.parties import parties_of
from ...models import Case, Submission
from ...models.alike import Alike, alike
from .columns import about, standing_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A case that may be alike: `merge_url` is where this one is closed as a duplicate of it."""

    case: Case
    url: str
    why: str
    about: str
    standing: str
    is_same_matter: bool
    merge_url: str = ""


def alike_to_case(case: Case, user, *, merges: bool) -> list[Shown]:
    """Return the cases alike to a case; with `merges` each open one leads to the merging."""
    told = str(case.submission.answer("what_happened"))
    found = alike(case.parties.all(), told, user=user, besides=case.submission)
    return [_shown(each, merge_url=_merge_url(case, each.case) if merges else "") for each in found]


def alike_to_submission(submission: Submission, user) -> list[Shown]:
    told = str(submission.answer("what_happened"))
    return [_shown(each) for each in alike(parties_of(submission), told, user=user, besides=submission)]


def _shown(found: Alike, merge_url: str = "") -> Shown:
    case = found.case
    return Shown(
        case,
        reverse("complaints_cases:case", args=[case.pk]),
        _why(found),
        about(case),
        standing_of(case),
        found.is_same_matter,
        merge_url,
    )


def _why(found: Alike) -> str:
    if found.is_same_person and found.is_same_matter:
        return _("Possibly the same complaint: the same e-mail or telephone, and much the same words")
    if found.is_same_person:
        return _("The same e-mail or telephone")
    return _("Possibly the same complaint: the same name, and much the same words")


def _merge_url(case: Case, into: Case) -> str:
    if not into.is_open:
        return ""
    return f"{reverse('complaints_cases:merge', args=[case.pk])}?into={into.reference}"
