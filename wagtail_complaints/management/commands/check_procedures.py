"""Say where procedures differ from the law they are under: files, slugs, or every one in use. It advises only."""

import json
from dataclasses import asdict

from wagtail_complaints.procedure.problem import spelled
from wagtail_complaints.procedure.regimes import Finding, compare
from wagtail_complaints.procedure.terms import Procedure
from wagtail_complaints.procedure_files import regimes

from ..answers import OneLineCommand
from ..due_dates import WrongInput, procedure_in
from ..published import all_published, is_a_file, published


class Command(OneLineCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "procedures", nargs="*", metavar="PROCEDURE", help="A TOML file or a slug; none: all in use."
        )
        parser.add_argument("--json", action="store_true")

    def answer(self, options) -> str:
        names = options["procedures"]
        read = [procedure_in(name) if is_a_file(name) else published(name) for name in names]
        found = [(each, _findings(each)) for each in (read if names else all_published())]
        return _as_json(found) if options["json"] else "".join(_as_text(*each) for each in found)


def _findings(procedure: Procedure) -> tuple[Finding, ...]:
    if not procedure.regime:
        return ()
    if procedure.regime not in regimes():
        known = ", ".join(regimes())
        raise WrongInput(f"“{procedure.slug}” is under “{procedure.regime}”, which is none of: {known}.")
    return compare(procedure, regimes()[procedure.regime])


def _as_json(found) -> str:
    said = [
        {"slug": procedure.slug, "regime": procedure.regime, "findings": [asdict(each) for each in findings]}
        for procedure, findings in found
    ]
    return json.dumps({"procedures": said}, indent=2, ensure_ascii=False) + "\n"


def _as_text(procedure: Procedure, findings: tuple[Finding, ...]) -> str:
    under = regimes()[procedure.regime].title if procedure.regime else "no body of rules"
    number = f"{len(findings) or 'no'} {'finding' if len(findings) == 1 else 'findings'}"
    said = [f"{procedure.slug}: {procedure.title}, under {under}: {number}"]
    for each in findings:
        believed = "" if each.read else "; believed, not read"
        said.append(f"  {spelled(each.where)}: {each.why} ({each.source}{believed})")
    return "\n".join(said) + "\n"
