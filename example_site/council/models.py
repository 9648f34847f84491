"""The pages of Wenbury Council, as a council's own site would have them."""

from wagtail.admin.panels import FieldPanel
from wagtail.blocks import CharBlock, RichTextBlock
from wagtail.fields import StreamField
from wagtail.models import Page


class HomePage(Page):
    introduction = StreamField([("text", RichTextBlock())], blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]


class ContentPage(Page):
    """An ordinary page, whose body takes the app's blocks among its own."""

    body = StreamField([("heading", CharBlock()), ("text", RichTextBlock())], blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body")]
