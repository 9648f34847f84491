"""Which roles does a complaints team have, and what may each do? A council maps them to its groups.

Source: the roles of the statutory procedures and the Ombudsman's guides. Row rules (whose cases) are in
`models.case.CaseQuerySet.visible_to`; independence (who may sign) is in `procedure.sign_off`.
"""

from dataclasses import dataclass

REGISTERS = ("servicearea", "extraholiday", "closureday", "schoolterm", "advocacyprovider", "lettertext")


def _all(*models: str) -> tuple[str, ...]:
    return tuple(f"{verb}_{model}" for model in models for verb in ("view", "add", "change"))


@dataclass(frozen=True, slots=True)
class Role:
    """A group of the site: its name and the codenames of its permissions in this app."""

    name: str
    permissions: tuple[str, ...]
    edits_pages: bool = False


EDITOR = Role("Complaints editors", (*_all("feedbackform"), "view_pageverdict"), edits_pages=True)
CONTACT_CENTRE = Role("Contact centre", ("add_case", "view_case"))
MANAGER = Role(
    "Complaints managers",
    (
        *_all("feedbackform", *REGISTERS),
        "add_case",
        "view_case",
        "view_every_case",
        "triage_case",
        "work_case",
        "assign_case",
        "correct_case",
        "close_case",
        "view_submission",
        "triage_submission",
        "view_letter",
        "change_letter",
        "view_datenotice",
        "view_pageverdict",
        "change_datenotice",
        "view_response",
        "change_response",
        "change_complaintssettings",
        "share_savedview",
        "view_equalityfigure",
    ),
)
INVESTIGATOR = Role("Investigating managers", ("view_case", "work_case", "view_response", "change_response"))
SIGNER = Role("Complaints signers", ("view_case", "view_response"))
AUDITOR = Role(
    "Complaints auditors",
    (
        "view_case",
        "view_every_case",
        "view_submission",
        "view_letter",
        "view_datenotice",
        "view_response",
        "view_feedbackform",
        "view_equalityfigure",
        "view_pageverdict",
        *(f"view_{register}" for register in REGISTERS),
    ),
)

ROLES = (EDITOR, CONTACT_CENTRE, MANAGER, INVESTIGATOR, SIGNER, AUDITOR)
