"""Who needs to know that a letter waits for them, came back, or went out?

Wagtail's own mails stay silent for a task state of our own. A notice says the reference and where to look.
"""

from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_admin_base_url

from ..letters import writing
from ..letters.addressee import Addressee
from ..models import LetterKind, Response


def ask(sign_off, *, by, on):
    """Write to everybody who may sign the step that has just begun."""
    response = sign_off.workflow_state.sign_off_run.response
    for user in sign_off.task.specific.signers(response):
        _notify(user, response, _("A response waits for your signature"), once=f"asked {sign_off.pk}", by=by, on=on)


def tell_sent_back(sign_off, *, by, on):
    response = sign_off.workflow_state.sign_off_run.response
    _notify(response.author, response, _("Your response was sent back"), once=f"back {sign_off.pk}", by=by, on=on)


def tell_issued(response: Response, *, by, on):
    text = _("Your response was signed and sent")
    _notify(response.author, response, text, once=f"out {response.pk}", by=by, on=on)


def _notify(user, response, text, *, once, by, on):
    if not response.is_open_to(user):
        return
    path = AdminURLFinder().get_edit_url(response)
    writing.write(
        LetterKind.SIGN_OFF_NOTICE,
        on=on,
        once=f"sign-off {once} {user.pk}",
        by=by,
        to=Addressee.of_user(user),
        case_stage=response.case_stage,
        text=text,
        link=f"{get_admin_base_url() or ''}{path}",
    )
