"""Send the letters that wait in the outbox, and the notices released together: for cron, every few minutes."""

from django.core.management.base import BaseCommand

from ... import conf
from ...actions import date_notices
from ...letters import outbox


class Command(BaseCommand):
    help = "Send the letters that wait in the outbox, and say how many went out and how many failed."

    def handle(self, **options):
        date_notices.send_released(on=conf.today())
        sent, failed = outbox.send_waiting(at=conf.now())
        self.stdout.write(f"{sent} sent, {failed} failed")
