"""Cases as the desk needs them, made by the verbs alone."""

from dataclasses import replace
from datetime import date

from tests import factories
from wagtail_complaints.actions import triage
from wagtail_complaints.procedure import terms
from wagtail_complaints.procedure.lengths import Length

CONSENT = "Waiting for consent"
ADVOCATE = "Waiting for an advocate"
START, UPHELD = "Start of the stage", "All of it was upheld"


def procedure(**fields):
    """Publish the plain procedure with what a desk meets besides: holds, a step without a length, a gate."""
    plain = factories.two_stages()
    first, second = plain.stages
    first = replace(
        first,
        hold_reasons=(CONSENT, ADVOCATE),
        timescales=(*first.timescales, terms.Timescale("discussed", "received")),
    )
    gate = terms.Stage(
        key="review",
        name="Review",
        decided_by="Chief executive",
        entry=terms.Entry.GATE,
        grounds=("The facts were wrong", "The procedure was not followed"),
        timescales=(terms.Timescale("responded", "accepted", within=Length.parse("20 working days")),),
    )
    return factories.procedure_version(
        replace(
            plain,
            stages=(first, second, gate),
            redirects=(
                terms.Redirect("A school", "The school’s own procedure"),
                terms.Redirect("Somebody’s safety", "Safeguarding", urgent=True),
            ),
            **fields,
        )
    ).procedure


def in_full():
    """Publish a procedure that knows every move: of letters, referrals, offers, statements, panels and gates."""
    first, second, gate = procedure().versions.last().terms.stages
    talk = replace(second, key="talk", name="Talk", entry=terms.Entry.OFFER, timescales=())
    agreed = terms.Timescale("statement-agreed", "requested", within=Length.parse("5 working days"))
    letters, upheld = (terms.StageLetter(START),), (UPHELD,)
    panel = replace(gate, people=(terms.Person(terms.Does.SITS, "Panel member", number=3),))
    stages = (
        replace(first, letters=letters, early_referral=upheld),
        talk,
        replace(second, timescales=(agreed, *second.timescales)),
        panel,
    )
    return factories.procedure_version(
        factories.two_stages(slug="in-full", stages=stages, time_limit=Length.parse("12 months"))
    ).procedure


def triaged(*, subject="Missed bins", service_area=None, provider=None, on=factories.MONDAY, **fields):
    if "procedure" not in fields:
        fields["procedure"] = procedure()
    case = factories.case(**fields)
    return triage.triage(
        case,
        procedure=case.procedure_version.procedure,
        by=None,
        on=on,
        subject=subject,
        service_area=service_area,
        provider=provider,
    )


def day(text: str) -> date:
    return date.fromisoformat(text)
