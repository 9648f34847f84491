"""Is every page that the public meets valid HTML? Asked of the Nu Html Checker, where it and Java are installed.

`make validate` installs it, and asks for each theme of the example.
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

JAR = Path(__file__).parents[2] / ".validator" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
CHECKER = os.environ.get("VNU", str(JAR))

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not (shutil.which("java") and Path(CHECKER).exists()), reason="make validate installs it"),
]


def test_the_checker_has_nothing_against_any_page(pages, tmp_path):
    for stop, html in pages.items():
        (tmp_path / f"{re.sub(r'[^a-z]+', '-', stop.lower())}.html").write_text(html)
    assert len(pages) > 60
    assert complaints(tmp_path) == []


def test_the_checker_is_really_asked(tmp_path):
    (tmp_path / "wrong.html").write_text('<!doctype html><html lang="en"><title>Wrong</title><p><p></p></p>')
    assert complaints(tmp_path) == ["wrong, line 1: No “p” element in scope but a “p” end tag seen."]


def complaints(folder: Path) -> list[str]:
    """Return the errors and warnings of the checker, each with its page."""
    asked = ["java", "-Xmx512m", "-jar", CHECKER, "--format", "json", "--stdout", "--exit-zero-always", str(folder)]
    told = json.loads(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)["messages"]
    wrong = [each for each in told if each["type"] != "info" or each.get("subType") == "warning"]
    return [f"{Path(each['url']).stem}, line {each['lastLine']}: {each['message']}" for each in wrong]
