"""What does the app tell a site about? Sent on commit, with the instance and the user who acted (`by`)."""

from django.dispatch import Signal

submission_received = Signal()
case_opened = Signal()
stage_opened = Signal()
response_issued = Signal()
case_closed = Signal()
letter_queued = Signal()
