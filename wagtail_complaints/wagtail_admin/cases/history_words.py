"""How is each kind of fact told in the history of a case? What its first row says, and which changes are silent."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import TaskState

from ... import models
from ...conf import UNITED_KINGDOM
from ...models import Case
from .. import words
from ..changes import Names, short, shown

_BOOKKEEPING = frozenset(
    {"is_current", "supersedes", "recorded_by", "recorded_at", "correction_reason", "case", "case_stage"}
)

_BOTH_ENDS = frozenset({"from_case", "to_case", "linked_by", "linked_on"})

_OF_A_MEETING = _BOOKKEEPING | {"meeting", "appointment", "party"}

_KEPT_WITH_THE_RESPONSE = frozenset(
    {"body", "contains", "issued_digest", "live", "latest_revision", "live_revision", "has_unpublished_changes"}
    | {"first_published_at", "last_published_at"}
)
"""The words of a letter are read in the letter itself, and in its revisions."""


@dataclass(frozen=True, slots=True)
class Telling:
    """`path` leads from a history row to the case; `opening` and `about` are given a row and the case."""

    model: type
    path: str
    opening: Callable[[object, Case, Names], str]
    about: Callable[[object, Case], str]
    silent: frozenset[str] = _BOOKKEEPING

    def rows_of(self, case: Case):
        return self.model.history.filter(**{self.path: case.pk}).order_by("history_date", "history_id")


def stage_name(key: str, case: Case) -> str:
    return next((stage.name for stage in case.terms.stages if stage.key == key), key)


def about_stage(case_stage_id: int, case: Case) -> str:
    keys = {stage.pk: stage.key for stage in case.stages.all()}
    return stage_name(keys.get(case_stage_id, ""), case)


def _in_stage(row, case: Case) -> str:
    return about_stage(row.case_stage_id, case)


def _of(row, case: Case, said: str, *more: str) -> str:
    return ". ".join(filter(None, (f"{_in_stage(row, case)}: {said}", *map(short, more))))


def _case(row, case, names):
    given = {"version": case.procedure_version, "day": date_format(row.received_on)}
    return _("Case opened under “%(version)s”, received on %(day)s") % given


def _case_stage(row, case, names):
    name = stage_name(row.key, case)
    if row.requested_on is None:
        return _("“%(stage)s” started") % {"stage": name}
    said = _("“%(stage)s” asked for on %(day)s")
    if row.is_late:
        said = _("“%(stage)s” asked for late, on %(day)s")
    said %= {"stage": name, "day": date_format(row.requested_on)}
    if row.requested_by:
        said = _("%(asked)s, by %(name)s") % {"asked": said, "name": short(row.requested_by)}
    return ". ".join(filter(None, (said, short(", ".join(row.grounds)))))


def _event(row, case, names):
    said = _("%(what)s, %(day)s") % {"what": words.done(row.event), "day": date_format(row.on)}
    return _of(row, case, said, row.note)


def _extension(row, case, names):
    said = _("%(what)s extended to %(day)s") % {"what": words.owed(row.event), "day": date_format(row.to)}
    agreed = {True: _("The complainant agreed"), False: _("The complainant did not agree")}
    return _of(row, case, said, row.reason, agreed.get(row.complainant_agreed, ""))


def _proposal(row, case, names):
    given = {"what": words.owed(row.event), "day": date_format(row.to)}
    return _of(row, case, _("%(what)s: later date proposed, %(day)s") % given, row.reason)


def _hold(row, case, names):
    given = {"start": date_format(row.from_on), "end": date_format(row.to_on) if row.to_on else ""}
    said = _("On hold from %(start)s to %(end)s") if row.to_on else _("On hold from %(start)s")
    return _of(row, case, said % given, row.reason, row.note)


def _set_date(row, case, names):
    key = next((stage.key for stage in case.stages.all() if stage.pk == row.case_stage_id), "")
    known = [each for stage in case.terms.stages if stage.key == key for each in stage.timescales]
    given = {"what": words.dated(row.timescale, known), "day": date_format(row.due_on)}
    return _of(row, case, _("%(what)s: date set, %(day)s") % given, row.reason)


def _party(row, case, names):
    return f"{row.get_role_display()}: {row.name or _('no name given')}"


def _appointment(row, case, names):
    who = row.name or shown(row._meta.get_field("user"), row.user_id, names=names)
    given = {"role": row.role, "who": who, "day": date_format(row.appointed_on)}
    return _of(row, case, _("%(role)s appointed on %(day)s: %(who)s") % given)


def _fee(row, case, names):
    said = _("Fee paid on %(day)s: £%(sum)s") if row.kind == models.FeeKind.PAID else _("Fee agreed: £%(sum)s")
    return ". ".join(filter(None, (said % {"sum": row.amount, "day": date_format(row.on)}, short(row.note))))


def _override(row, case, names):
    given = {"who": _whoever(row, names), "rule": row.get_against_display(), "source": row.source}
    return _of(row, case, _("Rule set aside for %(who)s: %(rule)s (%(source)s)") % given)


def _meeting(row, case, names):
    given = {"day": date_format(row.meets_on), "place": row.place}
    said = _("Panel’s meeting arranged for %(day)s, %(place)s") if row.place else _("Panel’s meeting: %(day)s")
    return _of(row, case, said % given)


def _paper(row, case, names):
    given = {"day": date_format(row.sent_on), "title": short(row.title)}
    return _("Sent to the panel on %(day)s: %(title)s") % given


def _attendance(row, case, names):
    said = _("Came to the panel: %(who)s") if row.came else _("Did not come to the panel: %(who)s")
    return said % {"who": row.name}


def _recommendation(row, case, names):
    return _of(row, case, _("The panel recommends: %(text)s") % {"text": short(row.text)})


def _earlier_part(row, case, names):
    return _("Had a part before: %(who)s, %(what)s") % {"who": _whoever(row, names), "what": short(row.what)}


def _point(row, case, names):
    return _("Point %(number)s: %(text)s") % {"number": row.number, "text": short(row.text)}


def _lateness(row, case, names):
    given = {"day": date_format(row.decided_on)}
    if row.is_taken_on:
        said = _("Late, and taken on all the same, %(day)s") % given
    else:
        said = _("Late, and not taken on, %(day)s") % given
    stage = row.case_stage_id and about_stage(row.case_stage_id, case)
    said = f"{stage}: {said}" if stage else said
    return ". ".join(filter(None, (said, short(row.why_not_sooner), short(row.can_be_fair))))


def _statement(row, case, names):
    given = {"number": row.number, "day": date_format(row.sent_on)}
    return _of(row, case, _("Statement of complaint, version %(number)s, sent on %(day)s") % given)


def _referral(row, case, names):
    return _of(row, case, _("Referred early to: %s") % row.body)


def _stage_letter(row, case, names):
    given = {"letter": row.name, "day": date_format(row.sent_on)}
    return _of(row, case, _("%(letter)s sent on %(day)s") % given)


def _action(row, case, names):
    given = {"text": short(row.text), "day": date_format(row.due_on)}
    return _("Action agreed, by %(day)s: %(text)s") % given


def _learning(row, case, names):
    said = _("Nothing was learnt, because: %s") if row.is_none else _("What was learnt: %s")
    return said % short(row.text)


def _link(row, case, names):
    """The other case is not named: whoever reads this history may not see that one."""
    kind = models.LinkKind(row.kind)
    said = {
        models.LinkKind.SPLIT: (_("Split off from another case"), _("A part of it was split off as a case")),
        models.LinkKind.DUPLICATE: (_("A duplicate of another case"), _("Another case is a duplicate of it")),
        models.LinkKind.RELATED: (_("Linked with another case"), _("Linked with another case")),
    }[kind]
    return said[0] if row.from_case_id == case.pk else said[1]


_OF_A_MESSAGE = frozenset({"case", "party", "is_ours", "about", "hold", "answers", "written_at", "written_by"})
_OF_A_WAY_IN = frozenset({"party", "letter", "made_at", "made_by", "expires_at"})


def _message(row, case, names):
    said = _("Message sent: %(text)s") if row.is_ours else _("Message received: %(text)s")
    return said % {"text": short(row.text)}


def _way_in(row, case, names):
    return _("Tracking page opened to somebody: %(way)s") % {"way": row.get_way_display()}


def _enquiry(row, case, names):
    given = {"body": row.body, "day": date_format(row.received_on)}
    return _("Enquiry of %(body)s received on %(day)s") % given


def _remedy(row, case, names):
    return _("Remedy asked for by an ombudsman: %(text)s") % {"text": short(row.text)}


def _bundle(row, case, names):
    return _("Bundle of the papers made")


def _note(row, case, names):
    return _("Note: %(text)s") % {"text": short(row.text)}


def _response(row, case, names):
    return _of(row, case, _("Response drafted"))


def _restriction(row, case, names):
    return _("Restricted to named people: %(reason)s") % {"reason": short(row.reason)}


def _named(row, case, names):
    return _("Named for the restricted case: %(who)s") % {"who": _who(row, names)}


def _complained_about(row, case, names):
    return _("The complaint is about a member of staff: %(who)s") % {"who": _who(row, names)}


def _glass(row, case, names):
    until = date_format(localtime(row.until, UNITED_KINGDOM), "DATETIME_FORMAT")
    return _("Opened while restricted, until %(until)s") % {"until": until}


def _whoever(row, names):
    """Return the name of somebody on the staff, or of the register of people outside it."""
    return _who(row, names) if row.user_id else shown(row._meta.get_field("person"), row.person_id, names=names)


def _who(row, names):
    return shown(row._meta.get_field("user"), row.user_id, names=names)


DECIDED = {
    TaskState.STATUS_APPROVED: gettext_lazy("Signed"),
    TaskState.STATUS_REJECTED: gettext_lazy("Sent back"),
    TaskState.STATUS_CANCELLED: gettext_lazy("Cancelled"),
    TaskState.STATUS_SKIPPED: gettext_lazy("Passed over"),
    TaskState.STATUS_IN_PROGRESS: gettext_lazy("Waiting"),
}

TELLINGS = (
    Telling(models.Case, "id", _case, lambda row, case: ""),
    Telling(
        models.CaseStage,
        "case",
        _case_stage,
        lambda row, case: stage_name(row.key, case),
        _BOOKKEEPING | {"has_gate"},
    ),
    Telling(models.StageEvent, "case_stage__case", _event, _in_stage),
    Telling(models.Extension, "case_stage__case", _extension, _in_stage),
    Telling(
        models.ExtensionProposal,
        "case_stage__case",
        _proposal,
        lambda row, case: _("%(stage)s, later date proposed") % {"stage": _in_stage(row, case)},
        _BOOKKEEPING | {"extension"},
    ),
    Telling(
        models.Hold,
        "case_stage__case",
        _hold,
        lambda row, case: _("%(stage)s, hold") % {"stage": _in_stage(row, case)},
    ),
    Telling(models.SetDate, "case_stage__case", _set_date, _in_stage),
    Telling(models.Party, "case", _party, lambda row, case: row.get_role_display()),
    Telling(
        models.Appointment,
        "case_stage__case",
        _appointment,
        lambda row, case: f"{_in_stage(row, case)}: {row.role}",
    ),
    Telling(
        models.AppointmentFee,
        "appointment__case_stage__case",
        _fee,
        lambda row, case: _("Fee"),
        _BOOKKEEPING | {"appointment"},
    ),
    Telling(models.IndependenceOverride, "case_stage__case", _override, _in_stage),
    Telling(models.PanelMeeting, "case_stage__case", _meeting, _in_stage),
    Telling(models.PanelPaper, "meeting__case_stage__case", _paper, lambda row, case: _("Paper"), _OF_A_MEETING),
    Telling(
        models.PanelAttendance,
        "meeting__case_stage__case",
        _attendance,
        lambda row, case: _("Attendance"),
        _OF_A_MEETING,
    ),
    Telling(
        models.Recommendation,
        "case_stage__case",
        _recommendation,
        lambda row, case: _("%(stage)s, recommendation") % {"stage": _in_stage(row, case)},
    ),
    Telling(models.EarlierPart, "case", _earlier_part, lambda row, case: _("Part before")),
    Telling(
        models.PointOfComplaint, "case", _point, lambda row, case: _("Point %(number)s") % {"number": row.number}
    ),
    Telling(
        models.Statement,
        "case_stage__case",
        _statement,
        lambda row, case: _("%(stage)s, statement") % {"stage": _in_stage(row, case)},
        _BOOKKEEPING | {"points", "outcomes", "number", "sent_on", "sent_by", "party"},
    ),
    Telling(
        models.EarlyReferral,
        "case_stage__case",
        _referral,
        lambda row, case: _("%(stage)s, early referral") % {"stage": _in_stage(row, case)},
        _BOOKKEEPING | {"conditions", "referred_by", "instead_of"},
    ),
    Telling(models.StageLetterSent, "case_stage__case", _stage_letter, _in_stage),
    Telling(models.AgreedAction, "case", _action, lambda row, case: _("Action")),
    Telling(models.CaseLearning, "case", _learning, lambda row, case: _("Learning")),
    Telling(models.CaseLink, "from_case", _link, lambda row, case: _("Link"), _BOTH_ENDS),
    Telling(models.CaseLink, "to_case", _link, lambda row, case: _("Link"), _BOTH_ENDS),
    Telling(models.LatenessDecision, "case", _lateness, lambda row, case: _("Late complaint")),
    Telling(models.OmbudsmanEnquiry, "case", _enquiry, lambda row, case: row.body),
    Telling(
        models.EnquiryRemedy,
        "enquiry__case",
        _remedy,
        lambda row, case: _("Remedy"),
        _BOOKKEEPING | {"enquiry"},
    ),
    Telling(models.CaseBundle, "case", _bundle, lambda row, case: _("Bundle")),
    Telling(models.CaseMessage, "case", _message, lambda row, case: _("Message"), _OF_A_MESSAGE),
    Telling(models.TrackingAccess, "party__case", _way_in, lambda row, case: row.get_way_display(), _OF_A_WAY_IN),
    Telling(models.CaseNote, "case", _note, lambda row, case: _("Note")),
    Telling(models.Restriction, "case", _restriction, lambda row, case: _("Restriction")),
    Telling(models.NamedPerson, "restriction__case", _named, lambda row, case: _("Person named for the case")),
    Telling(models.ComplainedAbout, "case", _complained_about, lambda row, case: _("Staff complained about")),
    Telling(models.BrokenGlass, "case", _glass, lambda row, case: _("Opened while restricted")),
    Telling(
        models.Response,
        "case_stage__case",
        _response,
        lambda row, case: _("%(stage)s, response") % {"stage": _in_stage(row, case)},
        _BOOKKEEPING | _KEPT_WITH_THE_RESPONSE,
    ),
)

DEADLINES = Telling(
    models.Deadline,
    "case_stage__case",
    lambda row, case, names: "",
    lambda row, case: f"{_in_stage(row, case)}: {_('%(what)s due') % {'what': words.owed(row.event)}}",
)
