"""Only a daemon that says “OK” is believed; a file that it did not clear is held, and its complaint is not."""

import hashlib
import shutil
import socket
import subprocess
import threading
import time

import pytest
from django.core.management import call_command

from tests import factories
from tests.forms.hostile_files import PDF
from tests.web.visitor import COMPLAINT
from wagtail_complaints import roles, virus_scan
from wagtail_complaints.models import Submission, Upload
from wagtail_complaints.virus_scan import Verdict

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE" + b"!$H+H*"


@pytest.fixture
def daemon(settings):
    """Return a function that answers each scan as it is told, over a real socket, and says what it was sent."""
    listening = socket.create_server(("127.0.0.1", 0))
    said, heard = [], []

    def serve():
        while True:
            try:
                connection, _address = listening.accept()
            except OSError:
                return
            with connection:
                heard.append(_stream(connection))
                connection.sendall(said[0])

    threading.Thread(target=serve, daemon=True).start()
    settings.WAGTAIL_COMPLAINTS_CLAMD = f"127.0.0.1:{listening.getsockname()[1]}"

    def answer(words: bytes):
        said[:] = [words]
        return heard

    yield answer
    listening.close()


def _stream(connection) -> bytes:
    with connection.makefile("rb") as coming:
        assert coming.read(10) == b"zINSTREAM\0"
        content = b""
        while size := int.from_bytes(coming.read(4), "big"):
            content += coming.read(size)
        return content


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (b"stream: OK\0", Verdict.CLEAN),
        (b"stream: Win.Test.EICAR_HDB-1 FOUND\0", Verdict.INFECTED),
        (b"INSTREAM size limit exceeded. ERROR\0", Verdict.UNKNOWN),
        (b"stream: Can't allocate memory ERROR\0", Verdict.UNKNOWN),
        (b"OK\0", Verdict.UNKNOWN),
        (b"stream: O", Verdict.UNKNOWN),
        (b"", Verdict.UNKNOWN),
        (b"\xff" * 5000, Verdict.UNKNOWN),
    ],
)
def test_only_the_one_plain_answer_means_clean(daemon, answer, verdict):
    heard = daemon(answer)
    assert virus_scan.scan([b"one", b"", b"two"]).verdict == verdict
    assert heard == [b"onetwo"]


def test_a_daemon_that_is_not_there_does_not_know(settings):
    with socket.create_server(("127.0.0.1", 0)) as gone:
        settings.WAGTAIL_COMPLAINTS_CLAMD = f"127.0.0.1:{gone.getsockname()[1]}"
    assert virus_scan.scan([b"x"]).verdict == Verdict.UNKNOWN
    settings.WAGTAIL_COMPLAINTS_CLAMD = "/no/such/socket"
    assert virus_scan.scan([b"x"]).verdict == Verdict.UNKNOWN
    settings.WAGTAIL_COMPLAINTS_CLAMD = "nonsense"
    assert virus_scan.scan([b"x"]).verdict == Verdict.UNKNOWN


@pytest.fixture
def clamd(settings, tmp_path):
    """Run ClamAV's own daemon with the one signature of its test file."""
    if not shutil.which("clamd"):
        pytest.skip("clamd is not installed.")
    signatures = tmp_path / "db"
    signatures.mkdir()
    (signatures / "eicar.hdb").write_text(f"{hashlib.md5(EICAR).hexdigest()}:68:Test.Eicar\n")
    where = tmp_path / "clamd.sock"
    configured = f"DatabaseDirectory {signatures}\nForeground yes\nLocalSocket {where}\nStreamMaxLength 1M\n"
    (tmp_path / "clamd.conf").write_text(configured)
    running = subprocess.Popen(["clamd", "-c", str(tmp_path / "clamd.conf")], stdout=subprocess.DEVNULL)
    for _wait in range(100):
        if where.exists():
            break
        time.sleep(0.1)
    settings.WAGTAIL_COMPLAINTS_CLAMD = str(where)
    yield
    running.terminate()
    running.wait()


def test_the_real_daemon_finds_its_test_virus_and_clears_what_has_none(clamd):
    assert [virus_scan.scan([sent]).verdict for sent in (EICAR, PDF, b"x" * 2_000_000)] == [
        Verdict.INFECTED,
        Verdict.CLEAN,
        Verdict.UNKNOWN,
    ]


@pytest.fixture
def at_the_form(django_user_model, visitor, stand):
    return visitor.open(stand(factories.feedback_form(takes_files=True)).url)


@pytest.mark.django_db
def test_a_virus_is_refused_at_its_question_and_not_kept(at_the_form, daemon):
    daemon(b"stream: Test.Eicar FOUND\0")
    at_the_form.fill(**COMPLAINT).choose(("letter.pdf", PDF)).press("Continue")
    assert (at_the_form.errors, Upload.objects.count()) == (["“letter.pdf” contains a virus"], 0)


@pytest.mark.django_db
def test_with_the_daemon_down_the_complaint_is_taken_and_its_file_held_until_it_is_clean(
    at_the_form, daemon, client
):
    daemon(b"")
    at_the_form.fill(**COMPLAINT).choose(("letter.pdf", PDF)).press("Continue").press("Send my complaint")
    upload = Submission.objects.get().uploads.get()
    client.force_login(factories.user(roles.MANAGER))
    inbox = f"/admin/complaints/inbox/inspect/{upload.submission_id}/"
    file = f"/admin/complaints/files/{upload.key}/"
    assert "Held back: not scanned for viruses yet" in client.get(inbox).content.decode()
    assert (file in client.get(inbox).content.decode(), client.get(file).status_code) == (False, 302)

    call_command("complaints_uploads")
    assert client.get(file).status_code == 302
    daemon(b"stream: OK\0")
    call_command("complaints_uploads")
    assert (client.get(file).status_code, b"".join(client.get(file).streaming_content)) == (200, PDF)


@pytest.mark.django_db
def test_a_virus_found_later_stays_held_and_is_told(at_the_form, daemon, client):
    daemon(b"")
    at_the_form.fill(**COMPLAINT).choose(("letter.pdf", PDF)).press("Continue").press("Send my complaint")
    daemon(b"stream: Test.Eicar FOUND\0")
    call_command("complaints_uploads")
    upload = Upload.objects.get()
    client.force_login(factories.user(roles.MANAGER))
    page = client.get(f"/admin/complaints/inbox/inspect/{upload.submission_id}/").content.decode()
    assert (upload.scan_said, "Held back: a virus was found" in page) == ("Test.Eicar", True)
    assert client.get(f"/admin/complaints/files/{upload.key}/").status_code == 302
