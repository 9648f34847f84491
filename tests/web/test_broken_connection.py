"""With the database itself out of reach, somebody keeps what they typed and learns what to do."""

import pytest
from django.db import connection
from django.urls import reverse

from tests import factories

from .visitor import Visitor

COMPLAINT = {"kind": "complaint", "on_behalf": "myself", "what_happened": "The bin\nwas not emptied."}


@pytest.fixture
def broken_connection():
    """Return a function that breaks the connection to the database itself, as if its server had gone."""
    known = dict(connection.settings_dict)

    def breaks():
        connection.close()
        connection.settings_dict.update(NAME="/no/such/folder/database", HOST="127.0.0.1", PORT="1")

    yield breaks
    connection.close()
    connection.settings_dict.update(known)


@pytest.mark.database
def test_with_the_connection_really_broken_nothing_typed_is_lost(
    rows_put_back, django_db_serialized_rollback, transactional_db, client, broken_connection
):
    form = factories.feedback_form(takes_files=True)
    factories.settings(exit_url="https://example.com/weather")
    visitor = Visitor(client)
    visitor.open(reverse("wagtail_complaints:feedback", args=[form.current_version.digest]))
    visitor.fill(**COMPLAINT, name="Robin").choose(("letter.pdf", b"%PDF-1.4 x"))
    broken_connection()
    visitor.press("Continue")
    assert (visitor.response.status_code, visitor.title) == (503, "We could not save what you wrote")
    assert "The bin was not emptied." in visitor.text
    assert "01632 960001" in visitor.text
    kept = visitor.typed()
    assert (kept["what_happened"].split(), kept["name"]) == (COMPLAINT["what_happened"].split(), "Robin")
