"""What does the app hang into Wagtail? It registers, and holds no logic."""

from wagtail.snippets.models import register_snippet

from .wagtail_admin.feedback_forms import FeedbackFormViewSet

register_snippet(FeedbackFormViewSet)
