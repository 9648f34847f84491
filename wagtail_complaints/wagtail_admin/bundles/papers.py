"""Which papers does a bundle hold, in which order, and what is in each? HTML that people read and print."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ... import procedure_files
from ...forms.file_names import plain_name
from ...models import Calendars, Case, Letter, Upload
from ...procedure.promises import promise
from ..cases.papers import answers, point_stories
from ..cases.story import stage_stories
from .chronology import STAFF_ALONE, Unnamed, chronology

TEMPLATES = "wagtail_complaints/bundle/"


@dataclass(frozen=True)
class Paper:
    """One file of the bundle: its name there, what it is, and its words, or the file that was sent."""

    name: str
    title: str
    text: str = ""
    upload: Upload | None = None

    def pieces(self) -> Iterator[bytes]:
        if self.upload is None:
            yield self.text.encode()
            return
        with (self.upload.copy or self.upload.original).open("rb") as sent:
            yield from sent.chunks()


def papers(case: Case, *, on: date) -> list[Paper]:
    """Return everything that goes into the bundle of a case fetched with its facts, the index first."""
    told = [
        _page("1-chronology", _("Chronology"), case, on, lines=chronology(case)),
        _page("2-procedure", _("The procedure in force"), case, on, stages=_promised(case)),
        Paper("2-procedure.toml", _("The procedure as a document"), procedure_files.write(case.terms)),
        _page("3-dates", _("How each date was counted"), case, on, stages=_counted(case, on)),
        *_letters(case, on),
        _page("5-submission", _("What was sent, word for word"), case, on, answers=answers(case)),
        _page("6-points", _("Points of complaint and findings"), case, on, points=point_stories(case)),
        *_files(case),
    ]
    held_back = [upload for upload in case.submission.uploads.all() if upload.is_held_back]
    index = _page(
        "0-index", _("Index"), case, on, papers=told, held_back=held_back, is_restricted=_restricted(case)
    )
    return [index, *told, Paper("look.css", _("How the papers look"), render_to_string(f"{TEMPLATES}look.css"))]


def _page(name: str, title: str, case: Case, on: date, **context) -> Paper:
    template = f"{TEMPLATES}{name.split('-', 1)[1].split('/')[0]}.html"
    context |= {"case": case, "title": title, "on": on, "look": "look.css"}
    return Paper(f"{name}.html", title, render_to_string(template, context))


def _promised(case: Case) -> list[dict]:
    return [
        {"terms": stage, "promises": [promise(each) for each in case.facts().timescales(stage)]}
        for stage in case.terms.stages
    ]


def _counted(case: Case, on: date) -> list[dict]:
    calendars = Calendars()
    unnamed = Unnamed(case) if _restricted(case) else str
    stories = stage_stories(case, case.state(on, calendars), calendars)
    return [{"story": each, "decider": unnamed(each.decided_by)} for each in stories if each.row]


def _letters(case: Case, on: date) -> Iterable[Paper]:
    written = case.letters.exclude(kind__in=STAFF_ALONE).order_by("dated", "pk")
    for number, letter in enumerate(written, start=1):
        title = _("Letter of %(day)s: %(kind)s") % {
            "day": letter.dated.isoformat(),
            "kind": letter.get_kind_display(),
        }
        name = f"4-letters/{number:03}-{letter.dated.isoformat()}-{letter.kind}.html"
        yield Paper(name, title, _letter(letter, case, on, title))


def _letter(letter: Letter, case: Case, on: date, title: str) -> str:
    context = {"letter": letter, "case": case, "on": on, "title": title, "look": "../look.css"}
    return render_to_string(f"{TEMPLATES}letter.html", context)


def _files(case: Case) -> Iterable[Paper]:
    sent = [upload for upload in case.submission.uploads.all() if not upload.is_held_back]
    for number, upload in enumerate(sent, start=1):
        yield Paper(f"7-files/{number:03}-{plain_name(upload.served_name)}", _("File that was sent"), upload=upload)


def _restricted(case: Case) -> bool:
    return case.restrictions.current().exists()
