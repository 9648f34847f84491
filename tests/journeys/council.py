"""A council to walk through: what its public and its staff do in a browser, on the day it is.

Nothing here reaches behind a page: every step opens it, takes the form as it stands there, fills it in and
sends it. What came of a step is read from the facts.
"""

import json

from bs4 import BeautifulSoup
from django.http import QueryDict
from django.urls import reverse

from example_site.council.loading import staff
from tests.web.visitor import Visitor
from tests.wenbury import Wenbury
from wagtail_complaints.models import Case, Response, Submission
from wagtail_complaints.wagtail_hooks import inbox


class Council(Wenbury):
    def __init__(self, client):
        self.client = client

    # The public

    def receives(self, path: str, **answers) -> Submission:
        """Fill in the form on a public page, check the answers, send them, and read the reference."""
        self.client.logout()
        known = set(Submission.objects.values_list("pk", flat=True))
        visitor = Visitor(self.client)
        visitor.open(path)
        self._answers(visitor, {"on_behalf": "myself", **answers})
        visitor.press("Send my")
        sent = Submission.objects.exclude(pk__in=known).get()
        assert sent.reference in visitor.text
        return sent

    def _answers(self, visitor: Visitor, answers: dict):
        """Answer every question, on one page or on as many as the form has, until the answers can be checked."""
        for _page in range(30):
            asked = {box["name"] for box in visitor.forms()[0].select("[name]")}
            visitor.fill(
                **{name: said for name, said in answers.items() if name.replace("__", "-") in asked}
            ).press("Continue")
            assert not visitor.errors, visitor.errors
            if visitor.title == "Check your answers":
                return
        raise AssertionError(visitor.title)

    def reads(self, path: str) -> str:
        """Return the words of a public page."""
        self.client.logout()
        return Visitor(self.client).open(path).text

    # The staff

    def logs(self, username: str, **given) -> Case:
        """Log what came by telephone, letter, e-mail, text or in person."""
        known = set(Submission.objects.values_list("pk", flat=True))
        self._fills_in(username, reverse("complaints_cases:log"), given)
        return Submission.objects.exclude(pk__in=known).get().case

    def moves(self, username: str, case: Case, move: str, stage: str = "", **given):
        """Make a move on its page, which takes it only while the case page offers it."""
        self._fills_in(username, self._address(case, move, stage), given)

    def closes(self, case: Case, *, on: str, reason: str):
        """Close a case that was looked into, and say what was learnt."""
        learnt = {"learnt": "something", "learning": "Somebody rings before a letter goes out."}
        self.moves("manager", case, "close", on=on, reason=reason, **learnt)

    def assigns(self, case: Case, username: str):
        """Let the complaints manager give a case to somebody, who decides its present stage too."""
        person = str(staff.named(username).pk)
        self.moves("manager", case, "assign", owner=person, decider=person)

    def is_told(self, username: str, case: Case, move: str, stage: str = "") -> str:
        """Return the words of the page on which a move is made."""
        self._sign_in(username)
        return self._open(self._address(case, move, stage)).select_one("main").get_text(" ", strip=True)

    def refused(self, username: str, case: Case, move: str, stage: str = "", **given) -> str:
        """Send a move that cannot be made now, and return what the page says."""
        self._sign_in(username)
        url = self._address(case, move, stage)
        answer = self.client.post(url, {**self._typed(self._open(url)), **given})
        assert answer.status_code == 409
        return _words(answer)

    def adds(self, username: str, case: Case, what: str, **given):
        """Add a point or a person to the case."""
        self._fills_in(username, reverse(f"complaints_cases:add-{what}", args=[case.pk]), given)

    def drafts(self, username: str, case: Case, stage: str, text: str, outcome: str, findings=()):
        """Draft the response from the case page, write it, and submit it for sign-off."""
        self.moves(username, case, "draft-response", stage)
        self.writes(username, case, text, outcome, findings)

    def writes(self, username: str, case: Case, text: str, outcome: str, findings=()):
        """Write the letter of the present stage in Wagtail's editor, and submit it for sign-off."""
        response = self._letter_of(case)
        self._sign_in(username)
        url = reverse("wagtailsnippets_wagtail_complaints_response:edit", args=[response.pk])
        page = self._open(url)
        typed = self._typed(page, "form[data-edit-form]")
        typed["body"] = _draftail(text)
        typed["outcome"] = outcome
        typed.setlist("says", [box["value"] for box in page.select("input[name=says]")])
        for number, finding in enumerate(findings):
            typed[f"findings-{number}-finding"] = finding
            typed[f"findings-{number}-reasons"] = text
        typed["action-submit"] = "action-submit"
        answer = self.client.post(url, typed.urlencode(), content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 302, _words(answer)
        response.refresh_from_db()
        assert response.awaits_signature, _words(self.client.get(url))

    def _letter_of(self, case: Case) -> Response:
        return case.stages.order_by("pk").last().responses.latest("pk")

    def awaits(self, username: str) -> str:
        """Return the words of Wagtail's “Awaiting your review” on somebody's first page, where it is there."""
        self._sign_in(username)
        headings = self._open(reverse("wagtailadmin_home")).select("h2")
        found = [each for each in headings if "Awaiting your review" in each.get_text()]
        return found[0].find_parent("section").get_text(" ", strip=True) if found else ""

    def signs(self, username: str, case: Case, action="approve", comment="") -> None:
        """Open the letter that waits, and sign it or send it back."""
        response = self._letter_of(case)
        self._sign_in(username)
        url = reverse(
            "wagtailsnippets_wagtail_complaints_response:workflow_action",
            args=[response.pk, action, response.current_workflow_task_state.pk],
        )
        answer = self.client.get(url, headers={"x-requested-with": "XMLHttpRequest"})
        assert answer.status_code == 200
        shown = BeautifulSoup(answer.json()["html"], "html.parser")
        typed = self._typed(shown) | {"has_read": "on", "comment": comment}
        answer = self.client.post(url, typed)
        assert answer.status_code == 302, _words(answer)

    def page_of(self, case: Case, username: str = "manager") -> str:
        """Return the HTML of the case page."""
        self._sign_in(username)
        answer = self.client.get(reverse("complaints_cases:case", args=[case.pk]))
        assert answer.status_code == 200
        return answer.content.decode()

    def story_of(self, case: Case, username: str = "manager") -> str:
        """Return the words of the case page."""
        page = BeautifulSoup(self.page_of(case, username), "html.parser")
        return page.select_one("main").get_text(" ", strip=True)

    def deals_with(self, username: str, submission: Submission, **given):
        """Record in the inbox what was done with what is no case."""
        self._sign_in(username)
        page = self._open(inbox.url_helper.get_action_url("inspect", submission.pk))
        (link,) = [a["href"] for a in page.select("a[href]") if "/handle/" in a["href"]]
        self._fills_in(username, link, given)

    # How a browser does it

    def _sign_in(self, username: str):
        self.client.force_login(staff.named(username))

    def _address(self, case: Case, move: str, stage: str) -> str:
        return reverse(f"complaints_cases:{move}", args=[case.pk, stage] if stage else [case.pk])

    def _open(self, url: str) -> BeautifulSoup:
        answer = self.client.get(url)
        assert answer.status_code == 200, (url, answer.status_code)
        return BeautifulSoup(answer.content, "html.parser")

    def _fills_in(self, username: str, url: str, given: dict):
        self._sign_in(username)
        typed = self._typed(self._open(url))
        for name, value in given.items():
            typed.setlist(name, value if isinstance(value, list) else [value])
        answer = self.client.post(url, typed.urlencode(), content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 302, _words(answer)

    def _typed(self, page: BeautifulSoup, form: str = "") -> QueryDict:
        """Return what the browser would send of the page's form as it stands."""
        found = page.select_one(form or "main form[method=post], main form[method=POST]") or page.select_one("form")
        typed = QueryDict(mutable=True)
        for box in found.select("input[name], textarea[name], select[name]"):
            if "__prefix__" in box["name"] or box.get("type") in ("submit", "button", "file"):
                continue
            if box.get("type") in ("radio", "checkbox") and not box.has_attr("checked"):
                continue
            typed.appendlist(box["name"], _value(box))
        return typed


def _value(box) -> str:
    if box.name == "select":
        chosen = box.select_one("option[selected]") or box.select_one("option")
        return chosen["value"]
    if box.name == "textarea":
        return box.get_text().removeprefix("\n")
    return box.get("value", "on" if box.get("type") == "checkbox" else "")


def _draftail(text: str) -> str:
    lines = enumerate(text.split("\n"))
    blocks = [{"key": str(number), "text": line, "type": "unstyled"} for number, line in lines]
    return json.dumps({"blocks": blocks, "entityMap": {}})


def _words(answer) -> str:
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)
