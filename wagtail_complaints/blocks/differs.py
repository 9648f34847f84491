"""Why does the council differ from the law? A reason for a finding, kept beside the terms and no part of them."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StreamBlock, StructBlock

from .typed import ParagraphsBlock


class DiffersBlock(StructBlock):
    finding = CharBlock(
        max_length=255,
        label=_("Finding"),
        help_text=_("Its name, as the panel “The law” shows it, such as “too-long:responded”."),
    )
    reason = ParagraphsBlock(
        rows=3, label=_("Our reason"), help_text=_("For colleagues and auditors. It is not shown to the public.")
    )

    class Meta:
        icon = "clipboard-list"
        label = _("Why we differ from the law")
        label_format = "{finding}"


class DiffersBesideBlock(StreamBlock):
    """The reasons of a whole procedure, for what is found outside its stages."""

    differs = DiffersBlock()

    class Meta:
        required = False
        collapsed = True


def reasons_for_a_stage() -> ListBlock:
    return ListBlock(
        DiffersBlock(),
        default=[],
        collapsed=True,
        label=_("Why we differ from the law"),
        help_text=_("A reason for each finding about this stage. It advises; nothing is refused for it."),
    )


def given(values) -> dict[str, str]:
    """Return the reasons by the name of their finding; the last one where two are given."""
    return {
        value["finding"].strip(): value["reason"].strip()
        for value in values
        if value["finding"] and value["reason"]
    }
