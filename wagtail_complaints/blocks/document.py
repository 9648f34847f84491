"""How do blocks become the procedure's document, and a document become blocks?

The children of a `TermsBlock` are named as the document's keys are, so both ways are one walk through the blocks.
"""

import uuid

from wagtail.blocks import ListBlock, StreamBlock, StructBlock


def key_of(name: str) -> str:
    """Return the document's key of a block's child: Python keeps `for`, `not` and `or` for itself."""
    return name.rstrip("_")


def terms_of(block) -> list[tuple]:
    """Return the children that are keys of the document, by name."""
    return [(name, child) for name, child in block.child_blocks.items() if name not in block.beside]


def written(block, value):
    """Return what the document says where `block` has `value`, empty parts left out."""
    if isinstance(block, StreamBlock):
        return [written(child.block, child.value) for child in value]
    if isinstance(block, ListBlock):
        return [written(block.child_block, item) for item in value]
    if isinstance(block, StructBlock):
        if block.is_absent(value):
            return None
        parts = {key_of(name): written(child, value.get(name)) for name, child in terms_of(block)}
        return {key: part for key, part in parts.items() if part not in (None, "", [])}
    return list(value) if isinstance(value, list | tuple | set) else value


def blocks_of(block, data):
    """Return the StreamField data by which `block` says what the document says in `data`."""
    if isinstance(block, StreamBlock):
        ((name, child),) = block.child_blocks.items()
        return [{"type": name, "value": blocks_of(child, item), "id": str(uuid.uuid4())} for item in data]
    if isinstance(block, ListBlock):
        items = [blocks_of(block.child_block, item) for item in data]
        return [{"type": "item", "value": item, "id": str(uuid.uuid4())} for item in items]
    if isinstance(block, StructBlock):
        data = data if isinstance(data, dict) else {block.necessary: data}
        names = {key_of(name): name for name, _ in terms_of(block)}
        return {names[key]: blocks_of(block.child_blocks[names[key]], part) for key, part in data.items()}
    return data
