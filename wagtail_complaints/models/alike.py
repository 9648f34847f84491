"""Has this person come to us before, and have we been told this already? Asked of the cases that one may see.

The same e-mail address or telephone number is taken for the same person; the same name is not, unless much of what
is told is the same too. Advocates come with many people, so their addresses say nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from .case import Case
from .people import SET_APART, PartyRole, plain_telephone
from .submission import Submission

AT_MOST = 20
"""Cases that are looked at more closely, those of the same person first."""

_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Alike:
    """A case of the same person, or one in which much the same is told: `is_same_matter`."""

    case: Case
    is_same_person: bool
    is_same_matter: bool


def alike(parties: Iterable, told: str, *, user, besides: Submission) -> list[Alike]:
    """Return the cases that `user` may see and that may belong to these people or this matter, in one query.

    `parties` may be unsaved; cases of the submission `besides` are left out. What may be a duplicate comes first.
    """
    asking = [party for party in parties if party.role != PartyRole.ADVOCATE]
    reached, named = _reached(asking), _named(asking)
    if not (reached or named):
        return []
    theirs = _parties()
    cases = Case.objects.visible_to(user).exclude(submission=besides)
    cases = cases.filter(Exists(theirs.filter(reached | named))).select_related("submission", "procedure_version")
    first = ()
    if reached:
        cases, first = cases.annotate(is_same_person=Exists(theirs.filter(reached))), ("-is_same_person",)
    newest = cases.order_by(*first, "-received_on", "-pk")[:AT_MOST]
    found = [
        Alike(case, getattr(case, "is_same_person", False), _much_the_same(told, _told(case))) for case in newest
    ]
    kept = [each for each in found if each.is_same_person or each.is_same_matter]
    return sorted(kept, key=lambda each: not each.is_same_matter)


def _parties():
    party = apps.get_model("wagtail_complaints", "Party").objects
    return (
        party.filter(case=OuterRef("pk")).exclude(role=PartyRole.ADVOCATE).alias(plain_telephone=plain_telephone())
    )


def _plain(telephone: str) -> str:
    for mark in SET_APART:
        telephone = telephone.replace(mark, "")
    return telephone.replace("+44", "0")


def _reached(parties) -> Q:
    reached = Q()
    for party in parties:
        if party.email:
            reached |= Q(email__iexact=party.email)
        if party.telephone:
            reached |= Q(plain_telephone=_plain(party.telephone))
    return reached


def _named(parties) -> Q:
    named = Q()
    for party in parties:
        if party.name:
            named |= Q(name__iexact=party.name)
    return named


def _told(case: Case) -> str:
    return f"{case.submission.answer('what_happened')}"


def _much_the_same(one: str, other: str) -> bool:
    """Return whether half the words of the shorter text stand in the other, and three at least."""
    these, those = (set(map(str.lower, _WORD.findall(text))) for text in (one, other))
    shared = len(these & those)
    return shared >= 3 and 2 * shared >= min(len(these), len(those))
