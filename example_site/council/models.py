"""The pages of Wenbury Council, as a council's own site would have them."""

from wagtail.admin.panels import FieldPanel
from wagtail.blocks import CharBlock, RichTextBlock, StaticBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from wagtail_complaints.blocks.feedback_form import FeedbackFormBlock
from wagtail_complaints.blocks.help import (
    AdvocacyBlock,
    ContactPointsBlock,
    OtherFormatsBlock,
    ServiceRoutingBlock,
    WhoCanHelpBlock,
)
from wagtail_complaints.blocks.helpful import HelpfulBlock
from wagtail_complaints.blocks.routing import RoutingBlock
from wagtail_complaints.models.procedure_page import ProcedurePageMixin


class HomePage(Page):
    introduction = StreamField([("text", RichTextBlock())], blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]


LEAFLET = ["who_can_help", "advocacy", "service_routing", "contact_points", "other_formats", "routing", "helpful"]


class ContentPage(Page):
    """An ordinary page, whose body takes the app's blocks among its own."""

    body = StreamField(
        [
            ("heading", CharBlock()),
            ("text", RichTextBlock()),
            ("pages_below", StaticBlock(icon="list-ul", admin_text="The pages below this one, as cards")),
            ("who_can_help", WhoCanHelpBlock()),
            ("advocacy", AdvocacyBlock()),
            ("service_routing", ServiceRoutingBlock()),
            ("contact_points", ContactPointsBlock()),
            ("other_formats", OtherFormatsBlock()),
            ("feedback_form", FeedbackFormBlock()),
            ("routing", RoutingBlock()),
            ("helpful", HelpfulBlock()),
        ],
        blank=True,
    )

    content_panels = [*Page.content_panels, FieldPanel("body")]

    @property
    def shows_help(self) -> bool:
        """Return whether it has blocks of a leaflet, which need its styles; a form has its own."""
        return any(block.block_type in LEAFLET for block in self.body)


class ProcedurePage(ProcedurePageMixin, Page):
    """One complaints procedure: all that a council writes to have them."""

    template = "council/procedure_page.html"
