"""The house keeps its own rules: floors, migrations, and no personal data where Wagtail copies `str()`."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import call_command
from importlinter.cli import lint_imports
from wagtail.models import ModelLogEntry, Revision, Site

from tests import factories, signing
from wagtail_complaints import conf, models, roles
from wagtail_complaints.actions import (
    agreed_actions,
    appointments,
    bundles,
    calendars,
    cases,
    clocks,
    complained_about,
    deputies,
    enquiries,
    fees,
    handling,
    independence,
    lateness,
    links,
    messages,
    notes,
    outside_people,
    page_verdicts,
    panels,
    points,
    referrals,
    responses,
    restrictions,
    stage_letters,
    statements,
    surveys,
    tracking,
    triage,
    uploads,
)
from wagtail_complaints.procedure import terms
from wagtail_complaints.procedure.lengths import Length

ROOT = Path(__file__).parent.parent

CANARY = "Quillon"
"""Stands in every text that a person outside wrote, or that is about one."""


def test_imports_point_down_the_floors():
    assert lint_imports(config_filename=str(ROOT / "setup.cfg"), no_cache=True, no_logo=True) == 0


@pytest.mark.django_db
def test_the_migrations_are_current():
    call_command("makemigrations", "wagtail_complaints", check=True, dry_run=True, stdout=StringIO())


@pytest.mark.django_db
def test_no_str_of_any_model_holds_personal_data():
    one_of_everything()
    without_a_row, telling = [], []
    for model in apps.get_app_config("wagtail_complaints").get_models():
        rows = list(model._base_manager.all())
        if not rows and not hasattr(model, "history_object"):
            without_a_row.append(model.__name__)
        telling += [(model.__name__, str(row)) for row in rows if CANARY in str(row)]
    assert (without_a_row, telling) == ([], [])


@pytest.mark.django_db
def test_what_wagtail_logs_and_labels_holds_no_personal_data(client):
    one_of_everything()
    assert Revision.objects.exclude(object_str="").exists()
    labels = [*Revision.objects.values_list("object_str", flat=True)]
    labels += ModelLogEntry.objects.values_list("label", flat=True)
    labels += models.ResponseLogEntry.objects.values_list("label", flat=True)
    assert [label for label in labels if CANARY in label] == []


def one_of_everything():
    by = factories.user(roles.MANAGER)
    factories.settings()
    the_registers()
    root = Site.objects.get(is_default_site=True).root_page
    given = page_verdicts.give(root, was_helpful=False, is_suspect=False, on=date(2026, 11, 3))
    page_verdicts.explain(given.pk, comment=f"Ring {CANARY}.")
    form = factories.feedback_form(name="On every page")
    form.questions.add(models.FormQuestion(label="Where was it?"))
    form.save()
    form.keep_version()
    who_sees_what(by)
    a_followed_case(by)
    a_worked_case(by)
    a_panel(by)
    here, there = factories.case(given={"name": CANARY}), factories.case(given={"name": CANARY})
    links.link(here, to=there, reason=f"{CANARY} lives there.", by=by, on=date(2026, 11, 3))
    a_moved_date(by)
    triage.pass_on(factories.case(), to=CANARY, text=f"{CANARY} is in danger.", by=by, on=date(2026, 11, 3))
    thanks = factories.submission(kind=models.Kind.COMPLIMENT, given={"name": CANARY})
    handling.handle(thanks, outcome="passed-on", passed_to=CANARY, reason=CANARY, by=by, on=date(2026, 11, 3))
    what_is_asked_of_them(there, by)
    models.SavedView.objects.create(name="Overdue", query="due=overdue", owner=by)
    what_was_sent(here)
    an_ombudsman_asks(there, by)
    signing.signer()
    letter = signing.letter(points=(f"{CANARY} was not seen.",))
    signing.write(letter, letter.author, body=f"<p>We are sorry that {CANARY} was not seen.</p>")
    responses.submit(letter, by=letter.author)


def who_sees_what(by):
    case, on, at = factories.case(given={"name": CANARY}), date(2026, 11, 3), conf.now()
    named, lead, about = (factories.user(role) for role in (roles.INVESTIGATOR, roles.SENIOR_LEAD, roles.SIGNER))
    complained_about.record(case, user=about, by=by, on=on)
    restrictions.restrict(case, to=[named], reason=f"{CANARY} is at risk.", by=by, on=on)
    restrictions.break_glass(case, reason=f"{CANARY} rang.", by=lead, at=at)
    restrictions.note_read(case, by=lead, screen="Case", at=at)
    deputies.arrange(person=by, deputy=named, from_on=on, to_on=on, reason=CANARY, by=by)
    team = models.Team.objects.create(name="Waste")
    team.members.add(named)
    team.service_areas.add(models.ServiceArea.objects.first())


def a_followed_case(by):
    party, on, at = factories.case(given={"name": CANARY}).parties.get(), date(2026, 11, 3), conf.now()
    messages.write_to_us(party, text=f"{CANARY} has found it.", on=on, at=at)
    code = tracking.print_code(party, by=by, on=on, at=at).code
    assert tracking.enter_by_code(party.case.reference, code, at=at)


def what_is_asked_of_them(case, by):
    stage, party, on = case.stages.get(), case.parties.get(), date(2026, 11, 3)
    models.ExtensionProposal.objects.create(
        case_stage=stage, event="responded", to=date(2026, 11, 27), reason=f"{CANARY} is ill.", proposed_on=on
    )
    surveys.give(party, stage, answers=[("simple", "yes")], text=f"{CANARY} was kind.", on=on, at=conf.now())


def what_was_sent(case):
    sent = case.submission
    uploads.keep("a batch", ContentFile(f"I am {CANARY}.".encode()), f"{CANARY}.txt")
    uploads.claim("a batch", sent)
    models.Quarantine.objects.create(submission=sent, signs=["links"])
    models.EqualityFigure.objects.create(
        procedure=case.procedure_version.procedure, quarter=date(2026, 7, 1), question="sex", answer="female"
    )


def an_ombudsman_asks(case, by):
    on = date(2026, 11, 9)
    asked = enquiries.record(case, by=by, on=on, body="Ombudsman", received_on=on, findings=f"About {CANARY}.")
    enquiries.ask_for(asked, by=by, on=on, text=f"Apologise to {CANARY}.")
    bundles.note(case, contents=[f"{CANARY}.txt"], by=by, on=on)


def a_panel(by):
    """Everything that is kept of people outside the staff and of a panel, said of somebody or by them."""
    on = date(2026, 11, 3)
    sits = terms.Person(
        terms.Does.SITS, "Panel", not_=(terms.Conflict.EARLIER,), may_override=(terms.Conflict.EARLIER,)
    )
    first, second = factories.two_stages().stages
    stages = (replace(first, people=(sits,)), second)
    version = factories.procedure_version(factories.two_stages(slug="panel", stages=stages))
    stage = factories.case(procedure=version.procedure, given={"name": CANARY}).stages.get()
    whom = {"person": models.OutsidePerson.objects.create(name=CANARY, address=CANARY)}
    outside_people.declare(whom["person"], kind="nothing", text=f"I am {CANARY}.", declared_on=on, by=None, on=on)
    outside_people.away(whom["person"], from_on=date(2026, 12, 1), to_on=date(2026, 12, 2), by=None)
    independence.record_earlier_part(stage.case, what=f"Rang {CANARY}.", by=None, on=on, **whom)
    independence.set_aside(stage, does="sits", reason=f"{CANARY} knows it.", by=None, on=on, **whom)
    part = appointments.appoint(stage, does="chairs", by=None, on=on, **whom)
    fees.record(part, kind="agreed", amount=Decimal(300), note=CANARY, on=on, by=None)
    panels.arrange(stage, meets_on=on, place=CANARY, by=None, on=on)
    panels.send_papers(stage, titles=[f"Letter of {CANARY}"], sent_on=on, by=None)
    panels.record_meeting(stage, members=[part], others=[CANARY], by=None, on=on)
    panels.recommend(stage, text=f"Apologise to {CANARY}.", made_on=on, by=None)


def a_moved_date(by):
    case = factories.case(given={"name": CANARY})
    cases.acknowledge(case.stages.get(), on=date(2026, 11, 4), by=by)
    day = models.ExtraHoliday.objects.create(nation="england", on=date(2026, 11, 10), name="Day of thanks")
    calendars.confirm(day, by=by, on=date(2026, 11, 9))


def the_registers():
    factories.service_area()
    factories.provider()
    models.ExtraHoliday.objects.create(nation="england", on=date(2027, 6, 4), name="Jubilee")
    models.ClosureDay.objects.create(on=date(2026, 12, 29), name="Between the years")
    models.SchoolTerm.objects.create(name="Spring", starts_on=date(2027, 1, 4), ends_on=date(2027, 3, 26))
    models.AdvocacyProvider.objects.create(name="Speak Up")
    models.LetterText.objects.create(kind="receipt", subject="Received", body="Thank you.")


def a_worked_case(by):
    version = factories.procedure_version(
        terms.Procedure(
            slug="worked",
            title="Complaints about care",
            nation=terms.Nation.ENGLAND,
            kinds=tuple(terms.Kind),
            time_limit=Length.parse("12 months"),
            stages=(
                terms.Stage(
                    key="stage-1",
                    name="Stage 1",
                    decided_by="Team manager",
                    entry=terms.Entry.FIRST,
                    hold_reasons=("Waiting for consent",),
                    early_referral=("You agree",),
                    people=(terms.Person("investigates"),),
                    letters=(terms.StageLetter("Start of the investigation"),),
                    timescales=(
                        terms.Timescale("acknowledged", "received", within=Length.parse("3 working days")),
                        terms.Timescale("discussed", "received"),
                        terms.Timescale(
                            "responded", "received", within=Length.parse("10 working days"), extendable_to=terms.ANY
                        ),
                    ),
                ),
            ),
            externals=(terms.External("Ombudsman"),),
        )
    )
    case = factories.case(procedure=version.procedure, given={"name": CANARY, "what_happened": f"{CANARY} rang."})
    stage = case.stages.get()
    clocks.correct_happened(case, happened_on=date(2025, 3, 14), reason=CANARY, by=by)
    lateness.take_on(case, reason=f"{CANARY} was nine.", by=by, on=date(2026, 11, 3))
    points.add(case, text=f"{CANARY} was not rung back.", outcome_sought=f"Ring {CANARY}.", by=by)
    notes.add(case, text=f"{CANARY} rings in the mornings.", by=by)
    cases.acknowledge(stage, on=date(2026, 11, 3), by=by, text=f"We spoke to {CANARY}.")
    clocks.set_date(stage, timescale="discussed", due_on=date(2026, 11, 5), reason=CANARY, by=by)
    clocks.record_event(stage, event="discussed", on=date(2026, 11, 4), note=f"{CANARY} was upset.", by=by)
    clocks.hold(
        stage,
        from_on=date(2026, 11, 4),
        to_on=date(2026, 11, 5),
        reason="Waiting for consent",
        note=f"{CANARY} is to sign.",
        by=by,
    )
    clocks.extend(stage, to=date(2026, 11, 30), reason=f"{CANARY} is ill.", given_on=date(2026, 11, 6), by=by)
    appointments.appoint(
        stage, does="investigates", role="Investigating officer", name=CANARY, by=by, on=date(2026, 11, 6)
    )
    the_steps_of_a_stage(stage, by)


def the_steps_of_a_stage(stage, by):
    case, on = stage.case, date(2026, 11, 9)
    statements.send(stage, outcomes=f"That {CANARY} is rung.", by=by, on=on)
    stage_letters.record(stage, name="Start of the investigation", note=f"Handed to {CANARY}.", on=on, by=by)
    what = {"purpose": "remedy", "kind": "apology", "text": f"Ring {CANARY}.", "owner_name": CANARY, "due_on": on}
    agreed_actions.agree_on(case, by=by, on=on, **what)
    clocks.record_event(stage, event="resolved", on=on, by=by)
    met = {"You agree": f"{CANARY} wrote so."}
    referrals.refer(stage, to="Ombudsman", conditions=met, agreed_on=on, on=on, by=by)
    cases.close(case, on=on, by=by, reason="resolved", learning=f"Ring {CANARY} first.")
