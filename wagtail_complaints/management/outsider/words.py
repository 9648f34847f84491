"""Which words does nobody else know? One for every field that a person fills in: a leak says where it was."""

BIRD = "kestrelqx"
"""What every secret word of the case begins with: searching for it finds them, and its echo is none of them."""

INBOX_BIRD = "wheatearqx"
"""The same for what waits in the inbox and is no case: whoever keeps the inbox may read it."""

CONSENT = "Waiting for consent"


def word(field: str) -> str:
    return f"{BIRD}{field}"


READABLE = tuple(
    word(field)
    for field in (
        *("subject", "whathappened", "putright", "name", "email", "telephone", "address", "safecontact"),
        *("acknowledgement", "eventnote", "extension", "holdnote", "affected", "contactsafety", "pointreworded"),
        *("note", "message", "declaration", "body", "reasons", "remedy", "sentback"),
        *("requestnote", "notneeded", "filename"),
        *("proposalreason", "surveywords"),
        *("asks", "theirreference", "draftdecision", "findings", "remedyasked"),
        *("actiontext", "actionowner", "actionevidence", "hopedfor", "handedover"),
        *("partbefore", "setaside", "fee", "place", "paper", "came", "recommends", "whypartly"),
    )
)
"""What a manager comes across."""
