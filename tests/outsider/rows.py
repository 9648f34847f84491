"""What is kept, before a walk and after it?"""

from django.apps import apps

from wagtail_complaints.models import Case


def kept():
    """Return every row of the app, and what Wagtail keeps of its letters."""
    models = [*apps.get_app_config("wagtail_complaints").get_models()]
    models += [
        apps.get_model("wagtailcore", name)
        for name in ("Revision", "TaskState", "WorkflowState", "Workflow", "Task", "Page", "ModelLogEntry")
    ]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}


def changed(before, after):
    return sorted(label for label in before if before[label] != after[label])


def overwritten(before, after):
    return sorted(label for label in before if any(row not in after[label] for row in before[label]))


def case_rows(canary):
    """Return every row of the case."""
    rows = {"Case": list(Case.objects.filter(pk=canary.case.pk).values())}
    for model in apps.get_app_config("wagtail_complaints").get_models():
        if where := getattr(model._default_manager.all(), "case_path", None):
            mine = model._default_manager.filter(**{where: canary.case.pk}).order_by("pk")
            rows[model.__name__] = list(mine.values())
    return rows
