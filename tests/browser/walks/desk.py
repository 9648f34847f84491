"""What does an officer do at the desk? Opens a case, makes the moves that its page offers, reads what came of them.

The words that stand on the screens of the moves are here and nowhere else in the walks.
"""

import re

from django.urls import reverse

from wagtail_complaints.models import Case, Submission


class Desk:
    """One person's window on the admin, mostly on the page of one case."""

    def __init__(self, page, camera):
        self.page, self._camera = page, camera

    def looks(self, what: str):
        self._camera.looks_at(self.page, what)

    # The inbox, and what comes by other ways

    def finds_in_the_inbox(self, sent: Submission) -> "Desk":
        """Read a submission in the inbox, and go on to the case that it opened."""
        self.page.goto("/admin/complaints/inbox/")
        self.looks("inbox")
        self._follow(sent.reference)
        self.looks("inbox-submission")
        self._follow(sent.reference)
        return self._is_at(sent.case)

    def logs(self, *, came_by: str, received_on: str, procedure: str, chooses=(), **boxes) -> Case:
        """Log what came by telephone, letter, text or in person, and go on to its case."""
        self.page.goto("/admin/complaints/cases/")
        self.looks("register")
        self._follow("Log a representation")
        self._choose("How it came", came_by)
        self._write("Received on", received_on)
        self._pick("Procedure", procedure)
        for question, answer in chooses:
            self._choose(question, answer)
        for label, words in boxes.items():
            self._write(LOGGED[label], words)
        self.looks("log")
        self._press("Log it")
        case = Case.objects.latest("pk")
        self._is_at(case).looks("case-logged")
        return case

    # The page of a case

    def opens(self, case: Case) -> "Desk":
        self.page.goto(reverse("complaints_cases:case", args=[case.pk]))
        return self._is_at(case)

    def _is_at(self, case: Case) -> "Desk":
        self.case = case
        assert case.reference in self.page.get_by_role("heading", level=1).inner_text()
        return self

    @property
    def next_due(self) -> str:
        """Return what the case page says is due next."""
        return self._key_fact("Next due")

    @property
    def status(self) -> str:
        return self._key_fact("Status")

    def _key_fact(self, term: str) -> str:
        said = self.page.locator("dt").filter(has_text=term).locator("xpath=following-sibling::dd[1]")
        return said.inner_text().splitlines()[0].strip()

    def dates(self, stage: str) -> dict[str, str]:
        """Return the clocks of a stage as its table shows them: what is owed, and by when."""
        table = self.page.get_by_role("table", name=f"Dates of {stage}")
        rows = [row.locator("xpath=./*") for row in table.locator("xpath=./tbody/tr[th]").all()]
        return {_first_line(cells.nth(0)): _first_line(cells.nth(1)) for cells in rows}

    def cannot(self, label: str) -> bool:
        """Is a move not among those that the page offers?"""
        return self.page.get_by_role("link", name=label, exact=True).count() == 0

    # Moves

    def triages(self, subject: str, *, service="", track="", opens_at=""):
        self._starts("Triage")
        self._write("What it is about", subject)
        if service:
            self._pick("Service area", service)
        if track:
            self._choose("Track", track)
        if opens_at:
            self._choose("Opens at", opens_at)
        self._makes("triage", press="Triage")

    def adds_a_point(self, text: str, *, would_put_it_right=""):
        self._starts("Add a point")
        self._write("Point", text)
        self._write("What would put it right", would_put_it_right)
        self._makes("add-point", press="Add the point")

    def adds_somebody(self, *, role: str, name: str, email: str):
        self._starts("Add somebody")
        self._pick("Role", role)
        self._write("Name", name)
        self._write("E-mail", email)
        self._makes("add-party", press="Add")

    def assigns(self, person: str):
        """Let somebody answer for the case, and decide its present stage."""
        self._starts("Assign")
        self._pick("Owner", person)
        self._pick("Decides this stage", person)
        self._makes("assign", press="Assign")

    def acknowledges(self, text: str, *, stage: str, reply_by=""):
        self._starts("Acknowledge", stage)
        self._write("In your own words", text)
        if reply_by:
            self._write("The reply will come by", reply_by)
        self._makes("acknowledge", press="Send the acknowledgement")

    def records(self, event: str, *, stage: str, tells="", note=""):
        self._starts("Record something that happened", stage)
        if self._radio("What happened", event).count():
            self._choose("What happened", event)
        if tells:
            self._write("For a progress update: what the complainant is told", tells)
        self._write("Note", note)
        self._makes("record-event", press="Save")

    def extends(self, *, stage: str, to: str, reason: str):
        self._starts("Give a later date", stage)
        self._write("New date", to)
        self._write("Reason", reason)
        self._makes("extend", press="Extend")

    def is_refused_an_extension(self, *, stage: str, to: str, reason: str) -> str:
        """Ask for a later date than the procedure allows, and return what the page says."""
        self._starts("Give a later date", stage)
        self._write("New date", to)
        self._write("Reason", reason)
        self._press("Extend")
        self.looks("move-extend-refused")
        said = self.page.get_by_role("alert").inner_text()
        self.opens(self.case)
        return said

    def sets_a_date(self, *, stage: str, to: str):
        self._starts("Set a date", stage)
        self._write("Date", to)
        self._makes("set-date", press="Set the date")

    def starts_stage(self, name: str, *, offered=False, gate=False, asked_by="", said="", grounds=()):
        """Record that the next stage was asked for today, at its gate or not, or offer one."""
        asked = f"Record the request for “{name}”" if gate else f"Start “{name}”"
        self._starts(f"Offer “{name}”" if offered else asked)
        self._write("Asked for by", asked_by)
        self._write("What they said", said)
        for ground in grounds:
            self.page.get_by_role("checkbox", name=ground).check()
        press = (
            "Record the offer" if offered else "Record the request" if gate else "Record it and start the clocks"
        )
        self._makes("request-stage", press=press)

    def accepts(self, *, stage: str):
        self._starts("Accept the request", stage)
        self._makes("accept", press="Accept")

    def appoints(self, name: str, *, stage: str, role="", part=""):
        """Appoint somebody from outside. Role and part are those that the procedure names, if not said."""
        self._starts("Appoint somebody", stage)
        if part:
            self._pick("Part", part)
        if role:
            self._write("Role", role)
        self._write("Or somebody new", name)
        self._makes("appoint", press="Appoint")

    def withdraws(self, reason: str):
        self._starts("Withdraw the complaint")
        self._write("Reason", reason)
        self._makes("withdraw", press="Withdraw and close")

    def closes(self, why: str):
        self._starts("Close the case")
        self._choose("Why", why)
        self._choose("Was something learnt?", "Yes: something changes because of it")
        self._write("What was learnt, or why nothing was", "Somebody rings before a letter goes out.")
        self._makes("close", press="Close")

    def starts_a_draft(self, *, stage: str):
        """Open the letter of a stage in Wagtail's editor."""
        self._starts("Draft the response", stage)
        self.looks("move-draft")
        self._press("Start the draft")

    # How it is done

    def _starts(self, move: str, stage=""):
        """Follow the link of a move, in a stage by its key: where two stages go on, both may offer it."""
        link = self.page.get_by_role("link", name=move, exact=True)
        self._go(link.and_(self.page.locator(f"[href*='/stages/{stage}/']")) if stage else link)

    def _makes(self, what: str, *, press: str):
        self.looks(f"move-{what}")
        self._press(press)
        self._is_at(self.case).looks(f"case-after-{what}")

    def _follow(self, link: str):
        self._go(self.page.get_by_role("link", name=link, exact=True).first)

    def _press(self, button: str):
        self._go(self.page.get_by_role("button", name=button, exact=True))

    def _go(self, what):
        with self.page.expect_navigation():
            what.click()

    def _write(self, label: str, words: str):
        self.page.get_by_role("textbox", name=_labelled(label)).fill(words)
        if DATE.fullmatch(words):
            self._closes_the_calendar()

    def _closes_the_calendar(self):
        """Point elsewhere once Wagtail has opened its calendar, a moment after a date box has the focus."""
        calendar = self.page.locator(".xdsoft_datetimepicker").filter(visible=True)
        calendar.wait_for()
        self.page.get_by_role("heading", level=2).first.click()
        calendar.wait_for(state="hidden")

    def _pick(self, label: str, option: str):
        self.page.get_by_role("combobox", name=_labelled(label)).select_option(label=option)

    def _choose(self, question: str, option: str):
        self._radio(question, option).check()

    def _radio(self, question: str, option: str):
        asked = self.page.get_by_role("listitem").filter(has_text=re.compile(rf"^\s*{re.escape(question)}"))
        return asked.get_by_role("radio", name=option, exact=True)


DATE = re.compile(r"\d{4}-\d\d-\d\d")
LOGGED = {
    "what_happened": "What happened?",
    "name": "Name",
    "affected_name": "Whom it is about",
    "relationship": "How they know that person",
    "email": "E-mail",
    "telephone": "Telephone",
    "address": "Address",
    "safe_contact": "Is it safe to contact them?",
}
"""The boxes of the form in which staff log what came."""


def _labelled(label: str) -> re.Pattern:
    """Return what the name of a box is, whether it must be filled in or not."""
    return re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$")


def _first_line(cell) -> str:
    return cell.inner_text().splitlines()[0].strip()
