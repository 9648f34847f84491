"""Who has a part in a stage, and until when? Somebody on the staff, or of the register of people outside it."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Appointment, Case, CaseStage, OutsidePerson, StageEvent
from ..models.audit import actor_name
from ..models.independence_facts import who
from ..models.sight import open_to
from ..procedure import clock
from ..procedure.independence import DECIDING
from ..procedure.journey import MoveRefused, Verb
from ..procedure.panel import no_seat
from ..procedure.terms import Does, Event
from ..procedure.wording import in_words
from . import independence
from .moves import Making, making

_ONE_OF_SEVERAL = {
    Does.SITS: gettext_lazy("Panel member"),
    Does.INVESTIGATES: gettext_lazy("Investigator"),
    Does.OBSERVES: gettext_lazy("Observer"),
    Does.ADVISES: gettext_lazy("Adviser"),
}


def appoint(
    case_stage: CaseStage,
    *,
    does: str,
    by,
    on: date,
    role: str = "",
    user=None,
    person: OutsidePerson | None = None,
    name: str = "",
    declaration: str = "",
) -> Appointment:
    """Give a part in the stage to a member of staff or a person outside it; a name not known yet is registered.

    Without a role it is what the procedure calls the part. Raises: PermissionDenied, MoveRefused, Conflicted.
    """
    with making(Verb.APPOINT, case_stage.case, by=by, on=on, stage=case_stage) as made:
        person = person or (None if user else _registered(name))
        if not (user or person):
            raise MoveRefused(_("Say who is appointed."))
        user, person = _both(user, person)
        _check_free(case_stage, does, user, person, on)
        check_open_to(case_stage.case, user)
        independence.check(case_stage, does, user=user, person=person)
        appointment = Appointment.objects.create(
            case_stage=case_stage,
            does=does,
            role=role.strip() or role_of(case_stage, does),
            user=user,
            person=person,
            name=person.name if person else "",
            declaration=declaration,
            appointed_on=on,
        )
        if does == Does.DECIDES and user:
            case_stage.decider = user
            case_stage.save()
        _record_investigator(made, case_stage, does, on=on, by=by)
    return appointment


def end_appointment(appointment: Appointment, *, on: date, by, reason: str) -> Appointment:
    """End somebody's part in a stage, and with it their sight of the case; of a closed one too.

    Raises: PermissionDenied, MoveRefused.
    """
    if not reason.strip():
        raise MoveRefused(_("Say why it ends."))
    with making(Verb.END_APPOINTMENT, appointment.case_stage.case, by=by, on=on, reason=reason):
        appointment.refresh_from_db()
        if appointment.ended_on:
            raise MoveRefused(_("This appointment has ended already."))
        if on < appointment.appointed_on:
            raise MoveRefused(_("An appointment cannot end before it began."))
        appointment.ended_on = on
        appointment.save()
        stage = appointment.case_stage
        if appointment.does == Does.DECIDES and appointment.user_id and stage.decider_id == appointment.user_id:
            stage.decider = None
            stage.save()
    return appointment


def role_of(case_stage: CaseStage, does: str) -> str:
    """Return what the procedure calls whoever has this part in the stage; one of several, by what they do.

    What it calls several together (“Three independent people”) is no name for one of them.
    """
    terms = case_stage.terms
    person = next((each for each in terms.people if each.does == does and each.who), None)
    if person and (person.number or 1) > 1 and does in _ONE_OF_SEVERAL:
        return str(_ONE_OF_SEVERAL[does])
    named = person.who if person else ""
    unnamed = {Does.CHAIRS: _("Chair"), **dict.fromkeys(DECIDING, terms.decided_by)}
    return named or unnamed.get(Does(does), terms.decided_by)


def check_open_to(case: Case, *people):
    """Pass where the case can be given to these people; None is nobody. Raises: MoveRefused."""
    is_open = open_to(case)
    for someone in filter(None, people):
        if not is_open(someone):
            raise MoveRefused(
                _(
                    "%(name)s may not see this case: the complaint is about them, or it is restricted and they are "
                    "not named for it."
                )
                % {"name": actor_name(someone)}
            )


def _registered(name: str) -> OutsidePerson | None:
    """Return the person of this name in the register, who is put there where there is nobody."""
    if not name.strip():
        return None
    known = OutsidePerson.objects.filter(name__iexact=name.strip(), is_active=True)
    if known.count() > 1:
        raise MoveRefused(_("There are several people of this name in the register. Choose one of them there."))
    return known.first() or OutsidePerson.objects.create(name=name.strip())


def _both(user, person: OutsidePerson | None):
    """Return the account and the row of the register of one person, where they have both."""
    if person and person.user_id:
        return person.user, person
    return user, person or (OutsidePerson.objects.filter(user=user).first() if user else None)


def _check_free(case_stage: CaseStage, does: str, user, person: OutsidePerson | None, on: date):
    now = case_stage.appointments.filter(ended_on=None)
    if now.filter(does=does, user=user, person=person).exists():
        raise MoveRefused(_("That person has this part already."))
    if person and not person.is_active:
        raise MoveRefused(_("That person cannot be appointed any more."))
    if user and not user.is_active:
        raise MoveRefused(_("That person’s account is closed."))
    if person and (absence := person.away_on(on)):
        days = {"first": in_words(absence.from_on), "last": in_words(absence.to_on)}
        raise MoveRefused(_("They are not available from %(first)s to %(last)s.") % days)
    taken = [(row.does, who(row.user_id, row.person, row.name)) for row in now.select_related("person")]
    if reason := no_seat(case_stage.terms, does, who(user and user.pk, person), taken):
        raise MoveRefused(reason)


def _record_investigator(made: Making, case_stage: CaseStage, does: str, *, on: date, by):
    """Record the appointment as the event too, where a clock of the stage counts to it or from it."""
    facts = made.state.facts
    event = Event.INVESTIGATOR_APPOINTED
    counted = {each for timescale in facts.timescales(case_stage.terms) for each in (timescale.event, timescale.of)}
    if does == Does.INVESTIGATES and event in counted and event not in facts.stage(case_stage.key).events:
        clock.check_event(facts, case_stage.key, event, on)
        StageEvent.objects.create(case_stage=case_stage, event=event, on=on, recorded_by=by)
