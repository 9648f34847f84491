"""The public addresses, to be included once in the site's URLs, under whatever prefix the council likes."""

from django.urls import path

from .web import equality, feedback, formats, helpful, receipts

app_name = "wagtail_complaints"

urlpatterns = [
    path("received/<str:token>/", receipts.received, name="received"),
    path("equality/", equality.equality, name="equality"),
    path("feedback/<slug:digest>/", feedback.feedback, name="feedback"),
    path("feedback/<slug:digest>/<int:page_pk>/<slug:name>/", feedback.feedback, name="feedback_on_page"),
    path("helpful/<int:page_pk>/", helpful.verdict, name="helpful"),
    path("helpful/thanks/<str:token>/", helpful.thanks, name="helpful_thanks"),
    path("formats/<int:page_pk>/<slug:name>/", formats.page_format, name="format"),
    path("formats/<int:page_pk>/<slug:audience>/<slug:name>/", formats.page_format, name="format_of_telling"),
]
