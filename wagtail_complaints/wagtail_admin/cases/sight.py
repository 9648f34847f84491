"""Who may see this case, as its page tells it: the named, the shut out, the glass broken, and who has read it."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from ...conf import UNITED_KINGDOM
from ...models import Case, Restriction
from ...models.sight import holds_by_role

READINGS = 10
"""The latest readings that the page lists."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person, and what there is to know: `pk` names the row."""

    pk: int
    who: str
    when: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    restriction: Restriction | None
    named: tuple[Somebody, ...]
    about: tuple[Somebody, ...]
    glass: tuple[Somebody, ...]
    readings: tuple[Somebody, ...]
    may_restrict: bool


def sight_of(case: Case, user) -> Sight:
    """Return who may see the case. Who broke the glass and who read it is for those who may restrict it."""
    restriction = case.restrictions.current().first()
    may_restrict = holds_by_role(user, "restrict_case")
    named = restriction.named.current().select_related("user") if restriction else ()
    about = case.staff_complained_about.current().select_related("user")
    return Sight(
        restriction=restriction,
        named=tuple(Somebody(row.pk, get_user_display_name(row.user), date_format(row.named_on)) for row in named),
        about=tuple(Somebody(row.pk, get_user_display_name(row.user)) for row in about),
        glass=_glass(case) if may_restrict else (),
        readings=_readings(case) if may_restrict else (),
        may_restrict=may_restrict,
    )


def _glass(case: Case) -> tuple[Somebody, ...]:
    rows = case.broken_glass.select_related("user")
    return tuple(
        Somebody(row.pk, get_user_display_name(row.user), _instant(row.opened_at), row.reason) for row in rows
    )


def _readings(case: Case) -> tuple[Somebody, ...]:
    rows = case.restricted_reads.all()[:READINGS]
    page = _("read on the page “%(page)s”")
    return tuple(
        Somebody(row.pk, row.user_name, _instant(row.read_at), page % {"page": row.screen}) for row in rows
    )


def _instant(at) -> str:
    return date_format(localtime(at, UNITED_KINGDOM), "DATETIME_FORMAT")
