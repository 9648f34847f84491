"""Say where procedures differ from the law they are under: files, slugs, or every one in use. It advises only."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from wagtail_complaints.procedure.problem import spelled
from wagtail_complaints.procedure.reasons import NoSuchLaw, Reasons, Standing, Weighed, standing
from wagtail_complaints.procedure.terms import Procedure
from wagtail_complaints.procedure_files import regimes

from ..answers import OneLineCommand
from ..due_dates import WrongInput, procedure_in
from ..published import all_published, is_a_file, published, reasons_of


class Command(OneLineCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "procedures", nargs="*", metavar="PROCEDURE", help="A TOML file or a slug; none: all in use."
        )
        parser.add_argument("--json", action="store_true")

    def answer(self, options) -> str:
        found = [_standing(*each) for each in _meant(options["procedures"])]
        return _as_json(found) if options["json"] else "".join(_as_text(each) for each in found)


def _meant(names: list[str]) -> Iterator[tuple[Procedure, Reasons]]:
    """Yield each procedure with its council's reasons; a file has none."""
    if not names:
        yield from ((each, reasons_of(each.slug)) for each in all_published())
    for name in names:
        yield (procedure_in(name), Reasons()) if is_a_file(name) else (published(name), reasons_of(name))


def _standing(procedure: Procedure, reasons: Reasons) -> Standing:
    try:
        return standing(procedure, regimes(), reasons)
    except NoSuchLaw as unknown:
        raise WrongInput(str(unknown)) from None


def _as_json(found: list[Standing]) -> str:
    said = [
        {
            "slug": each.procedure.slug,
            "regime": each.procedure.regime,
            "findings": [
                asdict(weighed.finding) | {"key": weighed.finding.key, "reason": weighed.reason}
                for weighed in each.weighed
            ],
        }
        for each in found
    ]
    return json.dumps({"procedures": said}, indent=2, ensure_ascii=False) + "\n"


def _as_text(found: Standing) -> str:
    under = found.regime.title if found.regime else "no body of rules"
    number = len(found.weighed)
    said = f"{number or 'no'} {'finding' if number == 1 else 'findings'}"
    if answered := number - len(found.open):
        said += f", {answered} answered"
    lines = [f"{found.procedure.slug}: {found.procedure.title}, under {under}: {said}"]
    for weighed in found.weighed:
        lines += _line(weighed)
    return "\n".join(lines) + "\n"


def _line(weighed: Weighed) -> Iterator[str]:
    each = weighed.finding
    believed = "" if each.read else "; believed, not read"
    yield f"  {spelled(each.where)}: {each.why} ({each.source}{believed})"
    if weighed.reason:
        yield f"    Answered: {' '.join(weighed.reason.split())}"
