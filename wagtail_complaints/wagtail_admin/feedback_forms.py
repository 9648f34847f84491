"""Where do editors keep the questions of the public's forms?"""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from ..compat import VIEWSETS_CARRY_POLICIES, register_permission_policy
from ..models import FeedbackForm


class KeptForms(ModelPermissionPolicy):
    """A form is never deleted, by nobody: what people answered stands against its versions."""

    def user_has_permission(self, user, action):
        return action != "delete" and super().user_has_permission(user, action)


POLICY = KeptForms(FeedbackForm)
register_permission_policy(FeedbackForm, POLICY)


class FeedbackFormChooserViewSet(SnippetChooserViewSet):
    """The chooser of an existing form. Wagtail routes one to make a form even where there is none, and fails."""

    def get_urlpatterns(self):
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]


class FeedbackFormViewSet(SnippetViewSet):
    """The forms. Every saved wording stays as a version, and answers keep the question they were asked with."""

    model = FeedbackForm
    chooser_viewset_class = FeedbackFormChooserViewSet
    icon = "form"
    menu_label = _("Feedback forms")
    list_display = ["name", "procedure", UpdatedAtColumn()]
    list_filter = ["procedure"]
    search_fields = ["name"]
    copy_view_enabled = False
    index_template_name = "wagtail_complaints/admin/snippets/index.html"
    index_results_template_name = "wagtail_complaints/admin/snippets/index_results.html"
    create_template_name = "wagtail_complaints/admin/snippets/create.html"
    edit_template_name = "wagtail_complaints/admin/snippets/edit.html"
    if VIEWSETS_CARRY_POLICIES:
        permission_policy = POLICY
    panels = [
        FieldPanel("name", help_text=_("For editors: visitors do not see it.")),
        FieldPanel("procedure"),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("offers_complaint"), FieldPanel("offers_compliment"), FieldPanel("offers_comment")]
                )
            ],
            heading=_("What it takes"),
        ),
        MultiFieldPanel(
            [FieldPanel("one_at_a_time"), FieldPanel("takes_files"), FieldPanel("asks_equality")],
            heading=_("How it asks"),
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
