"""To whom does a letter go, and is it safe to send it there?"""

from dataclasses import dataclass

from ..models import Case, ContactBy, Party, PartyRole, Submission

ACTS_FOR_OTHERS = (PartyRole.ADVOCATE, PartyRole.REPRESENTATIVE)


@dataclass(frozen=True, slots=True)
class Addressee:
    """Someone who can be written to. Without an e-mail address the letter is printed.

    `party` is who they are in the case; names and addresses are shared by more people than one.
    """

    name: str = ""
    email: str = ""
    address: str = ""
    party: Party | None = None

    @classmethod
    def of_user(cls, user) -> "Addressee":
        return cls(user.get_full_name() or user.get_username(), user.email)

    @classmethod
    def of_party(cls, party: Party) -> "Addressee":
        """Return how to write to `party`, by e-mail only where nothing they said speaks against it."""
        asked_otherwise = party.contact_by and party.contact_by != ContactBy.EMAIL
        unsafe = party.contact_safety and party.contact_by != ContactBy.EMAIL
        email = "" if asked_otherwise or unsafe else party.email
        return cls(party.name, email, party.address, party)

    @classmethod
    def of_submission(cls, submission: Submission) -> "Addressee":
        asked = submission.answer("contact_by")
        unsafe = submission.answer("safe_contact") and asked != ContactBy.EMAIL
        email = "" if unsafe or (asked and asked != ContactBy.EMAIL) else submission.answer("email")
        return cls(submission.answer("name"), email, submission.answer("address"))

    @classmethod
    def of_case(cls, case: Case) -> "Addressee":
        """Return who the council writes to about `case`: whoever acts for the complainant, else they themselves."""
        parties = sorted(case.parties.all(), key=lambda party: party.role not in ACTS_FOR_OTHERS)
        writable = [p for p in parties if p.role != PartyRole.AFFECTED and (p.email or p.address)]
        return cls.of_party(writable[0]) if writable else cls.of_submission(case.submission)
