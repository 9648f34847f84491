from django.db import models
from wagtail.models import AbstractPage

from wagtail_complaints.models.procedure_page import ProcedurePageMixin


class CouncilPage(AbstractPage):
    """The page that every page of this site is; Wagtail's own tables have none of it."""

    reviewed_on = models.DateField(null=True, blank=True)


class ProcedurePage(ProcedurePageMixin, CouncilPage):
    pass
