"""What does somebody meet who fills in a form, from the first question to the receipt, and where it fails?"""

from unittest.mock import patch

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import override_settings

from tests import factories
from wagtail_complaints.models import FeedbackFormVersion
from wagtail_complaints.web import intentions

from .town import Town

TOLD = {
    "kind": "complaint",
    "on_behalf": "myself",
    "what_happened": "Nobody asked me.\nNobody rang.",
    "name": "Robin Example",
    "email": "robin@example.com",
}
SPOILT = b'--x\r\nContent-Disposition: form-data; name="what_happened"\r\n\r\nNobody asked me.\r\n--x--\r\n'
UNREADABLE = b"--x\r\nContent-Transfer-Encoding: base64\r\n\r\n!\r\n--x--"


def at_step(step: str, **told):
    """Return a stop at one question of the form that asks one at a time."""
    return lambda town: town.posts(town.step_by_step, {"at": step, **told})


def receipt(**sent):
    """Return a stop at the receipt of something that was sent."""

    def made(town: Town):
        asked = town.plain_form.current_version
        told = factories.submission(procedure=asked.form.procedure, form_version=asked, is_followed_up=True, **sent)
        return town.gets(f"received/{intentions.receipt_token(told.idempotency_key)}/")

    return made


def with_the_database_gone(town: Town):
    with patch.object(FeedbackFormVersion.objects, "select_related", side_effect=OperationalError("gone")):
        return town.posts(town.everything, {**TOLD, "contact": town.contact})


def too_much(town: Town):
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=10):
        return town.posts(town.everything, TOLD)


def too_often(town: Town):
    with override_settings(WAGTAIL_COMPLAINTS_LOOK_UPS_AN_HOUR=1):
        return town.gets("received/a-guess/") and town.gets("received/another/")


STOPS = {
    "a form of the past": lambda town: town.gets("received/an-old-receipt/"),
    "guessing at receipts": too_often,
    "too much at once": too_much,
    "a form that is not known": lambda town: town.posts("feedback/nothing/", {**TOLD, "contact": town.contact}),
    "with the database gone": with_the_database_gone,
    "what another site sent": lambda town: town.posts(
        town.plain, {**TOLD, "contact": town.contact}, **{"Sec-Fetch-Site": "cross-site"}
    ),
    "a form that was spoilt": lambda town: town.browser.post(
        town.address(town.plain), SPOILT, content_type="multipart/form-data"
    ),
    "a form of which nothing could be read": lambda town: town.browser.post(
        town.address(town.plain), UNREADABLE, content_type="multipart/form-data; boundary=x"
    ),
    "a form by itself": lambda town: town.gets(town.plain),
    "a form by itself, with errors": lambda town: town.posts(town.plain, {}),
    "checking": lambda town: town.posts(town.plain, TOLD),
    "checking, and no way to be reached": lambda town: town.posts(town.plain, {**TOLD, "email": ""}),
    "the page of a form": lambda town: town.gets("/everything/"),
    "errors on the page of a form": lambda town: town.posts(town.everything, {}),
    "a file was added": lambda town: town.posts(
        town.everything, {**TOLD, "upload": "yes", "files": SimpleUploadedFile("note.txt", b"It was late.")}
    ),
    "checking everything": lambda town: town.posts(town.everything, {**TOLD, **town.answers}),
    "the first question": lambda town: town.gets("/children/services/tell-us/"),
    "a question by itself": at_step("kind", kind="complaint"),
    "a question by itself, with an error": at_step("whom", kind="complaint"),
    "a question of many by itself": at_step(
        "reach", passed="kind whom young what_happened put_right files", **TOLD
    ),
    "the receipt of a complaint": receipt(),
    "the receipt of a complaint that nobody can answer": receipt(given={"email": "", "name": ""}),
    "the receipt of a comment": receipt(kind="comment"),
    "the receipt of a compliment": receipt(kind="compliment"),
    "answers about equality that were spoilt": lambda town: town.browser.post(
        town.address("equality/"), SPOILT, content_type="multipart/form-data"
    ),
    "having answered about equality": lambda town: town.posts("equality/", {"age": "25-44"}),
}
