"""How does a procedure page become what cases run under? By a version, written when it says something new."""

from datetime import date

from django.db import transaction

from ..models.audit import acting
from ..models.procedure import Procedure, ProcedureVersion, StageSignOff
from ..models.procedure_page import ProcedurePageMixin, PublishRefused
from ..models.reading import Reading, in_words
from ..procedure.document import digest, to_document


def publish(page: ProcedurePageMixin, *, by, on: date) -> ProcedureVersion:
    """Return the version in force from `on`: a new one where the procedure, or who signs it, is not as before.

    Raises: PublishRefused, naming each block and field that stands in the way.
    """
    reading = page.reading()
    if reading.errors:
        raise PublishRefused(in_words(page, reading.errors))
    with transaction.atomic(), acting(by):
        procedure = _procedure_of(page)
        latest = procedure.latest_version
        if latest and _says_the_same(latest, reading):
            return latest
        return _write(procedure, reading, number=latest.number + 1 if latest else 1, by=by, on=on)


def withdraw(page: ProcedurePageMixin) -> None:
    """Take the procedure of a page out of use; its cases keep their version."""
    Procedure.objects.filter(page_id=page.pk).update(is_live=False)


def page_published(page, *, by, on: date) -> None:
    """Answer Wagtail's signal, sent for a schedule too. A copy has no short name yet, and so may not be live."""
    if not isinstance(page, ProcedurePageMixin) or page.alias_of_id or not page.live:
        return
    if page.procedure_slug:
        publish(page, by=by, on=on)
    else:
        page.unpublish(user=by)


def page_unpublished(page) -> None:
    """Answer Wagtail's signal, which is sent before a live page is deleted, too."""
    if isinstance(page, ProcedurePageMixin):
        withdraw(page)


def _procedure_of(page) -> Procedure:
    """Return the page's row, locked and up to date. A page takes up the short name that a deleted one left."""
    rows = Procedure.objects.select_for_update()
    procedure = (
        rows.filter(page_id=page.pk).first()
        or rows.filter(slug=page.procedure_slug, page__isnull=True).first()
        or Procedure()
    )
    procedure.slug, procedure.title, procedure.page_id, procedure.is_live = (
        page.procedure_slug,
        page.title,
        page.pk,
        True,
    )
    procedure.save()
    return procedure


def _says_the_same(version: ProcedureVersion, reading: Reading) -> bool:
    signed_by = dict(version.sign_offs.values_list("stage_key", "workflow_id"))
    return version.digest == digest(reading.procedure) and signed_by == {
        key: workflow.pk for key, workflow in reading.workflows.items()
    }


def _write(procedure: Procedure, reading: Reading, *, number: int, by, on: date) -> ProcedureVersion:
    version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=number,
        document=to_document(reading.procedure),
        digest=digest(reading.procedure),
        published_on=on,
        published_by=by,
    )
    StageSignOff.objects.bulk_create(
        StageSignOff(version=version, stage_key=key, workflow=workflow)
        for key, workflow in reading.workflows.items()
    )
    return version
