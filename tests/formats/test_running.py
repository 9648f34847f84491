"""A tool outside the site is stopped when it takes too long or makes too much."""

import sys

import pytest

from wagtail_complaints.formats import running
from wagtail_complaints.formats.running import NotMade


def python(code):
    return (sys.executable, "-c", code)


def test_what_a_tool_writes_comes_back():
    said = running.run(python("import sys; print(sys.stdin.read()[::-1], end='')"), b"abc")
    assert said == b"cba"


def test_a_tool_that_hangs_is_stopped(monkeypatch):
    monkeypatch.setattr(running, "SECONDS", 0.5)
    with pytest.raises(NotMade, match="took longer than"):
        running.run(python("import time; time.sleep(30)"), b"")


def test_a_tool_that_makes_too_much_is_not_believed(monkeypatch):
    monkeypatch.setattr(running, "MOST_BYTES", 10)
    with pytest.raises(NotMade, match="made 11 bytes"):
        running.run(python("print('x' * 11, end='')"), b"")


def test_a_tool_that_fails_says_why_in_the_log():
    with pytest.raises(NotMade, match="no such paper"):
        running.run(python("raise SystemExit('no such paper')"), b"")
    with pytest.raises(NotMade, match="nothing-of-this-name"):
        running.run(("nothing-of-this-name",), b"")


def test_a_file_is_fetched_from_where_the_tool_was_told():
    write = (sys.executable, "-c", "import sys; open(sys.argv[1], 'w').write('made')", "{file}")
    assert running.run_into_a_file(write, b"", ".txt") == b"made"
    with pytest.raises(NotMade, match="made no file"):
        running.run_into_a_file(python("pass"), b"", ".txt")
