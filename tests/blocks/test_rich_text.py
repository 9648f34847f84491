"""A box for formatted text says its name, and a council's migrations know nothing of it."""

from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.blocks import RichTextBlock, StructBlock

from wagtail_complaints.blocks.typed import NamedRichTextBlock


class Notice(StructBlock):
    words = NamedRichTextBlock(features=["bold"], label="What it says")
    bare = RichTextBlock(features=["bold"], label="Wagtail’s own")


def named(block) -> str | None:
    assert isinstance(block.field.widget, DraftailRichTextArea)
    return block.field.widget.options.get("ariaLabel")


def test_the_box_is_called_by_the_label_above_it_and_wagtails_own_by_nothing():
    blocks = Notice().child_blocks
    assert named(blocks["words"]) == "What it says"
    assert named(blocks["bare"]) is None


def test_in_a_migration_it_is_wagtails_block():
    blocks = Notice().child_blocks
    assert blocks["words"].deconstruct()[0] == "wagtail.blocks.RichTextBlock"
    assert blocks["words"].deconstruct()[2] == {"features": ["bold"], "label": "What it says"}
