"""The example's URLs, with every page kept by Django's own cache, as a council's site might have it."""

from django.urls import include, path, re_path
from django.views.decorators.cache import cache_page
from wagtail import views
from wagtail.urls import serve_pattern

urlpatterns = [
    path("complaints/", include("wagtail_complaints.urls")),
    re_path(serve_pattern, cache_page(600)(views.serve), name="wagtail_serve"),
]
