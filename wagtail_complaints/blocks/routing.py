"""Where does somebody turn with this? Asked before the form, so that nobody fills in the wrong one."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ListBlock,
    PageChooserBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    TextBlock,
    URLBlock,
)

from .terms import PREVIEW, PreviewedBlock
from .typed import NamedRichTextBlock


class RouteValue(StructValue):
    @property
    def url(self) -> str:
        """Return where it leads: a page of the site, with the place on it; or an address elsewhere."""
        if not self["page"]:
            return self["address"] or ""
        anchor = (self["anchor"] or "").lstrip("#")
        return f"{self['page'].url or ''}{'#' if anchor else ''}{anchor}"

    @property
    def call(self) -> str:
        return "tel:" + "".join(each for each in self["telephone"] or "" if each.isdigit() or each == "+")


class RouteBlock(StructBlock):
    about = CharBlock(
        max_length=120, label=_("What it is about"), help_text=_("In the reader’s words: “about a school”.")
    )
    says = TextBlock(required=False, rows=2, label=_("What to do"))
    page = PageChooserBlock(required=False, label=_("Page"))
    anchor = CharBlock(
        required=False, max_length=100, label=_("Place on that page"), help_text=_("Such as the key of a stage.")
    )
    address = URLBlock(required=False, label=_("Or an address elsewhere"))
    link_words = CharBlock(required=False, max_length=120, label=_("Words of the link"))
    telephone = CharBlock(required=False, max_length=60, label=_("Telephone"))
    is_urgent = BooleanBlock(
        required=False,
        label=_("Somebody may be in danger"),
        help_text=_("Stands before all others, and looks different."),
    )

    class Meta:
        icon = "arrow-right"
        label = _("Way")
        label_format = "{about}"
        value_class = RouteValue

    def clean(self, value):
        value = super().clean(value)
        if not (value["says"] or value["page"] or value["address"] or value["telephone"]):
            raise StructBlockValidationError({"says": ValidationError(_now("Say what to do, or where to turn."))})
        return value


class RoutingBlock(PreviewedBlock):
    heading = CharBlock(default=_("What is it about?"), max_length=120, label=_("Heading"))
    introduction = NamedRichTextBlock(required=False, features=["bold", "link"], label=_("Introduction"))
    routes = ListBlock(RouteBlock(), default=[], collapsed=True, label=_("Ways"))

    class Meta:
        icon = "redirect"
        label = _("Where to turn")
        label_format = "{heading}"
        group = _("Help")
        description = _("Before a form: sends each to the right page, form or number. Danger comes first.")
        template = "wagtail_complaints/blocks/routing.html"
        preview_template = PREVIEW
        preview_value = {
            "heading": _("What is it about?"),
            "introduction": "",
            "routes": [
                {"about": _("A school"), "says": _("Ask the school first."), "telephone": ""},
                {"about": _("Somebody is in danger"), "telephone": "999", "is_urgent": True},
            ],
        }

    def get_context(self, value, parent_context=None):
        urgent = [each for each in value["routes"] if each["is_urgent"]]
        routes = [each for each in value["routes"] if not each["is_urgent"]]
        return super().get_context(value, parent_context) | {"urgent": urgent, "routes": routes}
