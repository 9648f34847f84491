"""Who works at Wenbury Council, in which groups, and who signs what?"""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import Workflow, WorkflowTask

from wagtail_complaints import roles
from wagtail_complaints.workflows import SignOffTask

PASSWORD = "wenbury"
SERVICE_MANAGERS, HEADS, ASSISTANTS, DIRECTORS = (
    "Service managers",
    "Heads of service",
    "Assistant directors",
    "Directors",
)


@dataclass(frozen=True)
class Person:
    username: str
    first_name: str
    last_name: str
    job: str
    role: roles.Role | None = None
    also_in: str = ""


PEOPLE = (  # “Editors” and “Moderators” are Wagtail's own groups: what the editor writes, the manager publishes
    Person("editor", "Priya", "Nair", "writes the pages, the procedures and the forms", roles.EDITOR, "Editors"),
    Person("officer", "Dan", "Whitlock", "contact-centre officer: logs calls and letters", roles.CONTACT_CENTRE),
    Person(
        "manager",
        "Margaret",
        "Osei",
        "complaints manager: triages, and moderates pages",
        roles.MANAGER,
        "Moderators",
    ),
    Person("investigator", "Tom", "Hale", "investigating manager", roles.INVESTIGATOR),
    Person("investigator2", "Aisha", "Rahman", "investigating manager", roles.INVESTIGATOR),
    Person("signer", "Gareth", "Pugh", "service manager: signs the first answer", roles.SIGNER, SERVICE_MANAGERS),
    Person("head", "Nkechi", "Eze", "head of service: first of two signatures", roles.SIGNER, HEADS),
    Person("assistant", "Jonah", "Lister", "assistant director: second signature", roles.SIGNER, ASSISTANTS),
    Person("director", "Helen", "Marsh", "director: signs after a review panel", roles.SIGNER, DIRECTORS),
    Person(
        "service",
        "Ruth",
        "Adeyemi",
        "service manager: her team's cases",
        roles.SERVICE_MANAGER,
    ),
    Person("clerk", "Ivor", "Penhale", "clerk of the review panels", roles.CLERK),
    Person("lead", "Celia", "Marchetti", "senior lead for complaints: may break the glass", roles.SENIOR_LEAD),
    Person("ombudsman", "Farid", "Nazari", "link officer to the Ombudsman", roles.OMBUDSMAN_LINK),
    Person("protection", "Moira", "Kinloch", "data protection officer", roles.DATA_PROTECTION),
    Person("councillor", "Bernard", "Holt", "member responsible for complaints: figures", roles.ELECTED_MEMBER),
    Person("auditor", "Owen", "Blake", "reads everything, changes nothing", roles.AUDITOR),
    Person("admin", "Sam", "Developer", "superuser, for developers"),
)

SIGN_OFFS = {
    "One signature": (("Service manager signs", SERVICE_MANAGERS),),
    "Two signatures": (("Head of service signs", HEADS), ("Assistant director signs", ASSISTANTS)),
    "The director's signature": (("Director signs", DIRECTORS),),
}
"""The workflows that the procedures name. Nobody may sign at two stages of a case, so each has its own signers."""


def load():
    """Make the groups, the people and the workflows. What is there already stays."""
    call_command("complaints_setup", verbosity=0)
    for name in (SERVICE_MANAGERS, HEADS, ASSISTANTS, DIRECTORS):
        Group.objects.get_or_create(name=name)
    for person in PEOPLE:
        _employ(person)
    for name, steps in SIGN_OFFS.items():
        _sign_off(name, steps)


def named(username: str):
    return get_user_model().objects.get(username=username)


def _employ(person: Person):
    user, is_new = get_user_model().objects.get_or_create(
        username=person.username,
        defaults={
            "first_name": person.first_name,
            "last_name": person.last_name,
            "email": f"{person.username}@wenbury.example",
            "is_superuser": person.role is None,
            "is_staff": person.role is None,
        },
    )
    if is_new:
        user.set_password(PASSWORD)
        user.save()
    names = [name for name in (person.role and person.role.name, person.also_in) if name]
    user.groups.add(*Group.objects.filter(name__in=names))


def _sign_off(name: str, steps) -> Workflow:
    workflow, _ = Workflow.objects.get_or_create(name=name)
    for order, (step, group) in enumerate(steps):
        task, _ = SignOffTask.objects.get_or_create(name=step)
        task.groups.add(Group.objects.get(name=group))
        WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr, defaults={"sort_order": order})
    return workflow
