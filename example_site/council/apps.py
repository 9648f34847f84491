from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "example_site.council"
    label = "council"
