"""Who is a restricted case open to? Restrict, name, lift, break the glass, and note who read it.

Anybody may be named who is not complained about. Whoever restricts a case goes on seeing it: that is their role.
"""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import Site

from .. import conf
from ..letters.addressee import Addressee
from ..letters.writing import write
from ..models import (
    BrokenGlass,
    Case,
    ComplainedAbout,
    ComplaintsSettings,
    LetterKind,
    NamedPerson,
    RestrictedRead,
    Restriction,
)
from ..models.audit import acting, actor_name
from ..models.sight import holders_by_role, holds_by_role, open_to
from ..procedure.journey import MoveRefused


@transaction.atomic
def restrict(case: Case, *, to, reason: str, by, on: date) -> Restriction:
    """Close the case to everybody but the people `to`, and those who may restrict cases.

    Raises: PermissionDenied, MoveRefused.
    """
    _may_restrict(case, by)
    if not reason.strip():
        raise MoveRefused(_("Say why the case is restricted."))
    if case.restrictions.current().exists():
        raise MoveRefused(_("This case is restricted already."))
    with acting(by, reason):
        made = Restriction.objects.create(case=case, reason=reason.strip(), restricted_on=on, restricted_by=by)
        for user in to:
            _name(made, user, by=by, on=on)
    return made


@transaction.atomic
def name(case: Case, *, user, reason: str, by, on: date) -> NamedPerson:
    """Open the restricted case to somebody more. Raises: PermissionDenied, MoveRefused."""
    _may_restrict(case, by)
    restriction = _current(case)
    if not reason.strip():
        raise MoveRefused(_("Say why they need to see it."))
    with acting(by, reason):
        return _name(restriction, user, by=by, on=on)


def _name(restriction: Restriction, user, *, by, on: date) -> NamedPerson:
    if not user.is_active:
        raise MoveRefused(_("That person’s account is closed."))
    if restriction.case.staff_complained_about.current().filter(user=user).exists():
        raise MoveRefused(_("The complaint is about %(name)s.") % {"name": actor_name(user)})
    if restriction.named.current().filter(user=user).exists():
        raise MoveRefused(_("%(name)s is named already.") % {"name": actor_name(user)})
    return NamedPerson.objects.create(restriction=restriction, user=user, named_on=on, named_by=by)


@transaction.atomic
def no_longer_name(named: NamedPerson, *, reason: str, by, on: date) -> NamedPerson:
    """Close the restricted case to somebody who was named. Raises: PermissionDenied, MoveRefused."""
    _may_restrict(named.restriction.case, by)
    named = NamedPerson.objects.select_for_update(of=("self",)).get(pk=named.pk)
    if not reason.strip():
        raise MoveRefused(_("Say why they need not see it any more."))
    if named.ended_on:
        raise MoveRefused(_("This has ended already."))
    named.ended_on = on
    with acting(by, reason):
        named.save()
    return named


@transaction.atomic
def lift(case: Case, *, reason: str, by, on: date) -> Restriction:
    """Open the case again to everybody whose role shows it. Raises: PermissionDenied, MoveRefused."""
    _may_restrict(case, by)
    restriction = _current(case)
    if not reason.strip():
        raise MoveRefused(_("Say why the restriction is lifted."))
    restriction.lifted_on, restriction.lifted_by, restriction.lifted_because = on, by, reason.strip()
    with acting(by, reason):
        restriction.save()
    return restriction


def copy(case: Case, *, to: Case):
    """Close a case that comes of `case` to the same people, and to the same staff complained about.

    It is part of a move that is being made, whose permission, lock and reason it shares.
    """
    for about in case.staff_complained_about.current():
        ComplainedAbout.objects.create(
            case=to, user_id=about.user_id, recorded_on=about.recorded_on, recorded_by_id=about.recorded_by_id
        )
    for restriction in case.restrictions.current():
        made = Restriction.objects.create(
            case=to,
            reason=restriction.reason,
            restricted_on=restriction.restricted_on,
            restricted_by_id=restriction.restricted_by_id,
        )
        for named in restriction.named.current():
            NamedPerson.objects.create(
                restriction=made, user_id=named.user_id, named_on=named.named_on, named_by_id=named.named_by_id
            )


def hides(case: Case, *, from_readers_of: Case) -> bool:
    """Return whether the restriction of `case` shuts somebody out whom that of the other does not."""
    if not case.restrictions.current().exists():
        return False
    if not from_readers_of.restrictions.current().exists():
        return True
    return not _named_for(from_readers_of) <= _named_for(case)


def _named_for(case: Case) -> set[int]:
    named = NamedPerson.objects.current().filter(restriction__case=case)
    return set(named.values_list("user", flat=True))


@transaction.atomic
def break_glass(case: Case, *, reason: str, by, at: datetime) -> BrokenGlass:
    """Open a restricted case to somebody who is not named, for the hours of the site; those who restrict are told.

    Raises: PermissionDenied, also to staff whom the complaint is about; MoveRefused.
    """
    locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if not by.has_perm("wagtail_complaints.break_glass") or _is_about(locked, by):
        raise PermissionDenied
    if not locked.restrictions.current().exists():
        raise MoveRefused(_("This case is not restricted."))
    if Case.objects.visible_to(by).filter(pk=case.pk).exists():
        raise MoveRefused(_("This case is open to you already."))
    if not reason.strip():
        raise MoveRefused(_("Say why you have to see this case now."))
    with acting(by, reason):
        until = at + timedelta(hours=_hours())
        glass = BrokenGlass.objects.create(case=case, user=by, reason=reason.strip(), opened_at=at, until=until)
    _tell(glass)
    return glass


def _hours() -> int:
    site = Site.objects.filter(is_default_site=True).first()
    return ComplaintsSettings.for_site(site).glass_hours if site else 8


def _tell(glass: BrokenGlass):
    """Write at once to everybody who may restrict cases; where there is nobody, to the complaints team."""
    is_open = open_to(glass.case)
    told = [user for user in holders_by_role("restrict_case") if user != glass.user and is_open(user)]
    to = [Addressee.of_user(user) for user in told if user.email] or [_team()]
    text = _("%(name)s opened this restricted case on %(when)s. It stays open to them until %(until)s.") % {
        "name": actor_name(glass.user),
        "when": _instant(glass.opened_at),
        "until": _instant(glass.until),
    }
    link = f"{get_admin_base_url() or ''}{reverse('complaints_cases:case', args=[glass.case_id])}"
    for place, addressee in enumerate(to):
        once, on = f"glass {glass.pk} {place}", conf.civil_day(glass.opened_at)
        write(
            LetterKind.GLASS_BROKEN, on=on, once=once, by=None, case=glass.case, to=addressee, text=text, link=link
        )


def _team() -> Addressee:
    site = Site.objects.filter(is_default_site=True).first()
    ours = ComplaintsSettings.for_site(site)
    return Addressee(ours.team_name or str(_("The complaints team")), ours.team_email)


def _instant(at: datetime) -> str:
    return date_format(localtime(at, conf.UNITED_KINGDOM), "j F Y, H:i")


def note_read(case: Case, *, by, screen: str, at: datetime):
    """Keep who read a restricted case, and where; of other cases nothing is kept."""
    if case.restrictions.current().exists():
        RestrictedRead.objects.create(
            case=case, user=by, user_name=actor_name(by), screen=str(screen)[:100], read_at=at
        )


def _may_restrict(case: Case, by):
    """Lock the case for somebody who may restrict it. Raises: PermissionDenied."""
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if by is None:
        return
    may_see = Case.objects.visible_to(by).filter(pk=case.pk).exists()
    if not (may_see and holds_by_role(by, "restrict_case")):
        raise PermissionDenied


def _current(case: Case) -> Restriction:
    restriction = case.restrictions.current().first()
    if restriction is None:
        raise MoveRefused(_("This case is not restricted."))
    return restriction


def _is_about(case: Case, user) -> bool:
    return case.staff_complained_about.current().filter(user=user).exists()
