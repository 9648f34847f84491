"""What the council does when a complaint arrives or is closed: here, it remembers that it was told."""

from django.dispatch import receiver

from wagtail_complaints.signals import case_closed, case_opened, submission_received

told = []
system_is_down = False


@receiver(submission_received)
def remember_submission(submission, by, **kwargs):
    told.append(("received", submission, by))


@receiver(case_opened)
def remember_case(case, by, **kwargs):
    told.append(("opened", case, by))


@receiver(case_closed)
def fail(case, by, **kwargs):
    told.append(("closed", case, by))
    if system_is_down:
        raise RuntimeError("The council's own system is down.")
