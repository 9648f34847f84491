"""Triage, a redirect and a concern about safety, by their forms."""

import pytest

from tests import factories
from tests.wagtail_admin.cases_at_hand import day, procedure, triaged
from tests.wagtail_admin.moves.at_hand import address, errors, made, stage_of
from wagtail_complaints.actions import cases
from wagtail_complaints.models import LetterKind
from wagtail_complaints.procedure import terms
from wagtail_complaints.wagtail_admin.cases.history import lines

pytestmark = pytest.mark.django_db


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


def test_where_the_procedure_names_no_place_the_place_has_to_be_said(desk):
    case = factories.case()
    to = desk.get(f"{address(case)}redirect/").context["form"].fields["to"]
    assert (to.required, to.help_text) == (True, "The letter names it.")


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
