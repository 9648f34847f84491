"""Dull factories: each makes one valid thing; what a test is about, the test says itself.

Cases are made by the verbs in `wagtail_complaints.actions`, so no factory builds a history that could not happen.
"""

from datetime import date
from itertools import count
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import Site

from wagtail_complaints import roles
from wagtail_complaints.models import (
    Channel,
    ComplaintsSettings,
    FeedbackForm,
    Kind,
    OnBehalf,
    Procedure,
    ProcedureVersion,
    ServiceArea,
    ServiceProvider,
)
from wagtail_complaints.procedure import terms
from wagtail_complaints.procedure.document import digest, load, to_document
from wagtail_complaints.procedure.lengths import Length
from wagtail_complaints.procedure_files import read

PROCEDURES = Path(__file__).parents[1] / "example_site" / "procedures"

_number = count(1)

MONDAY = date(2026, 11, 2)
"""A day after which four ordinary weeks follow: England has no bank holiday until 25 December 2026."""


def user(role: roles.Role | None = None, *, first_name="Sam", last_name="", **fields):
    """Make a member of staff, with the permissions of a role in a group of its name."""
    name = fields.pop("username", f"staff-{next(_number)}")
    made = get_user_model().objects.create_user(
        name,
        email=f"{name}@wenbury.example",
        password="password",
        first_name=first_name,
        last_name=last_name or name.title(),
        **fields,
    )
    if role:
        made.groups.add(group(role))
    return made


def superuser(**fields):
    return user(is_superuser=True, is_staff=True, **fields)


def group(role: roles.Role) -> Group:
    made, is_new = Group.objects.get_or_create(name=role.name)
    if is_new:
        made.permissions.add(
            Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"),
            *Permission.objects.filter(codename__in=role.permissions, content_type__app_label="wagtail_complaints"),
        )
    return made


def settings(**fields) -> ComplaintsSettings:
    made = ComplaintsSettings.for_site(Site.objects.get(is_default_site=True))
    values = {
        "council_name": "Wenbury Council",
        "team_name": "The complaints team",
        "team_email": "complaints@wenbury.example",
        "team_telephone": "01632 960001",
        **fields,
    }
    for name, value in values.items():
        setattr(made, name, value)
    made.save()
    return made


def two_stages(**fields) -> terms.Procedure:
    """Return a plain procedure. Working days: acknowledge in 3, reply in 10 to 20; at stage 2 in 25 to 65."""
    return terms.Procedure(
        **{
            "slug": "plain",
            "title": "Complaints about our services",
            "nation": terms.Nation.ENGLAND,
            "kinds": tuple(terms.Kind),
            "stages": (
                terms.Stage(
                    key="stage-1",
                    name="Stage 1",
                    decided_by="Team manager",
                    entry=terms.Entry.FIRST,
                    escalation_window=terms.EscalationWindow(Length.parse("20 working days")),
                    timescales=(
                        terms.Timescale("acknowledged", "received", within=Length.parse("3 working days")),
                        terms.Timescale(
                            "responded",
                            "received",
                            within=Length.parse("10 working days"),
                            extendable_to=Length.parse("20 working days"),
                        ),
                    ),
                ),
                terms.Stage(
                    key="stage-2",
                    name="Stage 2",
                    decided_by="Head of service",
                    entry=terms.Entry.REQUEST,
                    timescales=(
                        terms.Timescale(
                            "responded",
                            "requested",
                            within=Length.parse("25 working days"),
                            extendable_to=Length.parse("65 working days"),
                        ),
                    ),
                ),
            ),
            "externals": (
                terms.External(
                    "Local Government and Social Care Ombudsman",
                    website="https://www.lgo.org.uk",
                    telephone="0300 061 0614",
                ),
            ),
            **fields,
        }
    )


def procedure_version(
    terms_or_document=None, *, published_on=date(2026, 1, 5), published_by=None
) -> ProcedureVersion:
    """Publish the next version of a procedure, from its terms or its document (the default: `two_stages`)."""
    agreed = terms_or_document or two_stages()
    agreed = load(agreed) if isinstance(agreed, dict) else agreed
    procedure, _ = Procedure.objects.get_or_create(slug=agreed.slug, defaults={"title": agreed.title})
    return ProcedureVersion.objects.create(
        procedure=procedure,
        number=procedure.versions.count() + 1,
        document=to_document(agreed),
        digest=digest(agreed),
        published_on=published_on,
        published_by=published_by,
    )


def example(name: str, **fields) -> ProcedureVersion:
    """Publish a procedure of the example site, by the name of its file: one of the seeds."""
    return procedure_version(read((PROCEDURES / f"{name}.toml").read_text()), **fields)


def service_area(**fields) -> ServiceArea:
    return ServiceArea.objects.create(
        **{"name": f"Service {next(_number)}", "responsible": "Director of Place", **fields}
    )


def provider(**fields) -> ServiceProvider:
    return ServiceProvider.objects.create(**{"name": f"Provider {next(_number)}", **fields})


def feedback_form(procedure: Procedure | None = None, **fields) -> FeedbackForm:
    return FeedbackForm.objects.create(
        **{
            "name": f"Form {next(_number)}",
            "procedure": procedure or procedure_version().procedure,
            "privacy_notice": "We keep what you tell us for six years.",
            **fields,
        }
    )


def answers(**given) -> list[dict]:
    """Return the answers of a form, under labels; `given` replaces or adds to them."""
    values = {
        "what_happened": "The bin was not emptied for three weeks.",
        "put_right": "Empty it.",
        "name": "Robin Example",
        "email": "robin@example.com",
        **given,
    }
    return [
        {"key": key, "label": key.replace("_", " ").capitalize(), "value": value} for key, value in values.items()
    ]


def submission(*, procedure: Procedure | None = None, received_on=MONDAY, given=None, **fields):
    from wagtail_complaints.actions import intake

    return intake.receive(
        **{
            "kind": Kind.COMPLAINT,
            "channel": Channel.FORM,
            "on_behalf": OnBehalf.MYSELF,
            "answers": answers(**(given or {})),
            "procedure": procedure or procedure_version().procedure,
            "received_on": received_on,
            "idempotency_key": f"key-{next(_number)}",
            **fields,
        }
    )


def case(*, procedure: Procedure | None = None, received_on=MONDAY, by=None, given=None, **fields):
    from wagtail_complaints.actions import opening

    sent = submission(procedure=procedure, received_on=received_on, given=given, **fields)
    return opening.open_case(sent, by=by, on=received_on)


def letters(case) -> list[str]:
    """Return the kinds of the letters of a case, in the order in which they were written."""
    return list(case.letters.order_by("pk").values_list("kind", flat=True))
