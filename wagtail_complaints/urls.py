"""The public addresses, to be included once in the site's URLs, under whatever prefix the council likes."""

from django.urls import path

from .web import (
    equality,
    feedback,
    formats,
    helpful,
    receipts,
    tracking,
    tracking_acts,
    tracking_answers,
    tracking_statement,
)

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
    path("track/", tracking.come_in, name="tracking"),
    path("track/sent/", tracking.sent, name="tracking_sent"),
    path("track/open/<str:token>/", tracking.open_link, name="tracking_open"),
    path("track/complaint/", tracking.case, name="tracking_case"),
    path("track/complaint/letters/<int:number>/", tracking.letter, name="tracking_letter"),
    path("track/complaint/write/", tracking_acts.write, name="tracking_write"),
    path("track/complaint/answer/<int:number>/", tracking_acts.write, name="tracking_answer"),
    path("track/complaint/advocate/", tracking_acts.advocate, name="tracking_advocate"),
    path("track/complaint/next-stage/<int:number>/", tracking_acts.next_stage, name="tracking_next_stage"),
    path("track/complaint/later-date/<int:number>/", tracking_answers.later_date, name="tracking_later_date"),
    path(
        "track/complaint/proposed-date/<int:number>/", tracking_answers.proposed_date, name="tracking_proposed_date"
    ),
    path("track/complaint/how-it-went/", tracking_answers.survey, name="tracking_survey"),
    path("track/complaint/statement/", tracking_statement.statement, name="tracking_statement"),
    path("track/complaint/withdraw/", tracking_acts.withdraw, name="tracking_withdraw"),
    path("track/leave/", tracking.leave, name="tracking_leave"),
    path("track/left/", tracking.left, name="tracking_left"),
]
