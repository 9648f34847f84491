"""A file is opened by whoever sees the case it belongs to, as a download, and that is written down."""

import pytest
from wagtail.models import ModelLogEntry

from tests import factories
from tests.forms.hostile_files import PDF, photograph
from wagtail_complaints import roles
from wagtail_complaints.actions import opening, uploads
from wagtail_complaints.models import Kind

pytestmark = pytest.mark.django_db


def kept(content=PDF, name="letter.pdf", **sent):
    upload = uploads.keep("batch", at_hand_file(content), name)
    submission = factories.submission(**sent)
    uploads.claim("batch", submission)
    upload.refresh_from_db()
    return upload


def at_hand_file(content):
    from django.core.files.base import ContentFile

    return ContentFile(content)


def address(upload) -> str:
    return f"/admin/complaints/files/{upload.key}/"


@pytest.fixture
def manager(client):
    client.force_login(factories.user(roles.MANAGER))
    return client


def test_a_file_comes_as_a_download_that_no_browser_runs(manager):
    upload = kept(name="letter.html")
    response = manager.get(address(upload))
    assert b"".join(response.streaming_content) == PDF
    assert {
        name: response.headers[name]
        for name in (
            "Content-Type",
            "Content-Disposition",
            "X-Content-Type-Options",
            "Content-Security-Policy",
            "Cache-Control",
        )
    } == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="letter.html.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "no-store, private, max-age=0, no-cache, must-revalidate",
    }
    assert not response.has_header("ETag")


def test_of_a_picture_the_copy_without_metadata_is_handed_over_and_the_original_is_kept(manager):
    upload = kept(photograph(), "bin.jpg")
    copy = b"".join(manager.get(address(upload)).streaming_content)
    original = b"".join(manager.get(f"{address(upload)}original/").streaming_content)
    assert (b"Kestrel" in copy, original) == (False, photograph())


def test_opening_a_file_is_written_down(manager):
    upload = kept()
    manager.get(address(upload))
    entry = ModelLogEntry.objects.get(action="wagtail_complaints.file_opened")
    assert (entry.object_id, entry.label) == (str(upload.submission_id), upload.submission.reference)
    assert "letter.pdf" not in str(entry.data)


def test_who_does_not_see_the_case_finds_no_file(client):
    upload = kept()
    case = opening.open_case(upload.submission, by=None, on=factories.MONDAY)
    stranger, owner = factories.user(roles.INVESTIGATOR), factories.user(roles.INVESTIGATOR)
    case.owner = owner
    case.save()
    found = {}
    for who, user in (("stranger", stranger), ("owner", owner)):
        client.force_login(user)
        found[who] = [client.get(each).status_code for each in (address(upload), f"{address(upload)}original/")]
    assert found == {"stranger": [404, 404], "owner": [200, 200]}


def test_before_there_is_a_case_who_sees_the_inbox_sees_the_files(client):
    upload = kept(kind=Kind.COMMENT)
    codes = []
    for role in (roles.MANAGER, roles.AUDITOR, roles.INVESTIGATOR, roles.EDITOR):
        client.force_login(factories.user(role))
        codes.append(client.get(address(upload)).status_code)
    assert codes == [200, 200, 404, 404]


def test_who_is_not_signed_in_is_asked_to(client):
    assert client.get(address(kept())).url.startswith("/admin/login/")


def test_what_nobody_sent_yet_nobody_opens(manager):
    upload = uploads.keep("batch", at_hand_file(PDF), "letter.pdf")
    assert manager.get(address(upload)).status_code == 404


def test_the_files_are_listed_in_the_inbox_and_on_the_case_page(manager):
    upload = kept(photograph(), "bin.jpg")
    case = opening.open_case(upload.submission, by=None, on=factories.MONDAY)
    for page in (f"/admin/complaints/inbox/inspect/{upload.submission_id}/", f"/admin/complaints/cases/{case.pk}/"):
        content = manager.get(page).content.decode()
        assert address(upload) in content and "bin.jpg" in content
        assert "Not scanned: no scanner is set up" in content


def test_a_folder_of_private_files_has_no_addresses_and_is_for_its_owner(tmp_path, settings):
    from django.core.files.base import ContentFile

    from wagtail_complaints.private_files import private_storage

    settings.STORAGES = {name: each for name, each in settings.STORAGES.items() if name != "wagtail_complaints"}
    settings.WAGTAIL_COMPLAINTS_PRIVATE_ROOT = tmp_path / "private"
    storage = private_storage()
    name = storage.save("uploads/ab/cd", ContentFile(b"x"))
    stored = tmp_path / "private" / name
    assert (oct(stored.stat().st_mode)[-3:], oct(stored.parent.stat().st_mode)[-3:]) == ("600", "700")
    with pytest.raises(ValueError, match="no address"):
        storage.url(name)
