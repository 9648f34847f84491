"""What can be done to several of our rows at once? Nothing: Wagtail's page names what it refuses."""

from django.core.exceptions import PermissionDenied
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction

from ..models import FeedbackForm, Response


class NoBulkDelete(DeleteBulkAction):
    """Takes the place of Wagtail's action of this name, for models that are never deleted by the dozen."""

    models = [Response, FeedbackForm]

    def dispatch(self, request):
        raise PermissionDenied
