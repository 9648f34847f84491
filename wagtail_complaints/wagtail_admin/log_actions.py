"""What does the app write into the history of pages, and how does it read there?"""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from ..models import Response, ResponseLogEntry


class PublishRefusedFormatter(LogFormatter):
    label = _("Publishing refused")

    def format_message(self, log_entry):
        return _("Scheduled publishing was called off. %(reason)s") % {"reason": log_entry.data["reason"]}


def register(actions):
    actions.register_action("wagtail_complaints.publish_refused")(PublishRefusedFormatter)
    actions.register_model(Response, ResponseLogEntry)
