"""How is a first migration of many models made in seconds? By rendering them once, and not after each of them.

Django renders every model that is related to a new one, however roundabout, as each is added. Of a hundred models
that are all related to a case and to the accounts of the site, that is all of them, a hundred times. For the same
reason they come after what Wagtail has of its own: whatever changes accounts or pages later renders them all again.
"""

from collections.abc import Sequence
from importlib.util import find_spec

from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation

WAGTAILS_OWN = {
    "wagtailadmin": "0006_formstate",
    "wagtaildocs": "0014_alter_document_file_size",
    "wagtailembeds": "0009_embed_cache_until",
    "wagtailforms": "0005_alter_formsubmission_form_data",
    "wagtailimages": "0027_image_description",
    "wagtailredirects": "0008_add_verbose_name_plural",
    "wagtailsearch": "0010_add_text_fields",
    "wagtailusers": "0015_userprofile_keyboard_shortcuts",
}
"""The last migration of each of Wagtail's apps in the oldest Wagtail that is supported."""


def after_wagtails_own() -> list[tuple[str, str]]:
    """Return as dependencies those of Wagtail's apps that the site has, and migrates as Wagtail does."""
    return [(app, last) for app, last in WAGTAILS_OWN.items() if app in apps.app_configs and _is_there(app, last)]


def _is_there(app: str, migration: str) -> bool:
    """Return whether it is found where `MIGRATION_MODULES` says, by which a site may also do without any."""
    module, _is_said = MigrationLoader.migrations_module(app)
    return module is not None and find_spec(f"{module}.{migration}") is not None


class AtOnce(Operation):
    """Make the models of `operations` as they are after the last of these: fields and constraints added later too."""

    def __init__(self, operations: Sequence[Operation]):
        self.operations = operations

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for model in self._models(app_label, schema_editor, to_state):
            schema_editor.create_model(model)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for model in reversed(self._models(app_label, schema_editor, from_state)):
            schema_editor.delete_model(model)

    def _models(self, app_label, schema_editor, state):
        made = (each.name for each in self.operations if isinstance(each, CreateModel))
        models = [state.apps.get_model(app_label, name) for name in made]
        return [each for each in models if self.allow_migrate_model(schema_editor.connection.alias, each)]

    def describe(self):
        return f"Create {sum(isinstance(each, CreateModel) for each in self.operations)} models at once"
