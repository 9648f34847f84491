"""Send the letters that wait, and those of what nobody followed up: for cron, every few minutes."""

from datetime import timedelta

from django.core.management.base import BaseCommand

from ... import conf
from ...actions import date_notices, following_up
from ...letters import outbox

A_DAY = timedelta(days=1)


class Command(BaseCommand):
    help = "Send the letters that wait in the outbox, and say how many went out and how many failed."

    def handle(self, **options):
        following_up.follow_up_stragglers(on=conf.today(), since=conf.now() - A_DAY)
        date_notices.send_released(on=conf.today())
        sent, failed = outbox.send_waiting(at=conf.now())
        self.stdout.write(f"{sent} sent, {failed} failed")
