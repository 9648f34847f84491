"""A council's own app, listed before `wagtail_complaints`: two templates and two receivers of its own."""

from django.apps import AppConfig


class CouncilWordsConfig(AppConfig):
    name = "tests.overriding.council_words"

    def ready(self):
        from . import receivers  # noqa: F401
