"""What may be chosen at the head of the register? What occurs in the cases one sees, and the views kept: one query.

A choice tells nothing of other cases. The stages are those of the procedures that occur, whether a case is in them
or not: what a published procedure calls its stages is no secret.
"""

from collections import defaultdict
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.functional import cached_property
from wagtail.admin.utils import get_user_display_name

from ...models import Case, Procedure, ProcedureVersion, SavedView, ServiceArea

OWNER, AREA, PROCEDURE, VERSION, VIEW = "owner", "service_area", "procedure", "version", "view"


class Choice(NamedTuple):
    """One row of the query: what the three texts are depends on the kind."""

    kind: str
    pk: int
    first: str
    second: str
    third: str


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
        kinds = {kind: [(str(row.pk), row.first) for row in self._rows[kind]] for kind in (AREA, PROCEDURE)}
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
    def _rows(self) -> dict[str, list[Choice]]:
        owners, *others = self._queries()
        rows = defaultdict(list)
        for row in owners.union(*others, all=True):
            rows[row[0]].append(Choice(*row))
        return rows

    def _queries(self):
        staff, nothing = get_user_model(), Value("", output_field=CharField())
        names = [_text(field) if _has(staff, field) else nothing for field in ("first_name", "last_name")]
        shared_with = Coalesce("group__name", nothing)
        return (
            _rows(self._occurring(staff, "owner"), OWNER, *names, _text(staff.USERNAME_FIELD)),
            _rows(self._occurring(ServiceArea, "service_area"), AREA, "name", nothing, nothing),
            _rows(self._occurring(Procedure, "procedure_version__procedure"), PROCEDURE, "title", nothing, nothing),
            _rows(self._occurring(ProcedureVersion, "procedure_version"), VERSION, "digest", nothing, nothing),
            _rows(SavedView.objects.offered_to(self.user), VIEW, "name", "query", shared_with),
        )

    def _occurring(self, model, field: str):
        seen = Case.objects.visible_to(self.user).exclude(**{field: None}).order_by()
        return model._default_manager.filter(pk__in=seen.values(field))


def _rows(queryset, kind: str, *texts):
    return queryset.order_by().values_list(Value(kind, output_field=CharField()), "pk", *texts)


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
