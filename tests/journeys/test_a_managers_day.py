"""A complaints manager's day: see what is there, give it out, decide, chase, sign, and take the figures away."""

import csv
from datetime import date
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse

from tests import factories, signing
from tests.wagtail_admin.cases_at_hand import procedure, triaged
from tests.wagtail_admin.conftest import desk, manager, monday, today_is  # noqa: F401
from wagtail_complaints import roles
from wagtail_complaints.models import Response
from wagtail_complaints.procedure.lengths import Length

pytestmark = pytest.mark.django_db

REGISTER, MY_WORK = "/admin/complaints/cases/", "/admin/complaints/my-work/"


def numbers(desk) -> dict[str, int]:  # noqa: F811
    return {each.of.key: each.number for each in desk.get(MY_WORK).context["lists"]}


def in_the_list(desk, key: str) -> list[str]:  # noqa: F811
    """Follow a number of My work into the register, and return the references that stand there."""
    [of] = [each.of for each in desk.get(MY_WORK).context["lists"] if each.of.key == key]
    return [case.reference for case in desk.get(of.url).context["object_list"]]


def test_from_the_unassigned_to_the_export(desk, manager):  # noqa: F811
    # Monday 9 November. What came on 2 November was to be acknowledged in 3 working days, by Thursday 5.
    children = procedure(slug="children", time_limit=Length.parse("12 months"))
    investigator = factories.user(roles.INVESTIGATOR, first_name="Ola", last_name="Adeyemi")
    bins, noise = (triaged(subject=subject) for subject in ("Bins", "Noise"))
    late = factories.case(procedure=children, received_on=date(2026, 11, 9))
    assert (numbers(desk)["unassigned"], numbers(desk)["to-decide"], numbers(desk)["all-overdue"]) == (3, 1, 2)

    # She gives both out at once.
    address = f"/admin/bulk/wagtail_complaints/case/assign/?id={bins.pk}&id={noise.pk}&next={REGISTER}"
    assert desk.post(address, {"owner": investigator.pk}).status_code == 302
    assert in_the_list(desk, "unassigned") == [late.reference]

    # She triages the third: it happened two years ago, and she takes it on all the same.
    about = {"procedure": children.pk, "subject": "A placement", "happened_on": "2024-10-01"}
    assert desk.post(f"{REGISTER}{late.pk}/triage/", about).status_code == 302
    assert [each.reference for each in desk.get(REGISTER, {"late": "undecided"}).context["object_list"]] == [
        late.reference
    ]
    taken = {"decision": "take-on", "reason": "He was eleven years old."}
    assert desk.post(f"{REGISTER}{late.pk}/decide-lateness/", taken).status_code == 302
    assert not desk.get(REGISTER, {"late": "undecided"}).context["object_list"]

    # She chases what is overdue: one is acknowledged while she is on the telephone.
    assert in_the_list(desk, "all-overdue") == [bins.reference, noise.reference]
    noted = {"text": "Rang Ola: the letter goes out today."}
    assert desk.post(f"{REGISTER}{noise.pk}/notes/add/", noted).status_code == 302
    stage = f"{REGISTER}{bins.pk}/stages/stage-1/acknowledge/"
    assert desk.post(stage, _typed(desk.get(stage))).status_code == 302
    assert in_the_list(desk, "all-overdue") == [noise.reference]

    # A letter waits for her signature, as she stands in the group that signs.
    manager.groups.add(Group.objects.create(name="Head of service"))
    letter = signing.submitted()
    assert in_the_list(desk, "to-sign") == [letter.case_stage.case.reference]
    _sign(desk, letter)
    letter.refresh_from_db()
    assert (letter.issued_on, numbers(desk)["to-sign"]) == (date(2026, 11, 9), 0)

    # And she takes away what is open and given out.
    file = desk.get(REGISTER, {"owner": investigator.pk, "export": "csv"}).getvalue().decode()
    rows = {row["What it is about"]: (row["Owner"], row["How far off"]) for row in csv.DictReader(StringIO(file))}
    assert rows == {
        "Noise": ("Ola Adeyemi", "overdue by 2 working days"),
        "Bins": ("Ola Adeyemi", "in 5 working days"),  # 10 working days from 2 November: Monday 16
    }


def _typed(page) -> dict:
    """Return what a browser would send of the form as it stands."""
    form = BeautifulSoup(page.content, "html.parser").select_one("main form[method=post], main form[method=POST]")
    given = {
        box["name"]: box.get("value", "") for box in form.select("input[name]") if box.get("type") != "checkbox"
    }
    return given | {box["name"]: box.get_text().removeprefix("\n") for box in form.select("textarea[name]")}


def _sign(desk, letter: Response):  # noqa: F811
    waiting = letter.current_workflow_task_state
    name = "wagtailsnippets_wagtail_complaints_response:workflow_action"
    address = reverse(name, args=[letter.pk, "approve", waiting.pk])
    shown = desk.get(address, headers={"x-requested-with": "XMLHttpRequest"}).json()["html"]
    form = BeautifulSoup(shown, "html.parser").select("form input[name]")
    typed = {box["name"]: box.get("value", "") for box in form}
    assert desk.post(address, typed | {"has_read": "on", "comment": ""}).status_code == 302
