"""Which names, dates and addresses can a letter state? The closed list of its placeholders, as text.

Source: what ombudsmen and statute expect a letter to say is tabulated in docs/letters.md.
"""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Case, CaseStage, Submission
from ..procedure.terms import Entry
from .addressee import Addressee
from .dates import DateOfALetter, reply_deadline
from .further import next_stage, outside
from .writer import Writer

PLACEHOLDERS = (
    "reference",
    "name",
    "council",
    "team",
    "telephone",
    "email",
    "date",
    "procedure",
    "stage",
    "summary",
    "opened",
    "received_on",
    "reply_by",
    "new_date",
    "how_counted",
    "day_by_day",
    "no_date",
    "reason",
    "title",
    "text",
    "points",
    "corrects",
    "next_stage",
    "ombudsman",
    "advocacy",
    "passed_to",
    "link",
)


_ASKED_FOR = gettext_lazy("You asked us to take your complaint further. It is now at this stage: %(stage)s.")
_OPENED = {
    Entry.OFFER: gettext_lazy("There is something that we can offer you: %(stage)s. You need not take it up."),
    Entry.REFERRAL: gettext_lazy("We have taken your complaint further. It is now at this stage: %(stage)s."),
}


def in_words(day: date) -> str:
    """Return a day as a letter writes it, for example “Friday 4 December 2026”."""
    return date_format(day, "l j F Y")


def particulars(
    *,
    on: date,
    to: Addressee,
    case: Case | None = None,
    case_stage: CaseStage | None = None,
    submission: Submission | None = None,
    event: str = "",
    day: date | None = None,
    is_last_word: bool = False,
    is_about_delay: bool = False,
    writer: Writer,
) -> dict[str, str]:
    """Return every placeholder that the facts can fill; the others are empty.

    `day` is a date that the letter gives for `event`, where that is not the date of the reply. With `is_last_word`
    the council’s procedure ends here, and others may be asked from now on; with `is_about_delay`, about the delay.
    """
    known = dict.fromkeys(PLACEHOLDERS, "") | _of_the_council(writer) | {"date": in_words(on), "name": to.name}
    submission = submission or (case.submission if case else None)
    if submission:
        known |= {"reference": submission.reference, "received_on": in_words(submission.received_on)}
    if case:
        bodies = outside(case.terms, is_over=is_last_word, is_about_delay=is_about_delay)
        known |= _of_the_case(case) | {"ombudsman": bodies}
    if case_stage:
        known |= _of_the_stage(case_stage)
        known |= DateOfALetter(case_stage, on=on, day=day, event=event).placeholders()
    return known


def _of_the_council(writer: Writer) -> dict[str, str]:
    site, settings = writer.site, writer.settings
    return {
        "council": settings.council_name or (site.site_name if site else ""),
        "team": settings.team_name or _("The complaints team"),
        "telephone": settings.team_telephone,
        "email": settings.team_email,
    }


def _of_the_case(case: Case) -> dict[str, str]:
    terms = case.terms
    return {
        "reference": case.reference,
        "received_on": in_words(case.received_on),
        "procedure": terms.title,
        "points": "\n".join(
            f"{point.number}. {point.text}" for point in case.points.all() if not point.is_withdrawn
        ),
        "advocacy": advocacy(terms.advocates),
    }


def _of_the_stage(case_stage: CaseStage) -> dict[str, str]:
    reply = reply_deadline(case_stage)
    terms = case_stage.terms
    return {
        "stage": terms.name,
        "summary": terms.summary,
        "opened": _OPENED.get(terms.entry, _ASKED_FOR) % {"stage": terms.name},
        "reply_by": in_words(reply.due_on) if reply else "",
        "next_stage": next_stage(case_stage),
    }


def advocacy(whom: str) -> str:
    """Return the offer of an advocate to those `whom` a procedure names. Source: Children Act 1989, s26A."""
    if not whom:
        return ""
    right = _("You can have an advocate, someone independent who helps you to be heard.")
    if whom == "under-18":
        right = _(
            "If you are under 18 you have the right to an advocate, someone independent who helps you to be heard."
        )
    return " ".join([right, _("You can choose your own, or ask us to find one for you.")])
