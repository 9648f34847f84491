"""`check_procedures` says where procedures differ from the law, and never refuses one for it."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.wagtail_admin import law_at_hand
from wagtail_complaints.models import Procedure, ProcedureVersion

DOCUMENT = {
    "format": 1,
    "slug": "conduct",
    "title": "Councillors",
    "nation": "wales",
    "regime": "councillor-conduct",
    "stage": [{"key": "stage-1", "name": "One", "decided_by": "Officer", "entry": "first"}],
}
SAID = [
    "conduct: Councillors, under Councillor conduct (England): 2 findings",
    "  nation: These rules are not those of Wales. (Councillor conduct (England))",
    "  stage: Nobody advises. The views of an Independent Person are sought before an investigated allegation is "
    "decided. (Localism Act 2011, section 28)",
]


def said(*args):
    out = StringIO()
    call_command("check_procedures", *args, stdout=out)
    return out.getvalue()


def written(tmp_path, **more):
    path = tmp_path / "conduct.toml"
    rows = [f"{key} = {json.dumps(value)}" for key, value in (DOCUMENT | more).items() if key != "stage"]
    stage = [f"{key} = {json.dumps(value)}" for key, value in DOCUMENT["stage"][0].items()]
    path.write_text("\n".join([*rows, "[[stage]]", *stage]))
    return str(path)


def test_a_file_is_held_against_its_law(tmp_path):
    assert said(written(tmp_path)).splitlines() == SAID
    (found,) = json.loads(said(written(tmp_path), "--json"))["procedures"]
    assert (found["slug"], found["findings"][0]) == (
        "conduct",
        {
            "what": "nation",
            "where": ["nation"],
            "why": "These rules are not those of Wales.",
            "source": "Councillor conduct (England)",
            "read": True,
            "about": "",
            "key": "nation",
            "reason": "",
        },
    )


def test_what_is_only_believed_is_called_that(tmp_path):
    text = said(written(tmp_path, regime="eir", nation="england"))
    assert "(Environmental Information Regulations 2004, regulation 11; believed, not read)" in text


def test_a_procedure_under_no_law_has_no_findings(tmp_path):
    assert said(written(tmp_path, regime="")) == "conduct: Councillors, under no body of rules: no findings\n"


def test_a_law_that_is_not_known_is_refused_on_one_line(tmp_path):
    with pytest.raises(
        CommandError, match="“conduct” is under “martial”, which is none of: adult-england"
    ) as refused:
        said(written(tmp_path, regime="martial"))
    assert refused.value.returncode == 2


@pytest.mark.django_db
def test_without_a_name_every_procedure_in_use_is_checked():
    for slug, is_live in (("conduct", True), ("old", False), ("empty", True)):
        made = Procedure.objects.create(slug=slug, title=slug, is_live=is_live)
        if slug != "empty":
            ProcedureVersion.objects.create(
                procedure=made, number=1, document=DOCUMENT, digest="conduct", published_on=date(2026, 1, 1)
            )
    assert said().splitlines() == said("conduct").splitlines() == SAID


@pytest.mark.django_db
def test_a_finding_that_the_page_gives_a_reason_for_is_answered():
    page = law_at_hand.page(law_at_hand.home())
    assert "Answered" not in said("children")
    page.stages[0].value["differs"] = [{"finding": "too-long:responded", "reason": "Agreed with\nthe Ombudsman."}]
    digest = ProcedureVersion.objects.get().digest
    page.save_revision().publish()
    first, *lines = said("children").splitlines()
    assert first.endswith(", 1 answered")
    reason = lines.index("    Answered: Agreed with the Ombudsman.")
    assert "The procedure says 30 working days" in lines[reason - 1]
    assert ProcedureVersion.objects.get().digest == digest
    (found,) = json.loads(said("--json"))["procedures"]
    assert {each["key"]: each["reason"] for each in found["findings"]}["too-long:responded"] == (
        "Agreed with\nthe Ombudsman."
    )
