"""What does the app write into the history of pages, and how does it read there?"""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from ..models import Response, ResponseLogEntry


class PublishRefusedFormatter(LogFormatter):
    label = _("Publishing refused")

    def format_message(self, log_entry):
        return _("Scheduled publishing was called off. %(reason)s") % {"reason": log_entry.data["reason"]}


class FileOpenedFormatter(LogFormatter):
    label = _("File opened")

    def format_message(self, log_entry):
        return _("Opened a file that was sent")


def register(actions):
    actions.register_action("wagtail_complaints.file_opened")(FileOpenedFormatter)
    actions.register_action("wagtail_complaints.publish_refused")(PublishRefusedFormatter)
    actions.register_model(Response, ResponseLogEntry)
