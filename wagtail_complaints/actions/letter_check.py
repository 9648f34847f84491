"""Is this letter fit to be signed? What a response must contain before anybody is asked to sign it."""

from datetime import date

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from ..letters import responses as response_letters
from ..letters.contents import LetterIncomplete
from ..models import Response
from ..procedure.journey import MoveRefused

ANY_DAY = date(2000, 1, 3)
"""The day in the frame is not part of what is checked here."""


def check_letter(response: Response):
    """Pass where the letter is complete. Raises: MoveRefused, naming everything that is missing."""
    checks = (_missing_text, _missing_findings, _unanswered, _unconfirmed)
    if missing := [lacking for check in checks for lacking in check(response)]:
        raise MoveRefused(_("The letter is not ready: %(missing)s.") % {"missing": "; ".join(missing)})
    try:
        composed = response_letters.as_it_will_be(response, on=ANY_DAY)
    except LetterIncomplete as error:
        raise MoveRefused(str(error)) from error
    if not response_letters.says_all(response, composed):
        raise MoveRefused(
            _("The council’s letter text for responses leaves out {{ text }}: nobody would read this.")
        )


def _missing_text(response):
    if not strip_tags(response.body).strip():
        yield _("it has no text")
    if not response.outcome:
        yield _("it has no outcome")


def _missing_findings(response):
    findings = {finding.point_id: finding for finding in response.findings.all()}
    to_answer = list(response.points_to_answer())
    for point in to_answer:
        finding = findings.pop(point.pk, None)
        if finding is None or not finding.finding:
            yield _("point %(number)s has no finding") % {"number": point.number}
        elif not finding.reasons.strip():
            yield _("point %(number)s has no reasons") % {"number": point.number}
    for finding in findings.values():
        yield _("point %(number)s is not to be answered here") % {"number": finding.point.number}


def _unanswered(response):
    for number, row in enumerate(response.recommendations(), start=1):
        if not row.answer:
            yield _("the panel’s recommendation %(number)s has no answer") % {"number": number}


def _unconfirmed(response):
    for need in response.requirements():
        if need not in response.contains:
            yield _("you have not confirmed that it says “%(need)s”") % {"need": need}
