"""Who writes a letter, and in which words of their own? Read in one query, whenever a letter is written."""

from typing import NamedTuple

from django.db.models import Subquery
from wagtail.models import Site

from ..models import ComplaintsSettings, LetterKind, LetterText


class Writer(NamedTuple):
    """The council: its site, what it says of itself, and its own subject and text for a kind of letter, if any."""

    site: Site | None
    settings: ComplaintsSettings
    own_words: tuple[str, str] | None


def writer_of(kind: LetterKind) -> Writer:
    own = LetterText.objects.filter(kind=kind).values_list("subject", "body")
    if site := _default_site(own):
        own_words = (site.own_subject, site.own_body) if site.own_body is not None else None
        return Writer(site, getattr(site, "complaintssettings", None) or ComplaintsSettings(), own_words)
    return Writer(None, ComplaintsSettings(), own.first())


def _default_site(own) -> Site | None:
    words = {"own_subject": Subquery(own.values("subject")), "own_body": Subquery(own.values("body"))}
    sites = Site.objects.filter(is_default_site=True).annotate(**words)
    return sites.select_related("complaintssettings").first()
