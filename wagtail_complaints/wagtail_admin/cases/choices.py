"""What may be chosen at the head of the register? What occurs in the cases one sees, and the views kept: one query.

The days of the council's registers come with it: the rows below are read by them.

A choice tells nothing of other cases. To say which cases somebody with some of them sees takes the database a
while, so it is asked once for what stands together in those, and names that do not occur there are left out. All
procedures and versions are read, which are few: one that has no case yet would be looked for in every case there
is. So who sees every case chooses among all procedures.
The stages are those of the procedures that occur, whether a case is in them or not: what a published procedure
calls its stages is no secret.
"""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.functional import cached_property
from wagtail.admin.utils import get_user_display_name

from ...models import Case, Procedure, ProcedureVersion, SavedView, ServiceArea, ServiceProvider, Team
from ...models.calendars import CLOSURE, HOLIDAY, TERM, Day, registers

OWNER, AREA, PROVIDER, TEAM = "owner", "service_area", "provider", "team"
PROCEDURE, VERSION, VIEW = "procedure", "version", "view"
SEEN = "seen"
DAYS = HOLIDAY, CLOSURE, TERM
NAMED = (AREA, PROVIDER, TEAM, PROCEDURE)
PUBLISHED = (Procedure, ProcedureVersion)
NOTHING = Value("", output_field=CharField())


class Choice(NamedTuple):
    """One row of the query: what the four texts are depends on the kind."""

    kind: str
    pk: int
    first: str
    second: str
    third: str
    fourth: str


class Choices:
    """What `user` may choose, read when it is first asked for."""

    def __init__(self, user):
        self.user = user

    @classmethod
    def of(cls, request) -> "Choices":
        """Return the choices of a request, which are read once for all that asks for them."""
        if not hasattr(request, "_complaints_choices"):
            request._complaints_choices = cls(request.user)
        return request._complaints_choices

    @cached_property
    def named(self) -> dict[str, list[tuple[str, str]]]:
        """Return the choices of the filters by their kind: value and label."""
        owners = [(str(row.pk), _staff_name(row)) for row in self._rows[OWNER]]
        kinds = {kind: [(str(row.pk), row.first) for row in self._rows[kind]] for kind in NAMED}
        return {kind: sorted(found, key=_label) for kind, found in {OWNER: owners, **kinds}.items()}

    @cached_property
    def stages(self) -> dict[str, dict[str, list[int]]]:
        """Return the stages by name, in order: under which keys, in which versions."""
        names: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for row in self._rows[VERSION]:
            version = ProcedureVersion.from_db(None, ["id", "digest"], [row.pk, row.first])
            for stage in version.terms.stages:
                names[stage.name][stage.key].append(row.pk)
        return dict(sorted(names.items()))

    @cached_property
    def views(self) -> list[SavedView]:
        """Return the saved views that are the user's own or shared with a group of theirs."""
        views = [SavedView(pk=row.pk, name=row.first, query=row.second) for row in self._rows[VIEW]]
        return sorted(views, key=lambda view: view.name.casefold())

    @cached_property
    def days(self) -> list[Day]:
        """Return the days of the registers, by which the register counts how far off a date is."""
        rows = [row for kind in DAYS for row in self._rows[kind]]
        return [Day(row.kind, row.first, row.second, *map(date.fromisoformat, row[4:6])) for row in rows]

    @cached_property
    def _rows(self) -> dict[str, list[Choice]]:
        first, *others = self._queries()
        rows = defaultdict(list)
        for row in first.union(*others, all=True):
            rows[row[0]].append(Choice(*row))
        return rows if self._sees_all else _of_those_seen(rows)

    def _queries(self):
        staff = get_user_model()
        names = [_text(field) if _has(staff, field) else NOTHING for field in ("first_name", "last_name")]
        shared_with = Coalesce("group__name", NOTHING)
        queries = [
            _rows(self._occurring(staff, "owner"), OWNER, *names, _text(staff.USERNAME_FIELD)),
            _rows(self._occurring(ServiceArea, "service_area"), AREA, "name"),
            _rows(self._occurring(ServiceProvider, "provider"), PROVIDER, "name"),
            _rows(self._occurring(Team, "team"), TEAM, "name"),
            _rows(self._occurring(Procedure, "procedure_version__procedure"), PROCEDURE, "title"),
            _rows(self._occurring(ProcedureVersion, "procedure_version"), VERSION, "digest", _text("procedure")),
            _rows(SavedView.objects.offered_to(self.user), VIEW, "name", "query", shared_with),
            *(
                _rows(days, kind, nation, name, _text(first), _text(last))
                for kind, days, nation, name, first, last in registers()
            ),
        ]
        return queries if self._sees_all else [*queries, self._together()]

    @property
    def _sees_all(self) -> bool:
        return self.user.has_perm("wagtail_complaints.view_every_case")

    @cached_property
    def seen(self):
        """Return the cases that the user sees. To say which takes a query and some time, so it is asked once."""
        return Case.objects.visible_to(self.user)

    @property
    def _cases(self):
        return (self.seen if self._sees_all else Case.objects.all()).order_by()

    def _occurring(self, model, field: str):
        if model in PUBLISHED:
            return model._default_manager.all()
        return model._default_manager.filter(pk__in=self._cases.exclude(**{field: None}).values(field))

    def _together(self):
        kind = Value(SEEN, output_field=CharField())
        return (
            self.seen.order_by()
            .values_list(kind, "procedure_version", *map(_text, ("owner", "service_area", "provider", "team")))
            .distinct()
        )


def _of_those_seen(rows: dict[str, list[Choice]]) -> dict[str, list[Choice]]:
    """Leave out what does not stand in a case that is seen: each row of `SEEN` names what stands in some."""
    seen = rows.pop(SEEN, [])
    versions = {row.pk for row in seen}
    occurring = {
        OWNER: {row.first for row in seen},
        AREA: {row.second for row in seen},
        PROVIDER: {row.third for row in seen},
        TEAM: {row.fourth for row in seen},
        VERSION: {str(pk) for pk in versions},
        PROCEDURE: {row.second for row in rows[VERSION] if row.pk in versions},
    }
    return defaultdict(
        list,
        {
            kind: [row for row in found if kind not in occurring or str(row.pk) in occurring[kind]]
            for kind, found in rows.items()
        },
    )


def _rows(queryset, kind: str, *texts):
    unused = [NOTHING] * (len(Choice._fields) - len(("kind", "pk", *texts)))
    return queryset.order_by().values_list(Value(kind, output_field=CharField()), "pk", *texts, *unused)


def _text(field: str):
    return Cast(field, CharField())


def _has(model, field: str) -> bool:
    return any(each.name == field for each in model._meta.get_fields())


def _staff_name(row: Choice) -> str:
    staff = get_user_model()
    names = {"first_name": row.first, "last_name": row.second}
    known = {name: value for name, value in names.items() if _has(staff, name)}
    return get_user_display_name(staff(**known, **{staff.USERNAME_FIELD: row.third}))


def _label(choice: tuple[str, str]) -> str:
    return choice[1].casefold()
