"""What does somebody meet who follows their complaint, from the way in to having left?"""

from datetime import timedelta

from django.test import override_settings

from wagtail_complaints.actions import clocks

from .town import ON, Town

HERE = "track/complaint/"


def inside(case: str, path="", data=None, **headers):
    """Return a stop within the page of a case of the town."""

    def made(town: Town):
        browser, address = town.inside(getattr(town, case)), town.address(HERE + path)
        return browser.get(address) if data is None else browser.post(address, data, headers=headers)

    return made


def handled(path="", data=None):
    """Return a stop in a case whose first stage has ended: they are asked how it went."""

    def made(town: Town):
        clocks.record_event(town.waiting.stages.get(), event="resolved", on=ON, by=None)
        return inside("waiting", path, data)(town)

    return made


def put_off(path="", data=None):
    """Return a stop in a case whose answer was put off to a later date."""

    def made(town: Town):
        stage = town.waiting.stages.get()
        clocks.extend(stage, to=ON + timedelta(days=21), reason="Files.", given_on=ON, by=None)
        return inside("waiting", path, data)(town)

    return made


def too_often(town: Town):
    with override_settings(WAGTAIL_COMPLAINTS_LOOK_UPS_AN_HOUR=1):
        asked = {"reference": town.closed.reference}
        return town.posts("track/", asked) and town.posts("track/", asked)


STOPS = {
    "the way in": lambda town: town.gets("track/"),
    "the way in, with a slip": lambda town: town.posts("track/", {"reference": "7QM4"}),
    "the way in, with a wrong code": lambda town: town.posts(
        "track/", {"reference": town.closed.reference, "code": "WRNG"}
    ),
    "tried too often": too_often,
    "a link was sent": lambda town: town.gets("track/sent/"),
    "a link": lambda town: town.gets(town.link_to(town.waiting)),
    "a link that is spent": lambda town: town.gets("track/open/spent/"),
    "a visit that has ended": lambda town: town.posts(f"{HERE}write/", {"text": "My words."}),
    "having left": lambda town: town.gets("track/left/"),
    "a case with questions and letters": inside("waiting"),
    "something done": inside("waiting", "?done=written"),
    "a case that is closed": inside("closed"),
    "a case that is late": inside("overdue"),
    "a case with a statement": inside("stated"),
    "a case with a later date to agree to": inside("proposed"),
    "a case with a stage that has ended": handled(),
    "writing to us": inside("waiting", "write/"),
    "writing nothing": inside("waiting", "write/", {"text": ""}),
    "answering a question": inside("waiting", "answer/1/"),
    "a letter": inside("waiting", "letters/1/"),
    "the statement": inside("stated", "statement/"),
    "the statement, not answered": inside("stated", "statement/", {"version": "1"}),
    "a later date": put_off("later-date/1/"),
    "a later date that is proposed": inside("proposed", "proposed-date/1/"),
    "a later date, not answered": inside("proposed", "proposed-date/1/", {"text": ""}),
    "how it went": handled("how-it-went/"),
    "how it went, not answered": handled("how-it-went/", {"text": ""}),
    "the next stage": inside("overdue", "next-stage/1/"),
    "withdrawing": inside("waiting", "withdraw/"),
    "what another site sent": inside("waiting", "write/", {"text": "No."}, **{"Sec-Fetch-Site": "cross-site"}),
    "a message that was spoilt": lambda town: town.inside(town.waiting).post(
        town.address(f"{HERE}write/"),
        b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nMy words.\r\n--x--\r\n',
        content_type="multipart/form-data",
    ),
}
