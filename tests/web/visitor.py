"""A visitor with an old browser: opens pages, fills boxes by their names, presses buttons by their words."""

from io import BytesIO

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import QueryDict
from django.test import RequestFactory

COMPLAINT = {"kind": "complaint", "on_behalf": "myself", "what_happened": "The bin was not emptied."}
"""The least that a complaint says."""


class Visitor:
    def __init__(self, client):
        self.client = client

    def open(self, url, **headers):
        return self._arrive(self.client.get(url, headers=headers))

    @property
    def title(self) -> str:
        return self.soup.title.get_text(strip=True).partition(" – ")[0]

    @property
    def text(self) -> str:
        return self.soup.body.get_text(" ", strip=True)

    @property
    def errors(self) -> list[str]:
        summary = self.soup.select_one(".complaints-error-summary")
        return [link.get_text() for link in summary.select("a")] if summary else []

    def forms(self):
        return self.soup.select("form[method=post]")

    def typed(self, form=0) -> QueryDict:
        """Return what the browser would send of a form as it stands."""
        sent = QueryDict(mutable=True)
        for box in self.forms()[form].select("input, textarea"):
            if box.get("type") in ("radio", "checkbox") and not box.has_attr("checked"):
                continue
            if box.get("type") == "file":
                continue
            sent.appendlist(box["name"], box.get_text()[1:] if box.name == "textarea" else box.get("value", ""))
        return sent

    def fill(self, form=0, **answers):
        """Fill boxes; double underscores stand for hyphens."""
        self.filled = self.typed(form)
        for name, value in answers.items():
            self.filled.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
        return self

    def choose(self, *files):
        """Choose files: pairs of a name and bytes."""
        self.files = [SimpleUploadedFile(name, content) for name, content in files]
        return self

    def press(self, words: str, form=0, **headers):
        """Press a button, and go where the answer leads."""
        button = next(
            each for each in self.forms()[form].select("button") if words in each.get_text(" ", strip=True)
        )
        assert not button.has_attr("disabled"), "the button is disabled"
        sent = getattr(self, "filled", None) or self.typed(form)
        if button.get("name"):
            sent[button["name"]] = button["value"]
        self.action = (button.get("formaction") or self.forms()[form]["action"]).partition("#")[0]
        self.filled, files, self.files = None, getattr(self, "files", None), None
        return self.post(sent, files if self.forms()[form].get("enctype") else None, **headers)

    def post(self, sent, files=None, **headers):
        self.sent = sent
        headers = {"Sec-Fetch-Site": "same-origin", **headers}
        if files is None:
            body, encoding = sent.urlencode(), "application/x-www-form-urlencoded"
            response = self.client.post(self.action, body, content_type=encoding, headers=headers)
        else:
            response = self.client.post(self.action, {**dict(sent.lists()), "files": files}, headers=headers)
        self.answered = response
        return self._arrive(self.client.get(response.url) if response.status_code in (302, 303) else response)

    def _arrive(self, response):
        self.response = response
        self.soup = BeautifulSoup(response.content, "html.parser")
        return self


class BreaksOff(BytesIO):
    """A post of which so many bytes arrive."""

    def __init__(self, body: bytes, arrive: int):
        super().__init__(body)
        self.arrive = arrive

    def read(self, size=-1):
        if not 0 <= size <= self.arrive - self.tell():
            raise OSError("the connection broke")
        return super().read(size)


def broken_off(visitor, body: bytes, content_type: str, arrive: int, action=""):
    action = action or visitor.forms()[0]["action"].partition("#")[0]
    asked = RequestFactory().post(action, body, content_type=content_type)
    asked.environ["wsgi.input"] = BreaksOff(body, arrive)
    return visitor._arrive(WSGIHandler().get_response(WSGIRequest(asked.environ)))
