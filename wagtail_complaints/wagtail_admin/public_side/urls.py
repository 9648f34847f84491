"""At which addresses of the admin is the public side looked after?"""

from django.urls import path

from .reviews import ReviewsView

urlpatterns = [
    path("reports/reviews-of-procedures/", ReviewsView.as_view(), name="complaints_reviews"),
    path(
        "reports/reviews-of-procedures/results/",
        ReviewsView.as_view(results_only=True),
        name="complaints_reviews_results",
    ),
]
