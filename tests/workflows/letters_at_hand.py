"""What does an attacker send, and what has become of the letter?"""

import json

from django.urls import reverse

from tests import signing
from wagtail_complaints.models import Letter, LetterKind, Response

HEAD, DIRECTOR = "Head of service", "Director"


def address(name, response, *args):
    return reverse(f"wagtailsnippets_wagtail_complaints_response:{name}", args=(response.pk, *args))


def post_decision(client, by, response, action="approve", task_state=None, **said):
    client.force_login(by)
    task_state = task_state or response.current_workflow_task_state
    data = {"seen": signing.seen(response), "has_read": "on", "comment": "Fine." if action == "approve" else "No."}
    return client.post(address("workflow_action", response, action, task_state.pk), {**data, **said})


def editor_data(response, *, body="Changed", **more):
    """Return what the editor posts for this letter."""
    rows = list(response.findings.all())
    data = {
        "body": json.dumps({"blocks": [{"key": "a", "text": body, "type": "unstyled"}], "entityMap": {}}),
        "outcome": "upheld",
        "findings-TOTAL_FORMS": len(rows),
        "findings-INITIAL_FORMS": len(rows),
        "findings-MIN_NUM_FORMS": 0,
        "findings-MAX_NUM_FORMS": 1000,
    }
    for place, row in enumerate(rows):
        data |= {
            f"findings-{place}-id": row.pk,
            f"findings-{place}-point": row.point_id,
            f"findings-{place}-finding": "upheld",
            f"findings-{place}-reasons": "We looked.",
            f"findings-{place}-remedy": "",
        }
    return data | more


def fresh(response):
    return Response.objects.get(pk=response.pk)


def was_sent():
    return Letter.objects.filter(kind=LetterKind.RESPONSE).exists()
