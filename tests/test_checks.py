"""Each check speaks when its rule is broken, and only then; each has a hint and a section in docs/checks.md."""

import os
import re
import subprocess
import sys
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from types import ModuleType

import pytest
from django.core.checks import run_checks
from django.core.management import call_command

from tests import factories, signing
from wagtail_complaints import bank_holidays, conf
from wagtail_complaints.models import CalendarChange, Case, Letter, LetterKind
from wagtail_complaints.procedure.terms import Nation

ROOT = Path(__file__).parent.parent


def found(**kwargs) -> dict[str, str]:
    """Return the message of each of our checks that speaks, by its id."""
    return {
        each.id.split(".")[1]: each.msg
        for each in run_checks(**kwargs)
        if each.id.startswith("wagtail_complaints.")
    }


def test_the_example_site_is_installed_as_it_should_be():
    assert found() == {}


NEEDED = ["wagtail_modeladmin", "simple_history", "wagtail.contrib.settings", "wagtail.snippets", "django_filters"]
WITHOUT = f"""
from tests.settings import *
INSTALLED_APPS = [name for name in INSTALLED_APPS if name not in {NEEDED}]
"""


def test_e001_every_app_that_is_missing_is_named(tmp_path):
    (tmp_path / "without.py").write_text(WITHOUT)
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    told = subprocess.run(
        [sys.executable, "-m", "django", "check", "--tag", "compatibility"],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "without", "PYTHONPATH": path},
        capture_output=True,
        text=True,
    ).stderr
    (said,) = re.findall(r"\(wagtail_complaints\.E001\) wagtail_complaints needs (.*)\.", told)
    assert sorted(said.split(", ")) == sorted(NEEDED)


def test_e002_the_history_middleware_is_missing(settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "simple_history" not in name]
    assert list(found()) == ["E002"]


def test_e003_the_addresses_are_not_included(settings):
    module = ModuleType("urls_without_complaints")
    module.urlpatterns = []
    sys.modules[module.__name__] = module
    settings.ROOT_URLCONF = module.__name__
    assert list(found(tags=["urls"])) == ["E003"]


@pytest.mark.parametrize("engine", ["mysql", "oracle"])
def test_e004_the_database_is_not_supported(engine, monkeypatch):
    from django.db import connection

    monkeypatch.setattr(connection, "vendor", engine)
    assert list(found(tags=["compatibility"])) == ["E004"]


def test_e005_workflows_are_switched_off(settings):
    settings.WAGTAIL_WORKFLOW_ENABLED = False
    assert list(found()) == ["E005"]


def test_w001_no_page_carries_a_procedure(monkeypatch):
    from example_site.council.models import ProcedurePage
    from wagtail_complaints.models import procedure_page

    monkeypatch.setattr(procedure_page, "ProcedurePageMixin", type("NobodyCarriesMe", (), {}))
    assert list(found(tags=["models"])) == ["W001"]
    assert ProcedurePage is not None


def test_w002_sqlite_lets_two_writers_begin_at_once(monkeypatch):
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("is about SQLite")
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "transaction_mode", "DEFERRED")
    assert list(found()) == ["W002"]


def test_w003_speaks_ninety_days_before_the_known_holidays_end(monkeypatch):
    def spoken(days):
        monkeypatch.setitem(bank_holidays.PUBLISHED_UNTIL, Nation.WALES, conf.today() + timedelta(days=days))
        return list(found())

    assert (spoken(90), spoken(89)) == ([], ["W003"])
    assert found()["W003"].startswith("Bank holidays are known for wales until ")


@pytest.mark.parametrize("provider", ["//www.gravatar.com/avatar", "https://faces.example/"])
def test_w004_addresses_of_staff_are_sent_away(settings, provider):
    settings.WAGTAIL_GRAVATAR_PROVIDER_URL = provider
    assert list(found()) == ["W004"]


def test_w004_speaks_where_the_site_says_nothing(settings):
    del settings.WAGTAIL_GRAVATAR_PROVIDER_URL
    assert list(found()) == ["W004"]


@pytest.mark.django_db
def test_w005_a_stage_names_a_workflow_that_was_switched_off():
    workflow = signing.workflow("Head of service")
    signing.case_stage(signed_by=workflow)
    assert found(databases=["default"]) == {}
    workflow.active = False
    workflow.save()
    assert found(databases=["default"]) == {
        "W005": "No response can be signed at these stages: Complaints about our services, version 1, stage-1."
    }


@pytest.mark.django_db
def test_w005_a_workflow_without_a_step_signs_nothing():
    workflow = signing.workflow("Head of service")
    signing.case_stage(signed_by=workflow)
    workflow.workflow_tasks.all().delete()
    assert list(found(databases=["default"])) == ["W005"]


@pytest.mark.django_db
def test_w005_a_step_of_a_workflow_was_switched_off():
    workflow = signing.workflow("Team manager", "Head of service")
    signing.case_stage(signed_by=workflow)
    step = workflow.tasks.first()
    step.active = False
    step.save()
    assert list(found(databases=["default"])) == ["W005"]


@pytest.mark.django_db
def test_w005_is_silent_about_versions_that_nothing_runs_under():
    workflow = signing.workflow("Head of service")
    stage = signing.case_stage(signed_by=workflow)
    workflow.active = False
    workflow.save()
    factories.procedure_version(factories.two_stages(title="Complaints, reworded"))
    assert list(found(databases=["default"])) == ["W005"]
    stage.case.close_reason, stage.case.closed_on = "answered", date(2026, 11, 20)
    stage.case.save()
    Case.objects.keep_standing()
    assert found(databases=["default"]) == {}


@pytest.mark.django_db
def test_w006_a_letter_was_given_up():
    letter = Letter.objects.create(
        kind=LetterKind.RECEIPT,
        to_email="robin@example.com",
        subject="x",
        body="x",
        once="x",
        dated=date(2026, 11, 2),
    )
    assert found(databases=["default"]) == {}
    letter.is_dead = True
    letter.save()
    assert found(databases=["default"]) == {"W006": "Letters that could not be sent and were given up: 1."}


@pytest.mark.django_db
def test_w007_a_change_of_the_calendar_that_open_cases_have_not_followed_is_a_warning():
    change = CalendarChange.objects.create(
        reason="10 November 2026 became a bank holiday.", made_on=date(2026, 11, 9)
    )
    said = "Open cases still have their dates from before the calendar was changed: "
    assert found(databases=["default"]) == {"W007": f"{said}10 November 2026 became a bank holiday."}
    change.is_finished = True
    change.save()
    assert found(databases=["default"]) == {}


@pytest.mark.django_db
def test_w010_a_case_that_was_changed_past_the_actions_is_a_warning_until_the_command_has_run():
    case = factories.case()
    assert found(databases=["default"]) == {}
    Case.objects.update(triaged_on=date(2026, 11, 3))
    said = "Cases that say wrongly where they stand: 1. Something was written past the actions."
    assert found(databases=["default"]) == {"W010": said}
    told = StringIO()
    call_command("complaints_recompute", dry_run=True, stdout=told)
    assert f"{case}: what is due next, or where it stands" in told.getvalue()
    call_command("complaints_recompute", verbosity=0, stdout=StringIO())
    assert found(databases=["default"]) == {}


def test_e006_private_files_where_everybody_sees_them_are_an_error(settings):
    settings.WAGTAIL_COMPLAINTS_PRIVATE_ROOT = Path(settings.MEDIA_ROOT) / "private"
    assert list(found()) == ["E006"]
    settings.WAGTAIL_COMPLAINTS_PRIVATE_ROOT = Path(settings.MEDIA_ROOT).parent / "private"
    assert found() == {}


@pytest.mark.django_db
def test_w008_a_form_that_takes_files_where_there_is_no_place_for_them_is_a_warning(settings):
    factories.feedback_form(takes_files=True)
    settings.STORAGES = {name: each for name, each in settings.STORAGES.items() if name != "wagtail_complaints"}
    settings.WAGTAIL_COMPLAINTS_PRIVATE_ROOT = None
    assert list(found(databases=["default"])) == ["W008"]


@pytest.mark.django_db
def test_w009_files_that_nobody_scans_are_a_warning(settings):
    factories.feedback_form(takes_files=True)
    assert found(databases=["default"]) == {"W009": "Files that people send are not scanned for viruses."}
    settings.WAGTAIL_COMPLAINTS_CLAMD = "127.0.0.1:3310"
    assert found(databases=["default"]) == {}


@pytest.mark.django_db
def test_the_database_is_asked_only_where_it_was_named():
    Letter.objects.create(
        kind=LetterKind.RECEIPT, subject="x", body="x", once="x", dated=date(2026, 11, 2), is_dead=True
    )
    assert found() == {}


def test_every_check_has_a_test_a_hint_and_a_section():
    source = (ROOT / "wagtail_complaints" / "checks.py").read_text()
    ids = sorted(re.findall(r'id="wagtail_complaints\.([EW]\d{3})"', source))
    sections = sorted(
        re.findall(r"^## `wagtail_complaints\.([EW]\d{3})`", (ROOT / "docs/checks.md").read_text(), re.M)
    )
    tests = {name.split("_")[1].upper() for name in globals() if re.match(r"test_[ew]\d{3}_", name)}
    assert ids == sections == sorted(tests)
    assert source.count("hint=") == len(ids)
