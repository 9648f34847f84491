"""At which addresses of the admin do procedures meet the law, and come and go as documents?"""

from django.urls import path

from .documents import NewProcedureView, export
from .panel import LawOfNewView, LawOfPageView
from .report import LawReportView

urlpatterns = [
    path("complaints/law/page/<int:page_id>/", LawOfPageView.as_view(), name="complaints_law_of_page"),
    path(
        "complaints/law/new/<slug:app>/<slug:model>/<int:parent_id>/",
        LawOfNewView.as_view(),
        name="complaints_law_of_new",
    ),
    *LawReportView.urls(),
    path("complaints/procedures/<int:page_id>/export/", export, name="complaints_procedure_export"),
    path("complaints/procedures/new/", NewProcedureView.as_view(), name="complaints_procedure_import"),
]
