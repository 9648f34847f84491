"""The page on which Wagtail itself edits a case: nine plain fields of it, or these and the facts below them.

The models stand on the tables that are there, and make none. Facts that hang from a stage are left out of both.
"""

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from wagtail_complaints.models import Case, CaseLink, CaseNote, CaseStage, Letter, Party, PointOfComplaint

PLAIN = (
    *("reference", "channel", "received_on", "happened_on", "track"),
    *("subject", "service_area", "team", "owner"),
)
BELOW = {
    "stages": (CaseStage, "case"),
    "parties": (Party, "case"),
    "points": (PointOfComplaint, "case"),
    "letters": (Letter, "case"),
    "notes": (CaseNote, "case"),
    "links": (CaseLink, "from_case"),
}
"""By the name of the panel: what it lists, and by which of its fields it belongs to a case."""


def standing_on(model, base, names, **fields):
    """Return a model over the table of `model` with the fields so named, and some that are given."""
    fields |= {name: _alike(model._meta.get_field(name)) for name in names}
    about = type("Meta", (), {"app_label": "council", "managed": False, "db_table": model._meta.db_table})
    return type(f"Wagtails{model.__name__}", (base,), {**fields, "Meta": about, "__module__": __name__})


def _alike(field: models.Field) -> models.Field:
    *_named, args, kwargs = field.deconstruct()
    return type(field)(*args, **kwargs | ({"related_name": "+"} if field.is_relation else {}))


def _plain(model) -> list[str]:
    """Return the names of the fields that hold words, days and choices: to choose among thousands would be slow."""
    fields = model._meta.concrete_fields
    return [field.name for field in fields if field.editable and not (field.primary_key or field.is_relation)]


WagtailsCase = standing_on(Case, ClusterableModel, PLAIN)
for panel, (model, belongs) in BELOW.items():
    parent = ParentalKey(WagtailsCase, related_name=panel, on_delete=models.CASCADE, db_column=f"{belongs}_id")
    standing_on(model, models.Model, _plain(model), **{belongs: parent})


class WhoMayChangeCases(EditView):
    permission_policy = ModelPermissionPolicy(Case)


class PlainViewSet(SnippetViewSet):
    shows = "nine plain fields"
    model = Case
    url_prefix = "plain-cases"
    admin_url_namespace = "plain_cases"
    panels = [FieldPanel(name) for name in PLAIN]
    edit_view_class = WhoMayChangeCases


class WholeViewSet(PlainViewSet):
    shows = "these and the facts of the case"
    model = WagtailsCase
    url_prefix = "whole-cases"
    admin_url_namespace = "whole_cases"
    panels = [*PlainViewSet.panels, *(InlinePanel(name) for name in BELOW)]


VIEWS = (PlainViewSet, WholeViewSet)
for view in VIEWS:
    register_snippet(view)
