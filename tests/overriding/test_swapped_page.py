"""A site may have a page model of its own: the mixin and every foreign key to a page follow it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import wagtail

ROOT = Path(__file__).parents[2]
ASKED = """
import django
django.setup()
from django.core.management import call_command
from tests.overriding.swapped.models import CouncilPage, ProcedurePage
from wagtail_complaints.models import Procedure, Submission
call_command("check")
fields = [Procedure._meta.get_field("page"), Submission._meta.get_field("page")]
print([field.related_model is CouncilPage for field in fields])
print([tab.heading for tab in ProcedurePage.get_edit_handler().children])
"""


@pytest.mark.skipif(wagtail.VERSION < (8, 0), reason="Wagtail 7.4 has one page model")
def test_a_swapped_page_model_takes_the_mixin_in_four_lines():
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.overriding.swapped.settings"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASKED],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines() == [
        "System check identified no issues (0 silenced).",
        "[True, True]",
        "['Page', 'Stages', 'Procedure', 'Promote', 'Settings']",
    ], done.stderr
