"""How do thousands of open cases get into an empty database? Invented, written in bulk, dated by the engine itself.

A benchmark changes every open case, so nothing is invented where there is a single submission that was not.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import OuterRef, Subquery

from benchmarks import invented_words
from wagtail_complaints.actions import case_words
from wagtail_complaints.actions.rebuilding import recompute_all
from wagtail_complaints.models import (
    Case,
    CaseStage,
    Extension,
    Letter,
    LetterKind,
    Party,
    Procedure,
    ProcedureVersion,
    ServiceArea,
    StageEvent,
    Submission,
)
from wagtail_complaints.procedure import terms
from wagtail_complaints.procedure.document import digest, to_document
from wagtail_complaints.procedure.lengths import Length

MADE_HERE = "benchmark-"
"""How the idempotency key of every invented submission begins."""

FIRST = date(2026, 11, 2)
CHUNK = 1000


class RealCases(SystemExit):
    pass


def check():
    """Do nothing where cases may be invented. Raises: RealCases."""
    if Submission.objects.exclude(idempotency_key__startswith=MADE_HERE).exists():
        raise RealCases("This database holds real submissions: nothing is invented beside them.")


def invent(number: int, *, on: date):
    """Make open cases, received one after another in two weeks; two of three acknowledged, every tenth extended."""
    _invent_plain(number)
    for _case, _found in recompute_all(Case.objects.all(), on=on):
        pass


def invent_told(number: int, *, on: date, owners: list):
    """Make cases with people, words, owners and services: nine of ten closed, as in a register of some years.

    Their dates are strewn over a month and not what the engine would say: they are to be sorted, not believed.
    """
    areas = [ServiceArea.objects.create(name=f"Service {each}", responsible="Director") for each in range(20)]

    def known(each: int, told: dict[str, str]) -> dict:
        is_open = each % 10 == 0
        return {
            "owner": owners[each % len(owners)] if each % 7 else None,
            "service_area": areas[each % len(areas)],
            "subject": " ".join(told["what_happened"].split()[:4]),
            "closed_on": None if is_open else on - timedelta(days=each % 900),
            "close_reason": "" if is_open else "answered",
            "next_due_on": on + timedelta(days=each // 10 % 30 - 8) if is_open else None,
            "next_due_event": "responded" if is_open else "",
        }

    _invent_plain(number, tell=invented_words.tell, known=known)
    stage = CaseStage.objects.filter(case=OuterRef("pk")).values("pk")
    Case.objects.update(current_stage=Subquery(stage))
    made = list(Case.objects.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(made), CHUNK):
        Case.objects.filter(pk__in=made[first : first + CHUNK]).keep_standing()
    for _done in case_words.rebuild():
        pass


def _invent_plain(number: int, tell=lambda number: {}, known=lambda number, told: {}):
    check()
    version = _version()
    for first in range(0, number, CHUNK):
        _invent_some(range(first, min(first + CHUNK, number)), version, tell, known)
    Submission.objects.all().keep_waiting()


@transaction.atomic
def _invent_some(numbers: range, version: ProcedureVersion, tell, known):
    told = {number: tell(number) for number in numbers}
    submissions = Submission.objects.bulk_create(_submission(each, version, told[each]) for each in numbers)
    cases = Case.objects.bulk_create(
        Case(
            reference=sent.reference,
            submission=sent,
            procedure_version=version,
            channel=sent.channel,
            received_on=sent.received_on,
            triaged_on=sent.received_on,
            **known(number, told[number]),
        )
        for number, sent in zip(numbers, submissions, strict=True)
    )
    people = [(case, told[number].get("name")) for number, case in zip(numbers, cases, strict=True)]
    Party.objects.bulk_create(Party(case=case, role="complainant", name=name) for case, name in people if name)
    stages = CaseStage.objects.bulk_create(CaseStage(case=case, key="stage-1") for case in cases)
    acknowledged = [stage for number, stage in zip(numbers, stages, strict=True) if number % 3]
    StageEvent.objects.bulk_create(
        StageEvent(case_stage=stage, event="acknowledged", on=stage.case.received_on) for stage in acknowledged
    )
    Extension.objects.bulk_create(
        Extension(case_stage=stage, to=FIRST + timedelta(days=60), given_on=FIRST, reason="Invented.")
        for number, stage in zip(numbers, stages, strict=True)
        if number % 10 == 0
    )
    Letter.objects.bulk_create(_letter(stage) for stage in acknowledged)


def _submission(number: int, version: ProcedureVersion, told: dict[str, str]) -> Submission:
    told = {"what_happened": "Invented.", **told}
    return Submission(
        reference=f"BM-{number:06}",
        kind="complaint",
        channel="form",
        on_behalf="myself",
        answers=[{"key": key, "label": key, "value": value} for key, value in told.items()],
        procedure=version.procedure,
        received_on=FIRST + timedelta(days=number % 12),
        idempotency_key=f"{MADE_HERE}{number}",
    )


def _letter(stage: CaseStage) -> Letter:
    return Letter(
        case=stage.case,
        case_stage=stage,
        kind=LetterKind.ACKNOWLEDGEMENT,
        subject="Invented",
        body="Invented.",
        once=f"{MADE_HERE}{stage.pk}",
        dated=stage.case.received_on,
        promised_event="responded",
        promised_on=date(2026, 12, 1),
    )


def _version() -> ProcedureVersion:
    agreed = terms.Procedure(
        slug="benchmark",
        title="Benchmark",
        nation=terms.Nation.ENGLAND,
        kinds=(terms.Kind.COMPLAINT,),
        stages=(
            terms.Stage(
                key="stage-1",
                name="Stage 1",
                decided_by="Team manager",
                entry=terms.Entry.FIRST,
                timescales=(
                    terms.Timescale("acknowledged", "received", within=Length.parse("3 working days")),
                    terms.Timescale(
                        "responded",
                        "received",
                        within=Length.parse("20 working days"),
                        extendable_to=Length.parse("65 working days"),
                    ),
                ),
            ),
        ),
    )
    procedure, _is_new = Procedure.objects.get_or_create(slug=agreed.slug, defaults={"title": agreed.title})
    return ProcedureVersion.objects.create(
        procedure=procedure,
        number=procedure.versions.count() + 1,
        document=to_document(agreed),
        digest=digest(agreed),
        published_on=date(2026, 1, 5),
    )
