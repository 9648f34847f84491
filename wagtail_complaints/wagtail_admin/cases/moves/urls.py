"""At which address is each move? Under the case, and under its stage where it belongs to one."""

from django.urls import path

from ....procedure.journey import Verb
from . import (
    agreed_actions,
    appointments,
    clocks,
    corrections,
    elsewhere,
    endings,
    enquiries,
    entitlement,
    independence,
    lateness,
    links,
    log,
    meeting_record,
    messages,
    notes,
    panels,
    people,
    points,
    proposals,
    referrals,
    sight,
    stage_letters,
    stages,
    statements,
    tracking,
    triage,
    working,
)

OF_THE_CASE = {
    Verb.TRIAGE: triage.TriageView,
    Verb.PASS_ON: elsewhere.PassOnView,
    Verb.REDIRECT: elsewhere.RedirectView,
    Verb.SERVICE_REQUEST: elsewhere.ServiceRequestView,
    Verb.SPLIT: links.SplitView,
    Verb.MERGE: links.MergeView,
    Verb.LINK: links.LinkView,
    Verb.ASSIGN: working.AssignView,
    Verb.WITHDRAW: endings.WithdrawView,
    Verb.CLOSE: endings.CloseView,
    Verb.REOPEN: endings.ReopenView,
    Verb.DECIDE_LATENESS: lateness.DecideLatenessView,
    Verb.CORRECT_RECEIVED: corrections.CorrectReceivedView,
    Verb.CORRECT_HAPPENED: corrections.CorrectHappenedView,
}
OF_A_STAGE = {
    Verb.ACKNOWLEDGE: working.AcknowledgeView,
    Verb.ACCEPT: stages.AcceptView,
    Verb.REFUSE: stages.RefuseView,
    Verb.RECORD_EVENT: working.RecordEventView,
    Verb.DRAFT_RESPONSE: working.DraftResponseView,
    Verb.CORRECT_RESPONSE: working.CorrectResponseView,
    Verb.EXTEND: clocks.ExtendView,
    Verb.HOLD: clocks.HoldView,
    Verb.END_HOLD: clocks.EndHoldView,
    Verb.SET_DATE: clocks.SetDateView,
    Verb.APPOINT: appointments.AppointView,
    Verb.REQUEST_STAGE: stages.RequestStageView,
    Verb.END_OFFER: stages.EndOfferView,
    Verb.REFER_EARLY: referrals.ReferEarlyView,
    Verb.RETURN_REFERRAL: referrals.ReturnReferralView,
    Verb.SEND_STATEMENT: statements.SendStatementView,
    Verb.ANSWER_STATEMENT: statements.AnswerStatementView,
    Verb.ARRANGE_PANEL: panels.ArrangeView,
    Verb.SEND_PAPERS: panels.PapersView,
    Verb.RECORD_MEETING: panels.MeetingView,
    Verb.RECOMMEND: panels.RecommendView,
    Verb.ANSWER_RECOMMENDATION: panels.AnswerView,
}
DOORS = {**OF_THE_CASE, **OF_A_STAGE}
"""The view of each move that the case page offers. Points, people, corrections and what is added to a record of a
meeting have places of their own."""


def patterns():
    """Return the addresses, to be included in those of the register."""
    return [
        path("log/", log.LogView.as_view(), name="log"),
        path("<int:pk>/restrict/", sight.RestrictView.as_view(), name="restrict"),
        path("<int:pk>/restrict/name/", sight.NamePersonView.as_view(), name="name-person"),
        path("<int:pk>/restrict/named/<int:named>/", sight.NoLongerNameView.as_view(), name="no-longer-name"),
        path("<int:pk>/restrict/lift/", sight.LiftView.as_view(), name="lift-restriction"),
        path("<int:pk>/complained-about/", sight.ComplainedAboutView.as_view(), name="complained-about"),
        path(
            "<int:pk>/complained-about/<int:about>/",
            sight.StrikeOutView.as_view(),
            name="not-complained-about",
        ),
        path("<int:pk>/points/add/", points.AddPointView.as_view(), name="add-point"),
        path("<int:pk>/points/<int:number>/", points.RevisePointView.as_view(), name="revise-point"),
        path("<int:pk>/points/<int:number>/withdraw/", points.WithdrawPointView.as_view(), name="withdraw-point"),
        path(
            "<int:pk>/stages/<slug:stage>/letters/<int:number>/",
            stage_letters.StageLetterView.as_view(),
            name="stage-letter",
        ),
        path("<int:pk>/actions/add/", agreed_actions.AgreeView.as_view(), name="add-action"),
        path("<int:pk>/actions/<int:action>/", agreed_actions.ChangeView.as_view(), name="change-action"),
        path("<int:pk>/actions/<int:action>/done/", agreed_actions.FinishView.as_view(), name="finish-action"),
        path("<int:pk>/actions/<int:action>/give-up/", agreed_actions.GiveUpView.as_view(), name="give-up-action"),
        path("<int:pk>/actions/<int:action>/tell/", agreed_actions.TellView.as_view(), name="tell-action"),
        path("<int:pk>/notes/add/", notes.AddNoteView.as_view(), name="add-note"),
        path("<int:pk>/enquiries/add/", enquiries.RecordEnquiryView.as_view(), name="add-enquiry"),
        path("<int:pk>/enquiries/<int:enquiry>/", enquiries.ChangeEnquiryView.as_view(), name="change-enquiry"),
        path(
            "<int:pk>/enquiries/<int:enquiry>/remedies/add/",
            enquiries.AskForRemedyView.as_view(),
            name="add-remedy",
        ),
        path(
            "<int:pk>/enquiries/<int:enquiry>/remedies/<int:remedy>/",
            enquiries.ComplyView.as_view(),
            name="change-remedy",
        ),
        path("<int:pk>/links/<int:link>/undo/", links.UnlinkView.as_view(), name="unlink"),
        path("<int:pk>/people/add/", people.AddPartyView.as_view(), name="add-party"),
        path("<int:pk>/people/<int:party>/", people.ChangePartyView.as_view(), name="change-party"),
        path(
            "<int:pk>/people/<int:party>/may-complain/",
            entitlement.EntitlementView.as_view(),
            name="entitlement",
        ),
        path("<int:pk>/proposals/<int:proposal>/", proposals.AnswerView.as_view(), name="proposal"),
        path("<int:pk>/messages/read/", messages.ReadView.as_view(), name="messages-read"),
        path("<int:pk>/people/<int:party>/write/", messages.WriteView.as_view(), name="write-message"),
        path("<int:pk>/people/<int:party>/link/", tracking.SendLinkView.as_view(), name="tracking-link"),
        path("<int:pk>/people/<int:party>/code/", tracking.PrintCodeView.as_view(), name="tracking-code"),
        path("<int:pk>/people/<int:party>/revoke/", tracking.RevokeView.as_view(), name="tracking-revoke"),
        path(
            "<int:pk>/appointments/<int:appointment>/end/",
            appointments.EndAppointmentView.as_view(),
            name="end-appointment",
        ),
        path(
            "<int:pk>/appointments/<int:appointment>/fees/add/",
            appointments.FeeView.as_view(),
            name="add-fee",
        ),
        path(
            "<int:pk>/appointments/<int:appointment>/fees/<int:fee>/",
            appointments.StrikeOutFeeView.as_view(),
            name="strike-out-fee",
        ),
        path("<int:pk>/stages/<slug:stage>/set-aside/", independence.SetAsideView.as_view(), name="set-aside"),
        path("<int:pk>/set-aside/<int:override>/", independence.StandsAgainView.as_view(), name="stands-again"),
        path(
            "<int:pk>/stages/<slug:stage>/recommendations/<int:recommendation>/",
            panels.StrikeOutRecommendationView.as_view(),
            name="strike-out-recommendation",
        ),
        path(
            f"<int:pk>/stages/<slug:stage>/{Verb.ADD_TO_MEETING}/",
            meeting_record.AddView.as_view(),
            name=Verb.ADD_TO_MEETING.value,
        ),
        path("<int:pk>/part-before/", independence.EarlierPartView.as_view(), name="earlier-part"),
        path(
            "<int:pk>/part-before/<int:earlier>/",
            independence.StrikeOutEarlierPartView.as_view(),
            name="no-earlier-part",
        ),
        path(
            "<int:pk>/facts/requested/<int:fact>/",
            corrections.CorrectRequestedView.as_view(),
            name="correct-requested",
        ),
        path("<int:pk>/facts/<slug:kind>/<int:fact>/", corrections.SupersedeView.as_view(), name="supersede"),
        *(path(f"<int:pk>/{verb}/", view.as_view(), name=verb.value) for verb, view in OF_THE_CASE.items()),
        *(
            path(f"<int:pk>/stages/<slug:stage>/{verb}/", view.as_view(), name=verb.value)
            for verb, view in OF_A_STAGE.items()
        ),
    ]
