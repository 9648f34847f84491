"""Which roles does a complaints team have, and what may each do? A council maps them to its groups.

Source: the roles of the statutory procedures and the Ombudsman's guides. Row rules (whose cases) are in
`models.sight`; independence (who may sign) is in `procedure.sign_off`.
"""

from dataclasses import dataclass

REGISTERS = (
    "servicearea",
    "serviceprovider",
    "extraholiday",
    "closureday",
    "schoolterm",
    "advocacyprovider",
    "lettertext",
    "outsideperson",
)


def _all(*models: str) -> tuple[str, ...]:
    return tuple(f"{verb}_{model}" for model in models for verb in ("view", "add", "change"))


@dataclass(frozen=True, slots=True)
class Role:
    """A group of the site: its name and the codenames of its permissions in this app."""

    name: str
    permissions: tuple[str, ...]
    edits_pages: bool = False


_CASE_WORK = ("view_case", "work_case", "view_response", "change_response")
_EVERYTHING_TO_READ = (
    "view_case",
    "view_every_case",
    "view_figures",
    "view_submission",
    "view_letter",
    "view_datenotice",
    "view_ombudsmanenquiry",
    "view_agreedaction",
    "view_response",
    "view_team",
    "view_feedbackform",
    "view_equalityfigure",
    "view_surveyfigure",
    "view_pageverdict",
    *(f"view_{register}" for register in REGISTERS),
)

EDITOR = Role("Complaints editors", (*_all("feedbackform"), "view_pageverdict"), edits_pages=True)
CONTACT_CENTRE = Role("Contact centre", ("add_case", "view_case"))
MANAGER = Role(
    "Complaints managers",
    (
        *_all("feedbackform", "team", *REGISTERS),
        "add_case",
        "view_case",
        "view_every_case",
        "view_figures",
        "triage_case",
        "work_case",
        "assign_case",
        "correct_case",
        "override_independence",
        "close_case",
        "bundle_case",
        "restrict_case",
        "arrange_deputies",
        "view_submission",
        "triage_submission",
        "view_letter",
        "change_letter",
        "view_datenotice",
        "view_ombudsmanenquiry",
        "view_agreedaction",
        "view_pageverdict",
        "change_datenotice",
        "view_response",
        "change_response",
        "change_complaintssettings",
        "share_savedview",
        "view_equalityfigure",
        "view_surveyfigure",
    ),
)
SERVICE_MANAGER = Role("Complaints service managers", (*_CASE_WORK, "view_team_case", "view_agreedaction"))
INVESTIGATOR = Role("Investigating managers", _CASE_WORK)
CLERK = Role(
    "Review panel clerks", ("view_case", "work_case", "assign_case", "view_response", *_all("outsideperson"))
)
SIGNER = Role("Complaints signers", ("view_case", "view_response"))
SENIOR_LEAD = Role("Senior leads for complaints", (*_EVERYTHING_TO_READ, "break_glass", "arrange_deputies"))
OMBUDSMAN_LINK = Role(
    "Ombudsman link officers",
    (
        "view_case",
        "view_every_case",
        "work_case",
        "view_submission",
        "view_letter",
        "view_response",
        "view_ombudsmanenquiry",
        "bundle_case",
    ),
)
DATA_PROTECTION = Role("Data protection officers", (*_EVERYTHING_TO_READ, "break_glass"))
AUDITOR = Role("Complaints auditors", _EVERYTHING_TO_READ)
ELECTED_MEMBER = Role("Members responsible for complaints", ("view_figures",))

ROLES = (
    EDITOR,
    CONTACT_CENTRE,
    MANAGER,
    SERVICE_MANAGER,
    INVESTIGATOR,
    CLERK,
    SIGNER,
    SENIOR_LEAD,
    OMBUDSMAN_LINK,
    DATA_PROTECTION,
    AUDITOR,
    ELECTED_MEMBER,
)
