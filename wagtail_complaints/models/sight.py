"""Who may see this case now? The one rule, for the whole site: everything else asks `CaseQuerySet.visible_to`.

Five things are asked, in this order. Staff complained about see nothing of the case. A restricted case is open to
those named for it, to those whose role is to restrict cases, and to who broke the glass. Any other case is open to
those who see every case, to those who see the cases of their teams, and to whoever has a part in it, or stands in
for somebody who has.

Sight is a question about this instant and never about another day, and Wagtail asks it where no day can be given:
so this file and `deputy`, alone below the doors, read the clock.
"""

from collections.abc import Callable, Iterable

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet

from .. import conf
from .deputy import Deputy

APP = "wagtail_complaints"


def seen_by(cases: QuerySet, user) -> QuerySet:
    """Return those of `cases` that `user` may see now, by subqueries; one query asks whom they stand in for."""
    if not user.is_active or not user.is_authenticated:
        return cases.none()
    opened = [_model("BrokenGlass").objects.open(conf.now()).filter(user=user).values("case")]
    about = _model("ComplainedAbout").objects.current().filter(user=user)
    return cases.filter(_open_to(user, opened)).exclude(pk__in=about.values("case"))


def _open_to(user, opened: list[QuerySet]) -> Q:
    """Return what is open to `user` by their role, and what was `opened` to them (keys), whatever its state."""
    if not user.has_perm(f"{APP}.view_case") and not user.has_perm(f"{APP}.view_every_case"):
        return Q(pk__in=together(opened))
    if holds_by_role(user, "restrict_case"):
        return _scope(user, [*opened, _restricted()])
    named = _model("NamedPerson").objects.current().filter(user=user).values("restriction__case")
    opened = [*opened, named]
    return _scope(user, opened) & (~Q(pk__in=_restricted()) | Q(pk__in=together(opened)))


def _scope(user, opened: list[QuerySet]) -> Q:
    """Return what the role shows and what was `opened`, were nothing closed; an empty Q is every case."""
    if user.has_perm(f"{APP}.view_every_case"):
        return Q()
    scope = Q(pk__in=together([*opened, *worked_on_by(user)]))
    return scope | _of_the_teams_of(user) if user.has_perm(f"{APP}.view_team_case") else scope


def worked_on_by(user) -> list[QuerySet]:
    """Return the keys of the cases of `user`: logged, owned, with a part in them, or of somebody stood in for."""
    found = [_model("Case").objects.filter(submission__logged_by=user).values("pk"), *_parts_of([user.pk])]
    if people := list(_stood_in_for(user).values_list("pk", flat=True)):
        about_them = _model("ComplainedAbout").objects.current().filter(user__in=people).values("case")
        found.append(work_of(people).exclude(pk__in=about_them).values("pk"))
    return found


def work_of(people) -> QuerySet:
    """Return the cases that `people` (keys, or a query for them) own, have a part in, or are asked to sign."""
    return _model("Case").objects.filter(pk__in=together(_parts_of(people)))


def _parts_of(people) -> list[QuerySet]:
    """Return the keys of their cases, by one plain way for each part: Django is slow at queries within queries."""
    runs = _model("SignOffRun").objects
    return [
        _model("Case").objects.filter(owner__in=people).values("pk"),
        _model("CaseStage").objects.filter(decider__in=people).values("case"),
        _model("Appointment").objects.filter(user__in=people, ended_on=None).values("case_stage__case"),
        runs.waiting_for(people).values("response__case_stage__case"),
        runs.decided_by(people).values("response__case_stage__case"),
    ]


def together(keys: list[QuerySet]) -> QuerySet:
    """Return one query for keys that several queries find, each by an index; joined by OR they read every row."""
    first, *others = (each.order_by() for each in keys)
    return first.union(*others, all=True) if others else first


def _of_the_teams_of(user) -> Q:
    teams = _model("Team").objects.filter(is_active=True, members=user)
    return Q(team__in=teams.values("pk")) | Q(service_area__in=teams.values("service_areas"))


def _restricted() -> QuerySet:
    return _model("Restriction").objects.current().values("case")


def holds(user, codename: str, case) -> bool:
    """Return whether `user` may do this with `case`: by a role, or in the place of somebody whose work it is."""
    is_seen = _model("Case").objects.visible_to(user).filter(pk=case.pk).exists()
    return is_seen and permitted(user, case)(codename)


def permitted(user, case) -> Callable[[str], bool]:
    """Return what tells of a permission whether `user` has it with this case, which they are known to see."""
    people = [person for person in _stood_in_for(user) if work_of([person.pk]).filter(pk=case.pk).exists()]

    def is_permitted(codename: str) -> bool:
        asked = f"{APP}.{codename}"
        return user.has_perm(asked) or any(_held(person, [asked]) for person in people)

    return is_permitted


def _stood_in_for(user) -> QuerySet:
    keys = Deputy.objects.of_today().filter(deputy=user).values("person")
    return get_user_model().objects.filter(pk__in=keys).order_by("pk")


def in_whose_place(user, codenames: Iterable[str]) -> list:
    """Return those in whose place `user` stands today and whose roles hold all of these permissions."""
    asked = [f"{APP}.{codename}" for codename in codenames]
    return [person for person in _stood_in_for(user) if _held(person, asked)]


def _held(person, asked: list[str]) -> bool:
    """Return whether a role of `person` holds what is asked, whether the account is open or closed."""
    person.is_active = True
    return not person.is_superuser and person.has_perms(asked)


def open_to(case) -> Callable[[object], bool]:
    """Return what tells of a person whether they could be given a part in `case`, or sign in it.

    It is closed to staff complained about and, while it is restricted, to those who are not named.
    """
    about = set(case.staff_complained_about.current().values_list("user", flat=True))
    is_restricted = case.restrictions.current().exists()
    named = set(
        _model("NamedPerson").objects.current().filter(restriction__case=case).values_list("user", flat=True)
    )

    def is_open(user) -> bool:
        if user.pk in about:
            return False
        return not is_restricted or user.pk in named or holds_by_role(user, "restrict_case")

    return is_open


def holds_by_role(user, codename: str) -> bool:
    """Return whether a permission was given to `user` or a group of theirs: being a superuser gives none."""
    if not user.is_superuser:
        return user.has_perm(f"{APP}.{codename}")
    given = Permission.objects.filter(Q(user=user) | Q(group__user=user))
    return given.filter(content_type__app_label=APP, codename=codename).exists()


def holders_by_role(codename: str) -> QuerySet:
    """Return the active users to whom, or to a group of whom, this permission was given."""
    given = Permission.objects.filter(content_type__app_label=APP, codename=codename)
    users = get_user_model().objects.filter(is_active=True)
    return users.filter(Q(user_permissions__in=given) | Q(groups__permissions__in=given)).distinct().order_by("pk")


def _model(name: str):
    return apps.get_model(APP, name)
