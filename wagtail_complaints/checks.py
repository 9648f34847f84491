"""Is the app installed as its documentation says? Every check has an id, a hint and a section in docs/checks.md."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import connections, router
from django.urls import get_resolver

from . import bank_holidays, conf, private_files, virus_scan

NEEDED_APPS = (
    "wagtail_modeladmin",
    "simple_history",
    "wagtail.contrib.settings",
    "wagtail.snippets",
    "django_filters",
)
HISTORY_MIDDLEWARE = "simple_history.middleware.HistoryRequestMiddleware"
SUPPORTED_DATABASES = ("postgresql", "sqlite")


@register(Tags.compatibility)
def apps_are_installed(app_configs, **kwargs):
    missing = [name for name in NEEDED_APPS if not apps.is_installed(name)]
    if missing:
        yield Error(
            f"wagtail_complaints needs {', '.join(missing)}.",
            hint="Add what is missing to INSTALLED_APPS.",
            id="wagtail_complaints.E001",
        )


@register(Tags.compatibility)
def history_knows_who_asked(app_configs, **kwargs):
    if HISTORY_MIDDLEWARE not in settings.MIDDLEWARE:
        yield Error(
            "The history of a case would not say who changed it.",
            hint=f"Add “{HISTORY_MIDDLEWARE}” to MIDDLEWARE, after the authentication.",
            id="wagtail_complaints.E002",
        )


@register(Tags.urls)
def addresses_are_included(app_configs, **kwargs):
    if "wagtail_complaints" not in get_resolver().app_dict:
        yield Error(
            "The public addresses are not part of the site, so no form can be sent.",
            hint='Add path("complaints/", include("wagtail_complaints.urls")) before those of Wagtail.',
            id="wagtail_complaints.E003",
        )


@register(Tags.compatibility)
def database_is_supported(app_configs, **kwargs):
    connection = _connection()
    if connection.vendor not in SUPPORTED_DATABASES:
        yield Error(
            f"wagtail_complaints does not run on {connection.display_name}.",
            hint="Use PostgreSQL, or SQLite for a small council.",
            id="wagtail_complaints.E004",
        )
    elif connection.vendor == "sqlite" and _transaction_mode(connection) != "IMMEDIATE":
        yield Warning(
            "SQLite lets two people begin to change one case at once, and one of them gets an error.",
            hint='Add "OPTIONS": {"transaction_mode": "IMMEDIATE"} to the database.',
            id="wagtail_complaints.W002",
        )


def _transaction_mode(connection) -> str:
    return str(connection.settings_dict["OPTIONS"].get("transaction_mode", "DEFERRED")).upper()


def _connection():
    return connections[router.db_for_write(apps.get_model("wagtail_complaints", "Case"))]


@register(Tags.compatibility)
def workflows_are_on(app_configs, **kwargs):
    if not getattr(settings, "WAGTAIL_WORKFLOW_ENABLED", True):
        yield Error(
            "Wagtail's workflows are switched off, and a response cannot be signed without one.",
            hint="Remove WAGTAIL_WORKFLOW_ENABLED, or set it to True.",
            id="wagtail_complaints.E005",
        )


@register(Tags.models)
def a_page_carries_procedures(app_configs, **kwargs):
    from .models.procedure_page import ProcedurePageMixin

    if not any(issubclass(model, ProcedurePageMixin) for model in apps.get_models()):
        yield Warning(
            "No page type of this site carries a procedure, so none can be published.",
            hint="Add `class ProcedurePage(ProcedurePageMixin, Page)` to an app of the site.",
            id="wagtail_complaints.W001",
        )


@register(Tags.compatibility)
def holidays_are_known(app_configs, **kwargs):
    if ending := bank_holidays.ending(conf.today()):
        until = "; ".join(f"{nation.value} until {last:%d %B %Y}" for nation, last in ending.items())
        yield Warning(
            f"Bank holidays are known for {until}. Dates past that day are not worked out.",
            hint="Upgrade wagtail-complaints.",
            id="wagtail_complaints.W003",
        )


@register(Tags.security)
def staff_addresses_stay_here(app_configs, **kwargs):
    if getattr(settings, "WAGTAIL_GRAVATAR_PROVIDER_URL", "//www.gravatar.com/avatar") is not None:
        yield Warning(
            "Wagtail sends a digest of each member of staff's e-mail address to a service outside the council.",
            hint="Set WAGTAIL_GRAVATAR_PROVIDER_URL = None.",
            id="wagtail_complaints.W004",
        )


@register(Tags.database)
def stages_can_be_signed(app_configs, databases, **kwargs):
    if not _is_asked_of(databases, "StageSignOff", "Case"):
        return
    sign_offs = apps.get_model("wagtail_complaints", "StageSignOff").objects.in_use().unsignable()
    stages = [f"{each.version}, {each.stage_key}" for each in sign_offs.select_related("version__procedure")]
    if stages:
        yield Warning(
            f"No response can be signed at these stages: {'; '.join(stages)}.",
            hint="Make the workflow and its steps active again, or name another in the stage and publish it.",
            id="wagtail_complaints.W005",
        )


@register(Tags.database)
def letters_went_out(app_configs, databases, **kwargs):
    if not _is_asked_of(databases, "Letter"):
        return
    given_up = apps.get_model("wagtail_complaints", "Letter").objects.given_up().count()
    if given_up:
        yield Warning(
            f"Letters that could not be sent and were given up: {given_up}.",
            hint="See them in the admin under Complaints, Letters (complaints/letters/?state=given-up): "
            "print them, or put the address right and queue them again.",
            id="wagtail_complaints.W006",
        )


@register(Tags.database)
def open_cases_followed_the_calendar(app_configs, databases, **kwargs):
    if not _is_asked_of(databases, "CalendarChange", "Case"):
        return
    changes = apps.get_model("wagtail_complaints", "CalendarChange").objects.unfinished()
    if changes.exists():
        which = "; ".join(map(str, changes))
        yield Warning(
            f"Open cases still have their dates from before the calendar was changed: {which}",
            hint="Run manage.py complaints_recompute.",
            id="wagtail_complaints.W007",
        )


@register(Tags.security)
def private_files_are_private(app_configs, **kwargs):
    root = conf.setting("WAGTAIL_COMPLAINTS_PRIVATE_ROOT")
    public = [folder for folder in (settings.MEDIA_ROOT, settings.STATIC_ROOT) if folder]
    if root and any(Path(root).resolve().is_relative_to(Path(folder).resolve()) for folder in public):
        yield Error(
            "The files that people send lie where the web server shows them to everybody.",
            hint="Set WAGTAIL_COMPLAINTS_PRIVATE_ROOT to a folder outside MEDIA_ROOT and STATIC_ROOT.",
            id="wagtail_complaints.E006",
        )


@register(Tags.database)
def files_can_be_kept(app_configs, databases, **kwargs):
    if not _is_asked_of(databases, "FeedbackForm", "Upload"):
        return
    takes_files = apps.get_model("wagtail_complaints", "FeedbackForm").objects.filter(takes_files=True).exists()
    if takes_files and not private_files.is_configured():
        yield Warning(
            "A feedback form is to take files, and there is no private place for them: it asks for none.",
            hint="Set WAGTAIL_COMPLAINTS_PRIVATE_ROOT, and save the form again.",
            id="wagtail_complaints.W008",
        )
    elif takes_files and not virus_scan.is_configured():
        yield Warning(
            "Files that people send are not scanned for viruses.",
            hint="Set WAGTAIL_COMPLAINTS_CLAMD to the address of a ClamAV daemon.",
            id="wagtail_complaints.W009",
        )


@register(Tags.database)
def cases_say_where_they_stand(app_configs, databases, **kwargs):
    if not _is_asked_of(databases, "Case", "CaseStage", "StageEvent", "Hold", "Response"):
        return
    wrong = apps.get_model("wagtail_complaints", "Case").objects.standing_elsewhere()
    if wrong:
        yield Warning(
            f"Cases that say wrongly where they stand: {len(wrong)}. Something was written past the actions.",
            hint="Run manage.py complaints_recompute; with --dry-run it only says which.",
            id="wagtail_complaints.W010",
        )


def _is_asked_of(databases, *models) -> bool:
    """Return whether our database is asked about and has its tables: `migrate` asks before it makes them."""
    connection = _connection()
    if connection.alias not in (databases or ()):
        return False
    there = set(connection.introspection.table_names())
    return all(apps.get_model("wagtail_complaints", model)._meta.db_table in there for model in models)
