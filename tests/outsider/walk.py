"""What does somebody get to see of what is not theirs? Every address is asked, and every answer searched.

The walk knows a client, the addresses and the words that must not come back; it needs no test runner.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .addresses import Address, every_address, paths

ELSEWHERE = "https://elsewhere.example/"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back to one request: its status, the secret words in it, and whether it leads off the site."""

    method: str
    path: str
    name: str
    status: int
    words: frozenset[str]
    leads_elsewhere: bool
    is_ours: bool

    def __str__(self):
        return f"{self.method} {self.path} [{self.status}] {' '.join(sorted(self.words))}"


@dataclass(frozen=True)
class Walk:
    """`client` is a Django test client, signed in or not; `searches` find a secret without being one."""

    client: object
    values: Mapping[str, list]
    secret: re.Pattern
    searches: tuple[str, ...]
    payloads: tuple[dict, ...] = ({},)

    def answers(self) -> Iterator[Answer]:
        """Ask every address. Raises: Unclassified."""
        for address in every_address():
            yield from self.at(address)

    def at(self, address: Address) -> Iterator[Answer]:
        for path in paths(address, self.values):
            plain = self.ask("GET", path, address)
            yield plain
            if plain.status == 200 or address.is_ours:
                yield from (self.ask("GET", f"{path}?{query}", address) for query in self._queries(address))
            if address.is_ours:
                yield from (self.ask("POST", path, address, payload) for payload in self.payloads)

    def _queries(self, address: Address) -> list[str]:
        if address.name == "wagtail_bulk_action" or "chosen" in address.name:
            return [f"id={pk}&next={ELSEWHERE}" for pk in ("all", *self.values["row"])]
        if address.arguments:
            return []
        return [f"q={term}" for term in self.searches] + ["export=csv", "export=xlsx", f"next={ELSEWHERE}"]

    def ask(self, method: str, path: str, address: Address, payload: dict | None = None) -> Answer:
        ask = self.client.post if method == "POST" else self.client.get
        response = ask(path, payload) if payload else ask(path)
        text = "\n".join((str(response.headers), response.cookies.output(), _body(response)))
        return Answer(
            method,
            path,
            address.name,
            response.status_code,
            frozenset(self.secret.findall(text)),
            response.headers.get("Location", "").startswith(ELSEWHERE),
            address.is_ours,
        )


def _body(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        book = zipfile.ZipFile(io.BytesIO(content))
        content = b"\n".join(book.read(name) for name in book.namelist())
    return content.decode(errors="replace")
