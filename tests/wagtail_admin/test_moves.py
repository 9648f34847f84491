"""Every move comes in by one small form, calls one action, and says why where it cannot be made."""

import pytest

from tests import factories, signing
from tests.wagtail_admin.cases_at_hand import ADVOCATE, CONSENT, day, procedure, triaged
from wagtail_complaints import roles
from wagtail_complaints.actions import appointments, case_stages, cases, clocks, points
from wagtail_complaints.actions.corrections import CORRECTABLE
from wagtail_complaints.models import Case, LetterKind, Response
from wagtail_complaints.procedure import terms
from wagtail_complaints.wagtail_admin.cases.history import lines
from wagtail_complaints.wagtail_admin.cases.moves.corrections import FACTS
from wagtail_complaints.wagtail_admin.cases.moves.urls import OF_A_STAGE, OF_THE_CASE

pytestmark = pytest.mark.django_db


def address(case) -> str:
    return f"/admin/complaints/cases/{case.pk}/"


@pytest.fixture
def case(db):
    return triaged()


@pytest.fixture
def move(desk):
    """Send the form of a move of a case; it is refused, or leads back to the case."""

    def send(case, place, **given):
        response = desk.post(f"{address(case)}{place}/", given)
        case.refresh_from_db()
        return response

    return send


def made(response, case) -> bool:
    return (response.status_code, getattr(response, "url", "")) == (302, address(case))


def errors(response) -> dict:
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def stage_of(case, key="stage-1"):
    return case.stages.get(key=key)


def test_triage_confirms_the_procedure_and_says_what_it_is_about(move):
    case, area = factories.case(procedure=procedure()), factories.service_area()
    given = {"procedure": case.procedure_version.procedure_id, "subject": "Missed bins", "service_area": area.pk}
    assert made(move(case, "triage", **given), case)
    assert (case.subject, case.service_area, case.triaged_on) == ("Missed bins", area, day("2026-11-09"))
    assert case.history.first().history_user.first_name == "Priya"


def test_triage_names_a_provider_in_use_and_the_case_and_its_history_tell_it(move, desk):
    case, agency = factories.case(procedure=procedure()), factories.provider(name="Greenlane")
    factories.provider(name="Bankrupt", is_active=False)
    assert offered_providers(desk, case) == ["None, or not said", "Greenlane"]
    given = {"procedure": case.procedure_version.procedure_id, "provider": agency.pk}
    assert made(move(case, "triage", **given), case)
    assert "<dt>Provider</dt><dd>Greenlane</dd>" in desk.get(address(case)).content.decode()
    told = [said for line in lines(case) for said in line.what.split("; ") if "rovider" in said]
    assert told == ["Provider: nothing → Greenlane"]


def test_triage_goes_on_to_offer_the_provider_that_a_case_names(desk):
    gone = factories.provider(name="Bankrupt")
    case = triaged(provider=gone)
    factories.provider(name="Greenlane")
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    assert offered_providers(desk, case) == ["None: it was named by mistake", "Bankrupt", "Greenlane"]


def test_a_provider_named_by_mistake_is_taken_off_again_with_a_reason(move, desk):
    case = triaged(provider=factories.provider(name="Greenlane"))
    given = {"procedure": case.procedure_version.procedure_id, "stage_key": "stage-1", "provider": ""}
    assert errors(move(case, "triage", **given)) == {"reason": ["Say why the provider is taken off."]}
    assert made(move(case, "triage", **given, reason="The crew is the council’s own."), case)
    assert case.provider is None
    told = lines(case)[-1]
    assert (told.what, told.why) == ("Provider: Greenlane → nothing", "The crew is the council’s own.")


def offered_providers(desk, case) -> list[str]:
    form = desk.get(f"{address(case)}triage/").context["form"]
    return [str(name) for _value, name in form.fields["provider"].choices]


def test_triage_changes_the_procedure_while_nothing_else_is_recorded(move, desk):
    case, other = factories.case(), procedure(slug="other", title="Another procedure")
    assert made(move(case, "triage", procedure=other.pk, reason="It is about housing"), case)
    assert case.procedure_version.procedure == other
    cases.acknowledge(stage_of(case), on=day("2026-11-09"), by=None)
    page = desk.get(f"{address(case)}triage/")
    assert [each.pk for each in page.context["form"].fields["procedure"].queryset] == [other.pk]
    assert "More than its receipt is recorded" in page.content.decode()


def with_two_tracks(**fields):
    """A procedure with an offer before its first stage, and two tracks."""
    chat = terms.Stage(key="chat", name="Talk to us", decided_by="Carer", entry=terms.Entry.OFFER)
    tracks = (terms.Track("easy", "Easy"), terms.Track("hard", "Hard"))
    stages = (chat, *factories.two_stages().stages)
    return factories.procedure_version(
        factories.two_stages(slug="young", title="Young people", stages=stages, tracks=tracks, **fields)
    ).procedure


def choices(response, name) -> list[str]:
    return [str(words) for _value, words in response.context["form"].fields[name].choices]


def test_another_procedure_shows_where_its_cases_open_before_it_is_saved(move, desk):
    case, young = factories.case(), with_two_tracks()
    typed = {"subject": "The bus", "reason": "She is in care.", "happened_on": "2026-10-01", "stage_key": "stage-1"}
    page = move(case, "triage", procedure=young.pk, show="stages", **typed)
    assert page.status_code == 200
    assert choices(page, "stage_key") == ["Talk to us", "Stage 1"]
    assert choices(page, "track") == ["Easy", "Hard"]
    shown = page.content.decode()
    assert all(said in shown for said in ("The bus", "She is in care.", "2026-10-01"))
    assert case.procedure_version.procedure != young
    form = page.context["form"]
    kept = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert made(move(case, "triage", **{**kept, "stage_key": "chat", "track": "hard"}), case)
    assert (case.procedure_version.procedure, case.track, stage_of(case, "chat").key) == (young, "hard", "chat")
    assert (case.subject, case.happened_on) == ("The bus", day("2026-10-01"))


def test_a_procedure_chosen_without_looking_is_not_saved_before_its_stages_were_shown(move):
    case, young = factories.case(), with_two_tracks()
    page = move(
        case, "triage", procedure=young.pk, reason="She is in care.", shown=case.procedure_version.procedure_id
    )
    assert errors(page) == {"procedure": ["Say below where the case opens under this procedure, and save again."]}
    assert choices(page, "stage_key") == ["Talk to us", "Stage 1"]
    again = {"procedure": young.pk, "reason": "She is in care.", "shown": page.context["form"]["shown"].value()}
    assert made(move(case, "triage", **again, stage_key="stage-1", track="easy"), case)


def test_a_change_of_procedure_asks_why(move):
    case, other = factories.case(), procedure(slug="other", title="Another procedure")
    page = move(case, "triage", procedure=other.pk)
    assert errors(page) == {"reason": ["Say why this procedure applies, and not the one before."]}


def test_triage_leads_to_passing_on_a_concern_about_safety(desk):
    case = triaged()
    assert f'href="{address(case)}pass-on/"' in desk.get(f"{address(case)}triage/").content.decode()


def test_a_redirect_says_where_it_goes_by_letter(move, case):
    assert made(move(case, "redirect", matter="0"), case)
    assert (case.closed_on, case.close_reason) == (day("2026-11-09"), "redirected")
    assert "The school’s own procedure" in case.letters.get(kind=LetterKind.REDIRECT).body


def test_a_redirect_to_nowhere_is_an_error_at_the_field(move, case):
    response = move(case, "redirect", matter="", reason="Not ours")
    assert errors(response) == {"to": ["Say where it goes: the letter tells the complainant."]}
    assert case.is_open


def test_a_concern_about_safety_is_offered_first_and_passed_on_without_closing_the_case(move, desk):
    case = factories.case(procedure=procedure(), given={"what_happened": "A child is left alone."})
    urgent = desk.get(address(case)).context["offers"].urgent
    assert urgent.url == f"{address(case)}pass-on/"
    page = desk.get(urgent.url).content.decode()
    assert "A child is left alone." in page
    assert "the message is only printed: telephone now" in page
    factories.settings(urgent_email="safe@wenbury.example")
    assert "An e-mail goes to safe@wenbury.example" in desk.get(urgent.url).content.decode()
    assert made(move(case, "pass-on", matter="0", text="A child is left alone in Mill Lane."), case)
    assert case.is_open
    sent = case.letters.get(kind=LetterKind.URGENT)
    assert (sent.to_name, sent.to_email) == ("Safeguarding", "safe@wenbury.example")
    assert "Safeguarding" in case.letters.get(kind=LetterKind.PASSED_ON).body
    assert "Passed on at once" in desk.get(f"{address(case)}history/").content.decode()


def test_what_is_urgent_is_passed_on_and_not_redirected(desk):
    page = desk.get(f"{address(triaged())}redirect/")
    matters = [words for _value, words in page.context["form"].fields["matter"].choices]
    assert matters == ["A school: The school’s own procedure", "Something else"]


def test_after_triage_a_concern_about_safety_is_one_move_among_others(desk):
    offers = desk.get(address(triaged())).context["offers"]
    assert offers.urgent is None
    assert "Pass on a concern about safety" in [offer.label for offer in offers.of_the_case]


def test_an_acknowledgement_goes_out_and_is_recorded(move, case):
    assert made(move(case, "stages/stage-1/acknowledge", on="2026-11-04", text="You told us of the bins."), case)
    assert stage_of(case).events.get(event="acknowledged").on == day("2026-11-04")
    assert "You told us of the bins." in case.letters.get(kind=LetterKind.ACKNOWLEDGEMENT).body


def test_a_second_acknowledgement_is_refused_with_the_form_kept(move, case, desk):
    move(case, "stages/stage-1/acknowledge", on="2026-11-04")
    response = move(case, "stages/stage-1/acknowledge", on="2026-11-05", text="Written at length.")
    assert response.status_code == 409
    assert errors(response) == {"__all__": ["The acknowledgement went out on 4 November 2026."]}
    assert "Written at length." in response.content.decode()
    page = desk.get(f"{address(case)}stages/stage-1/acknowledge/").content.decode()
    assert "The acknowledgement went out on 4 November 2026." in page
    assert 'name="text"' not in page


def test_a_case_is_assigned(move, case, manager):
    investigator = factories.user(roles.INVESTIGATOR)
    assert made(move(case, "assign", owner=manager.pk, decider=investigator.pk), case)
    assert (case.owner, stage_of(case).decider) == (manager, investigator)


def test_a_case_is_assigned_only_to_those_who_may_see_cases(move, case):
    response = move(case, "assign", owner=factories.user(roles.EDITOR).pk)
    assert list(errors(response)) == ["owner"]


def test_somebody_from_outside_is_appointed_by_name(move, case):
    given = {"does": "investigates", "role": "Investigating officer", "name": "Jo Lane", "on": "2026-11-04"}
    assert made(move(case, "stages/stage-1/appoint", **given), case)
    assert stage_of(case).appointments.get().name == "Jo Lane"


def test_an_appointment_needs_somebody(move, case):
    response = move(case, "stages/stage-1/appoint", does="sits", role="Member", on="2026-11-04")
    assert list(errors(response)) == ["name"]


def test_an_appointment_is_ended_from_the_case_page_also_when_the_case_is_closed(move, case, desk):
    given = {"does": "investigates", "role": "Investigating officer", "by": None, "on": day("2026-11-04")}
    appointment = appointments.appoint(stage_of(case), name="Jo Lane", **given)
    cases.withdraw(case, on=day("2026-11-09"), by=None, reason="Settled")
    place = f"appointments/{appointment.pk}/end"
    assert f"{address(case)}{place}/" in desk.get(address(case)).content.decode()
    assert move(case, place, on="2026-11-03", reason="Left").status_code == 409
    assert made(move(case, place, on="2026-11-09", reason="Left the council"), case)
    appointment.refresh_from_db()
    assert appointment.ended_on == day("2026-11-09")
    assert f"{address(case)}{place}/" not in desk.get(address(case)).content.decode()
    assert desk.get(f"{address(triaged())}{place}/").status_code == 404


def test_the_day_a_stage_was_asked_for_is_corrected_and_moves_its_dates(move, case, desk):
    clocks.record_event(stage_of(case), event="resolved", on=day("2026-11-03"), by=None)
    second = case_stages.request(case, key="stage-2", on=day("2026-11-06"), by=None)
    place = f"facts/requested/{second.pk}"
    assert f"{address(case)}{place}/" in desk.get(address(case)).content.decode()
    assert made(move(case, place, requested_on="2026-11-05", reason="The postmark"), case)
    # 25 working days from Thursday 5 November: Thursday 10 December.
    assert case.next_due_on == day("2026-12-10")
    assert desk.get(f"{address(case)}facts/requested/{stage_of(case).pk}/").status_code == 404


def test_what_happened_is_recorded_on_its_day(move, case):
    given = {"event": "discussed", "on": "2026-11-05", "note": "Rang her."}
    assert made(move(case, "stages/stage-1/record-event", **given), case)
    event = stage_of(case).events.get()
    assert (event.event, event.on, event.note) == ("discussed", day("2026-11-05"), "Rang her.")


def test_a_progress_update_is_a_letter_with_the_date_due(move, case):
    given = {"event": "updated", "on": "2026-11-05", "text": "We have the lorry’s records.", "note": "Ask again"}
    assert made(move(case, "stages/stage-1/record-event", **given), case)
    letter = case.letters.get(kind=LetterKind.UPDATE)
    assert "We have the lorry’s records." in letter.body
    assert "Ask again" not in letter.body
    # The acknowledgement is not what they wait for: the reply, 10 working days from Monday 2 November.
    assert "We expect to reply by Monday 16 November 2026." in letter.body
    assert stage_of(case).events.get().event == "updated"


def test_an_update_given_another_way_is_recorded_with_a_note_and_no_letter(move, case):
    given = {"event": "updated", "on": "2026-11-05"}
    place = "stages/stage-1/record-event"
    assert list(errors(move(case, place, **given))) == ["text"]
    assert list(errors(move(case, place, **given, is_told="on"))) == ["note"]
    assert list(errors(move(case, place, event="discussed", on="2026-11-05", text="Dear all"))) == ["text"]
    assert made(move(case, place, **given, is_told="on", note="Told her by telephone."), case)
    assert stage_of(case).events.get().note == "Told her by telephone."
    assert not case.letters.filter(kind=LetterKind.UPDATE).exists()


def test_what_has_a_move_of_its_own_is_refused_when_recorded_by_force(move, case):
    response = move(case, "stages/stage-1/record-event", event="responded", on="2026-11-05", note="Kept")
    assert response.status_code == 409
    assert "Kept" in response.content.decode()
    assert not stage_of(case).events.exists()


def test_a_later_date_is_given_with_a_letter(move, case, manager):
    given = {"event": "responded", "to": "2026-11-20", "reason": "Records came late.", "given_on": "2026-11-09"}
    assert made(move(case, "stages/stage-1/extend", **given), case)
    extension = stage_of(case).extensions.get()
    assert (extension.to, extension.authorised_by) == (day("2026-11-20"), manager)
    assert "Records came late." in case.letters.get(kind=LetterKind.EXTENSION).body


def test_a_date_past_the_ceiling_is_refused_and_says_which_it_is(move, case):
    given = {"event": "responded", "to": "2026-12-24", "reason": "Records came late.", "given_on": "2026-11-09"}
    response = move(case, "stages/stage-1/extend", **given)
    assert response.status_code == 409
    # 20 working days from Monday 2 November: Monday 30 November.
    (said,) = errors(response)["__all__"]
    assert said.startswith("The response cannot be later than 30 November 2026.")
    assert "Source: “" in said
    assert "Records came late." in response.content.decode()


def test_a_date_that_is_none_is_an_error_at_the_field_and_nothing_typed_is_lost(move, case):
    given = {"event": "responded", "to": "soon", "reason": "Records came late.", "given_on": "2026-11-09"}
    response = move(case, "stages/stage-1/extend", **given)
    assert errors(response) == {"to": ["Enter a valid date."]}
    page = response.content.decode()
    assert 'value="soon"' in page
    assert "Records came late." in page


def test_a_stage_is_put_on_hold_and_taken_off(move, case):
    given = {"reason": ADVOCATE, "from_on": "2026-11-05", "note": "A waiting list"}
    assert made(move(case, "stages/stage-1/hold", **given), case)
    assert made(move(case, "stages/stage-1/end-hold", to_on="2026-11-06"), case)
    hold = stage_of(case).holds.get()
    assert (hold.reason, hold.from_on, hold.to_on) == (ADVOCATE, day("2026-11-05"), day("2026-11-06"))


def test_a_hold_has_a_reason_of_the_procedures_own(move, case):
    assert list(errors(move(case, "stages/stage-1/hold", reason="Too busy", from_on="2026-11-05"))) == ["reason"]


def test_a_date_is_set_where_none_is_published(move, case):
    given = {"timescale": "discussed", "due_on": "2026-11-13"}
    assert made(move(case, "stages/stage-1/set-date", **given), case)
    assert stage_of(case).set_dates.get().due_on == day("2026-11-13")


def test_the_next_stage_starts_when_it_was_asked_for(move, case):
    clocks.record_event(stage_of(case), event="resolved", on=day("2026-11-05"), by=None)
    given = {"on": "2026-11-06", "requested_by": "Robin", "note": "It came back."}
    assert made(move(case, "stages/stage-2/request-stage", **given), case)
    second = stage_of(case, "stage-2")
    assert (second.requested_on, second.request_note) == (day("2026-11-06"), "It came back.")
    # 25 working days from Friday 6 November: Friday 11 December.
    assert case.next_due_on == day("2026-12-11")


def test_the_next_stage_is_refused_before_its_time(move, case, desk):
    response = move(case, "stages/stage-2/request-stage", on="2026-11-06", note="Now, please")
    assert response.status_code == 409
    assert "Now, please" in response.content.decode()
    assert "has not been issued yet" in desk.get(f"{address(case)}stages/stage-2/request-stage/").content.decode()


def at_the_gate(case):
    clocks.record_event(stage_of(case), event="resolved", on=day("2026-11-03"), by=None)
    second = case_stages.request(case, key="stage-2", on=day("2026-11-04"), by=None)
    clocks.record_event(second, event="resolved", on=day("2026-11-05"), by=None)


def test_a_gate_is_asked_with_grounds_and_accepted(move, case):
    at_the_gate(case)
    grounds = ["The facts were wrong"]
    assert made(move(case, "stages/review/request-stage", on="2026-11-06", grounds=grounds), case)
    assert stage_of(case, "review").grounds == grounds
    assert made(move(case, "stages/review/accept", on="2026-11-09"), case)
    assert stage_of(case, "review").events.get().event == "accepted"


def test_a_gate_is_refused_with_a_reason_in_a_letter(move, case):
    at_the_gate(case)
    move(case, "stages/review/request-stage", on="2026-11-06")
    assert list(errors(move(case, "stages/review/refuse", on="2026-11-09"))) == ["reason"]
    assert made(move(case, "stages/review/refuse", on="2026-11-09", reason="Nothing new was said."), case)
    assert stage_of(case, "review").ended_on == day("2026-11-09")
    assert "Nothing new was said." in case.letters.get(kind=LetterKind.STAGE_REFUSED).body


def test_a_draft_of_the_response_is_started(move, case, manager):
    response = move(case, "stages/stage-1/draft-response")
    assert response.status_code == 302
    assert Response.objects.get(case_stage=stage_of(case)).author == manager


def test_a_correction_of_an_issued_letter_is_started_with_a_reason(move, desk, monday):
    head = signing.signer()
    issued = signing.sign(signing.submitted(), head)
    case, place = issued.case, "stages/stage-1/correct-response"
    assert "Correct the response" in [
        o.label for o in desk.get(address(case)).context["offers"].of_stages["Stage 1"]
    ]
    assert "9 Nov 2026" in desk.get(f"{address(case)}{place}/").content.decode()
    assert list(errors(move(case, place))) == ["because"]
    response = move(case, place, because="The wrong street.")
    draft = issued.corrections.get()
    assert (response.status_code, str(draft.pk) in response.url) == (302, True)
    assert "This corrects the letter of 9 November 2026, because:" in desk.get(response.url).content.decode()
    page = desk.get(address(case)).content.decode()
    assert "Correction being written" in page
    assert "The wrong street." in page
    assert "A correction is being drafted." in desk.get(f"{address(case)}{place}/").content.decode()


def test_a_complaint_is_withdrawn_and_taken_up_again(move, case):
    assert made(move(case, "withdraw", on="2026-11-09", reason="Settled by telephone"), case)
    assert (case.closed_on, case.close_reason) == (day("2026-11-09"), "withdrawn")
    assert made(move(case, "reopen", on="2026-11-09", reason="She changed her mind"), case)
    assert case.is_open


def test_a_case_is_closed_for_a_reason_that_fits(move, case, desk):
    reasons = [
        value for value, _label in desk.get(f"{address(case)}close/").context["form"].fields["reason"].choices
    ]
    assert reasons == ["refused", "duplicate", "logged-in-error"]
    assert (
        move(case, "close", on="2026-11-09", reason="resolved", learnt="nothing", learning="A slip.").status_code
        == 409
    )
    assert made(move(case, "close", on="2026-11-09", reason="duplicate"), case)
    assert case.close_reason == "duplicate"


def test_a_refusal_at_the_door_says_why_in_the_letter(move, case):
    assert made(move(case, "close", on="2026-11-09", reason="refused", note="It is before a court."), case)
    assert "It is before a court." in case.letters.get(kind=LetterKind.REFUSAL).body


def test_a_wrong_day_is_corrected_with_a_reason(move, case):
    event = clocks.record_event(stage_of(case), event="discussed", on=day("2026-11-04"), by=None)
    place = f"facts/event/{event.pk}"
    assert list(errors(move(case, place, on="2026-11-05"))) == ["why"]
    assert made(move(case, place, on="2026-11-05", why="Misread the diary"), case)
    right = stage_of(case).events.current().get()
    assert (right.on, right.supersedes, right.correction_reason) == (day("2026-11-05"), event, "Misread the diary")


def test_what_never_happened_is_struck_out(move, case):
    event = clocks.record_event(stage_of(case), event="discussed", on=day("2026-11-04"), by=None)
    assert made(move(case, f"facts/event/{event.pk}", on="2026-11-04", strike_out="on", why="Another case"), case)
    assert not stage_of(case).events.current().exists()


@pytest.mark.parametrize("kind", ["extension", "hold", "set-date"])
def test_every_kind_of_fact_can_be_corrected(move, case, kind):
    stage = stage_of(case)
    fact, given = {
        "extension": lambda: (
            clocks.extend(stage, to=day("2026-11-20"), reason="Late", given_on=day("2026-11-09"), by=None),
            {"to": "2026-11-23", "given_on": "2026-11-09", "reason": "Late"},
        ),
        "hold": lambda: (
            clocks.hold(stage, from_on=day("2026-11-05"), reason=CONSENT, by=None),
            {"from_on": "2026-11-06", "reason": CONSENT},
        ),
        "set-date": lambda: (
            clocks.set_date(stage, timescale="discussed", due_on=day("2026-11-13"), by=None),
            {"due_on": "2026-11-16"},
        ),
    }[kind]()
    assert made(move(case, f"facts/{kind}/{fact.pk}", why="A slip", **given), case)
    fact.refresh_from_db()
    assert (fact.is_current, fact.superseded_by.is_current) == (False, True)


def test_every_correctable_field_can_be_corrected_on_the_desk():
    assert {model: set(form.correctable) for model, form in FACTS.values()} == CORRECTABLE


def test_a_wrong_reason_and_who_authorised_it_are_corrected(move, case, manager, desk):
    fact = clocks.extend(
        stage_of(case),
        to=day("2026-11-20"),
        reason="Late",
        given_on=day("2026-11-09"),
        by=None,
        authorised_by=manager,
    )
    gone, place = factories.user(roles.MANAGER, is_active=False), f"facts/extension/{fact.pk}"
    fact.authorised_by = gone
    fact.save()
    assert f'<option value="{gone.pk}" selected>' in desk.get(f"{address(case)}{place}/").content.decode()
    given = {
        "to": "2026-11-20",
        "given_on": "2026-11-09",
        "reason": "Records came late.",
        "authorised_by": manager.pk,
    }
    assert made(move(case, place, complainant_agreed="true", why="The wrong reason", **given), case)
    right = stage_of(case).extensions.current().get()
    assert (right.reason, right.authorised_by, right.complainant_agreed) == ("Records came late.", manager, True)
    assert right.correction_reason == "The wrong reason"
    page = desk.get(f"{address(case)}facts/extension/{right.pk}/").content.decode()
    assert 'value="true"' in page.split("checked")[0].rsplit("<input", 1)[1]


def test_a_hold_for_the_wrong_reason_is_corrected(move, case):
    fact = clocks.hold(stage_of(case), from_on=day("2026-11-05"), reason=CONSENT, by=None)
    given = {"from_on": "2026-11-05", "reason": ADVOCATE, "why": "It was the advocate"}
    assert made(move(case, f"facts/hold/{fact.pk}", **given), case)
    assert stage_of(case).holds.current().get().reason == ADVOCATE


def test_a_correction_that_changes_nothing_is_refused(move, case):
    event = clocks.record_event(stage_of(case), event="discussed", on=day("2026-11-04"), by=None)
    assert move(case, f"facts/event/{event.pk}", on="2026-11-04", why="A slip").status_code == 409


def test_the_date_of_receipt_is_corrected_and_moves_what_hangs_on_it(move, case):
    assert made(move(case, "correct-received", received_on="2026-10-30", reason="The postmark"), case)
    # Acknowledgement 3 working days from Friday 30 October: Wednesday 4 November.
    assert (case.received_on, case.next_due_on) == (day("2026-10-30"), day("2026-11-04"))


def test_points_are_added_reworded_and_withdrawn(move, case):
    assert made(move(case, "points/add", text="The bin was missed.", outcome_sought="Empty it."), case)
    given = {"text": "The bin was missed twice.", "outcome_sought": "Empty it.", "reason": "She said so"}
    assert made(move(case, "points/1", **given), case)
    assert made(move(case, "points/1/withdraw", reason="Settled"), case)
    point = case.points.get()
    assert (point.text, point.is_withdrawn) == ("The bin was missed twice.", True)
    assert move(case, "points/1/withdraw", reason="Again").status_code == 409


def test_people_are_added_and_changed(move, case, desk):
    given = {"role": "advocate", "name": "Dele", "consent": "asked", "email": "dele@example.org"}
    assert made(move(case, "people/add", **given), case)
    advocate = case.parties.get(role="advocate")
    page = desk.get(f"{address(case)}people/{advocate.pk}/").content.decode()
    assert 'value="dele@example.org"' in page
    given |= {
        "consent": "given",
        "consent_on": "2026-11-09",
        "contact_safety": "Not at home.",
        "reason": "Form came",
    }
    assert made(move(case, f"people/{advocate.pk}", **given), case)
    advocate.refresh_from_db()
    assert (advocate.consent, advocate.contact_safety) == ("given", "Not at home.")
    assert advocate.history.first().history_change_reason == "Form came"
    assert errors(move(case, f"people/{advocate.pk}", **{**given, "email": "dele"})) == {
        "email": ["Enter a valid email address."]
    }


def test_a_note_is_kept_on_a_closed_case_too(move, case, desk):
    cases.withdraw(case, on=day("2026-11-09"), by=None, reason="Settled")
    assert made(move(case, "notes/add", text="Rang her.\nShe is content."), case)
    page = desk.get(address(case)).content.decode()
    assert "<p>Rang her.<br>She is content.</p>" in page
    assert "Rang her." in desk.get(f"/admin/complaints/cases/{case.pk}/history/").content.decode()
    assert list(errors(move(case, "notes/add", text="  "))) == ["text"]


def test_a_message_about_a_move_names_nobody(move, desk):
    case = triaged(given={"name": "Robin Example"})
    response = move(case, "people/add", role="advocate", name="Dele Adeyemi", consent="not-needed")
    said = [str(message).strip() for message in desk.get(response.url).context["messages"]]
    assert said == ["Added."]


PLACES = [
    *(f"{verb}" for verb in OF_THE_CASE),
    *(f"stages/stage-1/{verb}" for verb in OF_A_STAGE if verb != "request-stage"),
    *("stages/stage-2/request-stage", "points/add", "points/1", "points/1/withdraw", "people/add", "notes/add"),
]


@pytest.mark.parametrize("place", PLACES)
def test_who_may_only_read_is_refused_at_every_form(client, monday, case, place):
    points.add(case, text="The bin.", by=None)
    client.force_login(factories.user(roles.AUDITOR))
    before = Case.objects.filter(pk=case.pk).values().get()
    for response in (
        client.get(f"{address(case)}{place}/"),
        client.post(f"{address(case)}{place}/", {"reason": "x"}),
    ):
        assert response.status_code == 403
    assert Case.objects.filter(pk=case.pk).values().get() == before


@pytest.mark.parametrize("place", ["triage", "assign", "withdraw", "close", "correct-received", "redirect"])
def test_an_investigator_works_on_a_case_and_does_not_run_it(client, monday, case, place):
    investigator = factories.user(roles.INVESTIGATOR)
    cases.assign(case, by=None, decider=investigator)
    client.force_login(investigator)
    assert client.get(f"{address(case)}{place}/").status_code == 403
    assert client.get(f"{address(case)}stages/stage-1/extend/").status_code == 200


@pytest.mark.parametrize("place", PLACES)
def test_every_form_can_be_opened_or_says_why_not(desk, case, place):
    points.add(case, text="The bin.", by=None)
    page = desk.get(f"{address(case)}{place}/")
    assert page.status_code == 200
    assert ("<form" in page.content.decode()) or page.context["refusal"]


def test_a_move_is_never_made_by_reading(desk, case):
    before = Case.objects.values().get()
    for place in PLACES[:-5]:
        desk.get(f"{address(case)}{place}/")
    assert Case.objects.values().get() == before
    assert not stage_of(case).events.exists()
