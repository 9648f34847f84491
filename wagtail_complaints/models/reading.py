"""Can this page become a version of its procedure? What it says, who signs it, and what stands in the way."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Workflow

from ..blocks.problems import error_in, labels, sentences
from ..procedure import terms
from ..procedure.document import load
from ..procedure.problem import DocumentError
from .procedure import Procedure
from .site_settings import ComplaintsSettings

FIELDS = {
    "slug": "procedure_slug",
    "kinds": "takes_complaints",
    "complainant": "complainants",
    "track": "tracks",
    "redirect": "redirects",
    "stage": "stages",
    "external": "externals",
}
"""The page's fields, where they are not named as the document's keys are."""


@dataclass(frozen=True)
class Reading:
    """What a page says, read whole. `errors` by field; while there are any, the rest means nothing."""

    procedure: terms.Procedure | None = None
    workflows: dict[str, Workflow] = field(default_factory=dict)
    errors: dict[str, ValidationError] = field(default_factory=dict)


def read(page, site) -> Reading:
    """Return what the page says, with every error of its blocks, its document, its slug and its sign-offs."""
    if errors := block_errors(page) | slug_errors(page):
        return Reading(errors=errors)
    try:
        procedure = load(page.document())
    except DocumentError as wrong:
        return Reading(errors=page_errors(page, [(found.path, found.message) for found in wrong.problems]))
    workflows, problems = sign_offs(procedure, site)
    return Reading(procedure, workflows, page_errors(page, problems))


def block_errors(page) -> dict[str, ValidationError]:
    """Return what the blocks of every StreamField refuse: Wagtail's full_clean() does not ask them."""
    errors = {}
    for each in page._meta.get_fields():
        if isinstance(each, StreamField):
            try:
                each.stream_block.clean(getattr(page, each.name))
            except ValidationError as error:
                errors[each.name] = error
    return errors


def slug_errors(page) -> dict[str, ValidationError]:
    """Return what is wrong with the short name, which records and other procedures refer to."""
    slug, own = page.procedure_slug, Procedure.objects.filter(page_id=page.pk or 0).first()
    if not slug:
        message = _("Give the procedure a short name of its own.")
    elif Procedure.objects.filter(slug=slug, page__isnull=False).exclude(page_id=page.pk).exists():
        message = _("Another page publishes a procedure with the short name “%s”. Choose another.") % slug
    elif own and own.slug != slug and own.versions.exists():
        message = (
            _("This procedure is known as “%s” in its cases, so its short name can no longer change.") % own.slug
        )
    else:
        return {}
    return {"procedure_slug": ValidationError(message)}


def sign_offs(procedure: terms.Procedure, site) -> tuple[dict[str, Workflow], list]:
    """Return the workflow of each stage by its key, and a problem for each stage without exactly one.

    A stage that names none has the site's own. A procedure that opens no case needs none.
    """
    default = ComplaintsSettings.for_site(site).sign_off_workflow if site else None
    workflows, problems = {}, []
    for number, stage in enumerate(procedure.stages):
        named = Workflow.objects.filter(active=True, name=stage.sign_off) if stage.sign_off else []
        found = list(named) if stage.sign_off else [default] if default and default.active else []
        if len(found) == 1:
            workflows[stage.key] = found[0]
        elif stage.sign_off or procedure.opens_cases:
            problems.append((("stage", number, "sign_off"), _unsigned(stage.sign_off, len(found))))
    return workflows, problems


def _unsigned(name: str, number: int) -> str:
    if not name:
        return _("Name the workflow that approves the reply, or choose one for the whole site in the settings.")
    if number:
        return _("%(number)s active workflows are called “%(name)s”. Rename all but one.") % {
            "number": number,
            "name": name,
        }
    return _("No active workflow is called “%s”.") % name


def page_errors(page, problems) -> dict[str, ValidationError]:
    """Return the errors by field of problems at paths of the document."""
    by_key = {}
    for path, message in problems:
        by_key.setdefault(path[0], []).append((path[1:], message))
    errors = {}
    for key, found in by_key.items():
        name = FIELDS.get(key, key)
        each = page._meta.get_field(name)
        block = each.stream_block if isinstance(each, StreamField) else None
        errors[name] = error_in(block, found)
    return errors


def place_in_words(page, path) -> str:
    """Return the place at a path of the document as an editor would call it: “Stages, Stage 2, Timescales 1”."""
    key, *below = path
    name = FIELDS.get(key, key)
    each = page._meta.get_field(name)
    called = str(each.verbose_name).capitalize()
    return called + (labels(each.stream_block, getattr(page, name), below) if isinstance(each, StreamField) else "")


def in_words(page, errors: dict[str, ValidationError]) -> str:
    """Return everything that is wrong, a line each: “Stages, Stage 2, Timescales 1, Within: …”."""
    lines = []
    for name, error in errors.items():
        each = page._meta.get_field(name)
        if isinstance(each, StreamField):
            lines += sentences(each.stream_block, getattr(page, name), error, str(each.verbose_name).capitalize())
        else:
            lines += [f"{str(each.verbose_name).capitalize()}: {message}" for message in error.messages]
    return "\n".join(lines)
