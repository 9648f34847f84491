"""Scan the files that are held back, and delete those that nobody sent: for cron, every hour."""

from django.core.management.base import BaseCommand

from ... import conf
from ...actions import uploads


class Command(BaseCommand):
    help = "Scan the files that are held back, delete those that were added to a form and never sent."

    def handle(self, **options):
        clean, held = uploads.scan_held()
        swept = uploads.sweep(at=conf.now())
        self.stdout.write(f"{clean} scanned and given free, {held} held back, {swept} never sent and deleted")
