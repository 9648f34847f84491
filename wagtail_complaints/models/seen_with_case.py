"""Who may see a row that belongs to a case? Whoever may see the case."""

from django.apps import apps
from django.db import models


class SeenWithCase(models.QuerySet):
    """The rows of a model with a case of its own; `case_path` is how it is reached."""

    case_path = "case"

    def visible_to(self, user):
        cases = apps.get_model("wagtail_complaints", "Case").objects.visible_to(user)
        return self.filter(**{f"{self.case_path}__in": cases.values("pk")})


class SeenWithStage(SeenWithCase):
    case_path = "case_stage__case"


class SeenWithResponse(SeenWithCase):
    case_path = "response__case_stage__case"


class SeenWithSubmission(models.QuerySet):
    """The rows of a model with a submission of its own, be it a case or not."""

    def visible_to(self, user):
        submissions = apps.get_model("wagtail_complaints", "Submission").objects.visible_to(user)
        return self.filter(submission__in=submissions.values("pk"))


class SeenWithEnquiry(SeenWithCase):
    case_path = "enquiry__case"
