"""How is the bundle of a case handed over? On one press of a button, to whoever may, and it is kept that it was."""

from django.http import StreamingHttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy
from django.views.generic import View

from ...actions import bundles
from ..cases.door import CaseDoor
from .papers import papers
from .streamed_zip import streamed


class BundleView(CaseDoor, View):
    permission = "bundle_case"
    http_method_names = ["post"]
    screen = gettext_lazy("Bundle")

    def get_cases(self):
        facts = super().get_cases().select_related("submission").with_facts()
        return facts.prefetch_related("stages__deadlines", "stages__extensions__authorised_by", "parties", "points")

    def post(self, request, *args, **kwargs):
        made = papers(self.case, on=self.on)
        bundles.note(self.case, contents=[paper.name for paper in made], by=request.user, on=self.on)
        response = StreamingHttpResponse(
            streamed(((paper.name, paper.pieces()) for paper in made), on=self.on), content_type="application/zip"
        )
        response.headers["Content-Disposition"] = f'attachment; filename="{self.case.reference}.zip"'
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-store, private"
        return response


urlpatterns = [path("complaints/cases/<int:pk>/bundle/", BundleView.as_view(), name="complaints_case_bundle")]
