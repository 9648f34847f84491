"""Which block and which field is wrong? The problems of a document, said where the editor typed them."""

from django.core.exceptions import ValidationError
from wagtail.blocks import (
    ListBlock,
    StreamBlock,
    StreamBlockValidationError,
    StructBlock,
    StructBlockValidationError,
)
from wagtail.blocks.list_block import ListBlockValidationError

from ..procedure.document import load
from ..procedure.problem import DocumentError
from ..procedure.terms import FORMAT, Nation
from .document import key_of, written


def error_in(block, problems) -> ValidationError:
    """Return the one error of `block` that says every problem at its place.

    `problems` are pairs of the path below the block, as the document counts it, and the message.
    """
    here = [ValidationError(message) for path, message in problems if not path]
    below = {}
    for path, message in problems:
        if path:
            below.setdefault(path[0], []).append((path[1:], message))
    if isinstance(block, StreamBlock):
        (child,) = block.child_blocks.values()
        return StreamBlockValidationError(_errors(dict.fromkeys(below, child), below), here)
    if isinstance(block, ListBlock):
        return ListBlockValidationError(_errors(dict.fromkeys(below, block.child_block), below), here)
    if isinstance(block, StructBlock):
        children = {key_of(name): (name, child) for name, child in block.child_blocks.items()}
        found = {children[key][0]: error_in(children[key][1], parts) for key, parts in below.items()}
        return StructBlockValidationError(found, here)
    return ValidationError([message for _, message in problems])


def _errors(children, below) -> dict:
    return {part: error_in(children[part], problems) for part, problems in below.items()}


def stage_problems(block, value) -> ValidationError | None:
    """Return what stages contradict among themselves, whatever the rest of the page says."""
    stages = written(block, value)
    tracks = {each.get("when") for stage in stages for each in stage.get("timescale", ())} - {None, "extended"}
    frame = {
        "format": FORMAT,
        "slug": "stages",
        "title": "Stages",
        "nation": Nation.ENGLAND.value,
        "kinds": [],
        "time_limit": "12 months",
        "track": [{"key": track, "name": track} for track in sorted(tracks)],
        "stage": stages,
        "external": [{"name": "Somebody outside"}],
    }
    try:
        load(frame)
    except DocumentError as wrong:
        found = [(problem.path[1:], problem.message) for problem in wrong.problems if problem.path[0] == "stage"]
        return error_in(block, found) if found else None
    return None


def labels(block, value, path) -> str:
    """Return what an editor would call the place at the path below a block: “, Stage 2, Timescales 1, Within”."""
    said = ""
    for part in path:
        if isinstance(block, StructBlock):
            part = next(name for name in block.child_blocks if key_of(name) == part)
        block, value, name = _part(block, value, part)
        said += name
    return said


def sentences(block, value, error, place: str) -> list[str]:
    """Return each message of a block's error after the labels that lead to it."""
    if not hasattr(error, "block_errors"):
        return [f"{place}: {message}" for message in error.messages]
    found = [f"{place}: {message}" for message in error.non_block_errors]
    for part, below in error.block_errors.items():
        child, child_value, name = _part(block, value, part)
        found += sentences(child, child_value, below, f"{place}{name}")
    return found


def _part(block, value, part):
    """Return the child of a block at a name or number, its value, and what an editor would call it."""
    if isinstance(block, StreamBlock):
        child = value[part]
        return child.block, child.value, f", {child.value.get('name') or f'{child.block.label} {part + 1}'}"
    if isinstance(block, ListBlock):
        return block.child_block, value[part], f" {part + 1}"
    child = block.child_blocks[part]
    return child, value[part], f", {child.label}"
