"""Send the letters that wait in the outbox: for cron, every few minutes."""

from django.core.management.base import BaseCommand

from ... import conf
from ...letters import outbox


class Command(BaseCommand):
    help = "Send the letters that wait in the outbox, and say how many went out and how many failed."

    def handle(self, **options):
        sent, failed = outbox.send_waiting(at=conf.now())
        self.stdout.write(f"{sent} sent, {failed} failed")
