"""What does the editor's form say before it is saved? The procedure as it is typed, or what is wrong and where.

Nothing here is stored. What stands beside the terms (a reason, other words) may be half typed: it hides no finding.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField

from ..procedure.document import load
from ..procedure.problem import DocumentError
from ..procedure.terms import Procedure
from .reading import FIELDS, in_words, page_errors


class NotTheForm(ValueError):
    """What was sent is not the whole of the editor's form."""


@dataclass(frozen=True)
class Typed:
    """A page as it is typed: its procedure, or sentences that say which block and field keep it from being one."""

    page: object
    procedure: Procedure | None = None
    problems: list[str] = field(default_factory=list)


def typed(form) -> Typed:
    """Return what a bound form of a procedure page says. Raises: NotTheForm."""
    page = form.instance
    try:
        _take(form, page)
    except (KeyError, ValueError, TypeError, AttributeError) as wrong:
        raise NotTheForm(str(wrong)) from wrong
    page.title = page.title or "-"
    page.procedure_slug = page.procedure_slug or slugify(page.title) or "procedure"
    if errors := _cleaned(page):
        return Typed(page, problems=in_words(page, errors).splitlines())
    try:
        return Typed(page, load(page.document()))
    except DocumentError as wrong:
        errors = page_errors(page, [(found.path, found.message) for found in wrong.problems])
        return Typed(page, problems=in_words(page, errors).splitlines())


def _take(form, page) -> None:
    """Write what the widgets hold into the page: a field that does not validate is to be told of, not left out."""
    for name in page.typed_fields():
        if name in form.fields:
            value = form.fields[name].widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
            setattr(page, name, value.strip() if isinstance(value, str) else "" if value is None else value)


def _cleaned(page) -> dict[str, ValidationError]:
    """Have every block clean its value, which gives stages their keys. Returns: the errors by field."""
    errors = {}
    beside = [{name: stage.value[name] for name in stage.block.beside} for stage in page.stages]
    for stage in page.stages:
        stage.value.update({name: ListValue(stage.block.child_blocks[name]) for name in stage.block.beside})
    for name in FIELDS.values():
        each = page._meta.get_field(name)
        if isinstance(each, StreamField):
            try:
                setattr(page, name, each.stream_block.clean(getattr(page, name)))
            except ValidationError as error:
                errors[name] = error
    for stage, noted in zip(page.stages, beside, strict=True):
        stage.value.update(noted)
    return errors
