"""Where are readers asked whether a page helped? In a block of any page, as HTML that a shared cache may keep."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock

from ..compat import AbstractPage
from .terms import PREVIEW, PreviewedBlock

DECOY = "website"
"""A box that nobody sees, hears or tabs to; a machine fills it in."""


class HelpfulBlock(PreviewedBlock):
    question = CharBlock(default=_("Did you find this page helpful?"), max_length=120, label=_("Question"))

    class Meta:
        icon = "pick"
        label = _("Was this page helpful?")
        label_format = "{question}"
        group = _("Contact")
        description = _("Yes or no, and why. Who answers is not recorded; the report is under Reports.")
        template = "wagtail_complaints/blocks/helpful.html"
        preview_template = PREVIEW
        preview_value = {"question": _("Did you find this page helpful?")}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        page = context.get("page")
        is_saved = isinstance(page, AbstractPage) and page.pk
        url = reverse("wagtail_complaints:helpful", args=[page.pk]) if is_saved else ""
        return context | {"action": url, "decoy": DECOY}
