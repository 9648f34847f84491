"""The trail of a fact is a model like others: found where it says that it is."""

from importlib import import_module

from django.apps import apps

from wagtail_complaints.apps import ComplaintsConfig


def test_every_model_is_found_in_the_module_that_it_names():
    models = apps.get_app_config(ComplaintsConfig.name).get_models()
    astray = [model for model in models if not hasattr(import_module(model.__module__), model.__name__)]
    assert astray == []
