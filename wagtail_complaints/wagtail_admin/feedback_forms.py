"""Where do editors keep the questions of the public's forms?"""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from ..models import FeedbackForm


class FeedbackFormViewSet(SnippetViewSet):
    """The forms. Every saved wording stays as a version, and answers keep the question they were asked with."""

    model = FeedbackForm
    icon = "form"
    menu_label = _("Feedback forms")
    list_display = ["name", "procedure", UpdatedAtColumn()]
    list_filter = ["procedure"]
    search_fields = ["name"]
    copy_view_enabled = False
    panels = [
        FieldPanel("name", help_text=_("For editors: visitors do not see it.")),
        FieldPanel("procedure"),
        MultiFieldPanel(
            [FieldPanel("offers_complaint"), FieldPanel("offers_compliment"), FieldPanel("offers_comment")],
            heading=_("What it takes"),
        ),
        InlinePanel(
            "questions",
            heading=_("Extra questions"),
            label=_("Question"),
            help_text=_(
                "Asked after “What would you like to tell us?”. A question can be reworded and moved at any time: "
                "answers already given keep the words they were asked with."
            ),
            panels=[
                FieldPanel("label"),
                FieldPanel("help_text"),
                FieldRowPanel([FieldPanel("type"), FieldPanel("is_required")]),
                FieldPanel("choices"),
            ],
        ),
        FieldPanel("privacy_notice"),
    ]
