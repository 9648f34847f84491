"""Which text exactly did they sign? A digest of it, which no later save can reach.

A Revision row is no pin: autosave overwrites it, after approval and after publication too.
"""

import hashlib
import json

STATE = frozenset(
    {
        "pk",
        "author",
        "latest_revision",
        "live",
        "live_revision",
        "has_unpublished_changes",
        "first_published_at",
        "last_published_at",
        "go_live_at",
        "expire_at",
        "expired",
        "locked",
        "locked_at",
        "locked_by",
        "issued_on",
        "issued_digest",
    }
)
"""What a revision repeats of the object's state: everything else that it holds is signed."""

CHILD_STATE = frozenset({"pk", "response"})


def digest(content: dict, points: list) -> str:
    """Return the digest of what is signed: the content of a revision, and the points that it answers."""
    signed = {key: _without(value, CHILD_STATE) for key, value in content.items() if key not in STATE}
    text = json.dumps({"letter": signed, "points": points}, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _without(value, keys):
    if not isinstance(value, list):
        return value
    children = [{k: v for k, v in row.items() if k not in keys} if isinstance(row, dict) else row for row in value]
    return sorted(children, key=lambda row: json.dumps(row, sort_keys=True, default=str))
