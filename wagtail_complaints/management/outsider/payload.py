"""What does an outsider send? What any of our forms could ask for, at once."""

from .canary import Canary
from .invented_case import seen


def payload(canary: Canary) -> dict:
    """Return what any of our forms could ask for, at once: a form takes what it knows."""
    said = "An outsider was here"
    today = canary.on.isoformat()
    days = (
        *("on", "received_on", "given_on", "from_on", "to_on", "due_on", "requested_on", "starts_on", "reply_by"),
        *("declared_on", "ended_on", "meets_on", "sent_on", "made_on"),
    )
    texts = (
        "text",
        "reason",
        "why",
        "note",
        "name",
        "role",
        "declaration",
        "subject",
        "to",
        "comment",
        "passed_to",
        "because",
        "what",
        "titles",
    )
    return {
        **dict.fromkeys(days, today),
        **dict.fromkeys(texts, said),
        "what_happened": said,
        "outcome": "upheld",
        "answer": "agreed",
        "owner": canary.author.pk,
        "user": canary.author.pk,
        "person": canary.author.pk,
        "deputy": canary.manager.pk,
        "cases": [canary.case.pk],
        "decider": canary.author.pk,
        "procedure": canary.case.procedure_version.procedure_id,
        "kind": "complaint",
        "channel": "telephone",
        "on_behalf": "myself",
        "does": "advises",
        "amount": "10",
        "says": "accepted",
        "event": "discussed",
        "strike_out": "on",
        "idempotency_key": "an-outsider",
        "seen": seen(canary.response),
        "has_read": "on",
        "action-submit": "1",
        "action-publish": "1",
        "action-workflow-action": "1",
        "is_editing": "1",
        "confirm": "yes",
        "council_name": said,
        "review_days": "1",
        "next": "https://elsewhere.example/",
        "body": "null",
        "findings-TOTAL_FORMS": 0,
        "findings-INITIAL_FORMS": 0,
        "questions-TOTAL_FORMS": 0,
        "questions-INITIAL_FORMS": 0,
    }
