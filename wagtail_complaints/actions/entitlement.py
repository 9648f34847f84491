"""May this person complain, for themselves or for somebody else, and is somebody's consent needed for it?

Consent is asked for only where it is needed: whoever the procedure lists in their own right complains without it,
and to refuse them for want of it is fault (LGSCO, Lancashire 2019). Waiting for consent stops no clock by itself.
"""

from datetime import date

from django.utils.translation import gettext as _

from ..models import Consent, Party, PartyRole
from ..procedure.journey import MoveRefused
from ..procedure.terms import Complainant
from . import people

ANSWERED = (Consent.GIVEN, Consent.REFUSED)


def decide(
    party: Party,
    *,
    entitlement: str,
    consent: str,
    by,
    on: date,
    consent_on: date | None = None,
    relationship: str = "",
    understanding: str = "",
    reason: str = "",
) -> Party:
    """Record why somebody may complain, and how it stands with the consent of the person affected.

    `entitlement` is in the words of the procedure where it lists them; `understanding` says what the person
    affected can decide for themselves (capacity, or a child's own understanding).
    Raises: PermissionDenied, MoveRefused.
    """
    if not entitlement.strip():
        raise MoveRefused(_("Say why they may complain."))
    if party.role == PartyRole.AFFECTED:
        raise MoveRefused(_("This is the person affected: it is asked of whoever complains."))
    listed = next((each for each in party.case.terms.complainants if each.who == entitlement), None)
    if listed:
        _check_listed(listed, consent, understanding, reason)
    if consent in ANSWERED and not consent_on:
        raise MoveRefused(_("Say on which day they answered."))
    if consent_on and consent_on > on:
        raise MoveRefused(_("That day has not come yet."))
    return people.change(
        party,
        by=by,
        reason=reason,
        entitlement=entitlement,
        consent=consent,
        consent_on=consent_on if consent in ANSWERED else None,
        understanding=understanding,
        **({"relationship": relationship} if relationship else {}),
    )


def _check_listed(listed: Complainant, consent: str, understanding: str, reason: str):
    if not listed.needs and consent != Consent.NOT_NEEDED:
        raise MoveRefused(_("The procedure lists them in their own right: nobody’s consent is needed."))
    if listed.needs == "consent" and consent == Consent.NOT_NEEDED and not understanding.strip():
        raise MoveRefused(
            _("The procedure asks for consent here. If the person cannot give it, say so and how you know.")
        )
    if listed.needs == "decision" and not reason.strip():
        raise MoveRefused(_("The procedure leaves this to a decision. Give its reason."))
