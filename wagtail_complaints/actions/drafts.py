"""How does a procedure document become a page? As a draft for an editor to check; all of it, or nothing."""

from django.core.exceptions import ValidationError
from django.db import transaction

from ..models.audit import acting
from ..models.procedure import Procedure
from ..models.procedure_page import ProcedurePageMixin, pages_of
from ..models.reading import in_words
from ..procedure import terms


class DraftRefused(ValueError):
    """No page can be made of it; says which field stands in the way."""


def models_under(parent) -> list[type]:
    """Return the page models for procedures that may be created under a page."""
    models = type(parent.specific_deferred).creatable_subpage_models()
    return [each for each in models if issubclass(each, ProcedurePageMixin) and each.can_create_at(parent)]


def draft(procedure: terms.Procedure, *, parent, model: type, by) -> ProcedurePageMixin:
    """Return a new draft page under `parent` that says what the procedure says. Raises: DraftRefused.

    A short name that another page has gets a number: one procedure cannot be published from two pages.
    """
    page = model(live=False, owner=by, locale=parent.locale)
    page.fill(procedure)
    page.procedure_slug = _free(procedure.slug)
    if errors := _too_much(page):
        raise DraftRefused(in_words(page, errors))
    with transaction.atomic(), acting(by):
        parent.add_child(instance=page)
        page.save_revision(user=by, log_action=True)
    return page


def _too_much(page) -> dict[str, ValidationError]:
    """Return what the page's own fields cannot hold, such as a title of a thousand letters."""
    errors = {}
    for name in page.typed_fields():
        value = getattr(page, name)
        if isinstance(value, str):
            try:
                page._meta.get_field(name).run_validators(value)
            except ValidationError as error:
                errors[name] = error
    return errors


def _free(slug: str) -> str:
    taken = {page.procedure_slug for page in pages_of()}
    taken |= set(Procedure.objects.filter(page__isnull=False).values_list("slug", flat=True))
    name, number = slug, 1
    while name in taken:
        number += 1
        name = f"{slug}-{number}"
    return name
