"""At which addresses of the admin is the public side looked after?"""

from django.urls import path

from .helpful import HelpfulPageView, HelpfulView
from .reviews import ReviewsView

urlpatterns = [
    *HelpfulView.urls(),
    path("reports/did-pages-help/<int:page_id>/", HelpfulPageView.as_view(), name="complaints_helpful_page"),
    path(
        "reports/did-pages-help/<int:page_id>/results/",
        HelpfulPageView.as_view(results_only=True),
        name="complaints_helpful_page_results",
    ),
    *ReviewsView.urls(),
]
