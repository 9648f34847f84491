"""At which addresses of the admin is the public side looked after?"""

from django.urls import path

from .helpful import HelpfulPageView, HelpfulView
from .reviews import ReviewsView

urlpatterns = [
    path("reports/did-pages-help/", HelpfulView.as_view(), name="complaints_helpful"),
    path(
        "reports/did-pages-help/results/", HelpfulView.as_view(results_only=True), name="complaints_helpful_results"
    ),
    path("reports/did-pages-help/<int:page_id>/", HelpfulPageView.as_view(), name="complaints_helpful_page"),
    path(
        "reports/did-pages-help/<int:page_id>/results/",
        HelpfulPageView.as_view(results_only=True),
        name="complaints_helpful_page_results",
    ),
    path("reports/reviews-of-procedures/", ReviewsView.as_view(), name="complaints_reviews"),
    path(
        "reports/reviews-of-procedures/results/",
        ReviewsView.as_view(results_only=True),
        name="complaints_reviews_results",
    ),
]
