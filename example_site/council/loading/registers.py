"""What does the council keep in lists: who answers for a service, who gives it, who gives advocates, who we are?"""

from datetime import timedelta
from decimal import Decimal

from wagtail.models import Site, Workflow

from wagtail_complaints import conf
from wagtail_complaints.actions import outside_people
from wagtail_complaints.models import (
    AdvocacyProvider,
    ComplaintsSettings,
    OutsidePerson,
    ServiceArea,
    ServiceProvider,
    Team,
)

from . import staff

SHIRE_HOUSE = "Shire House, Bridge Street, Wenbury WE1 0AA"

SERVICES = {
    "Finance, governance and property": (
        "Council tax, benefits, elections, registrars, requests for information, computers, staff, buildings, the "
        "contact centre, news and consultations",
        "Corporate Director, Strategy and Resources",
        "resources@wenbury.example",
        "01632 960010",
    ),
    "Adult social care and health": (
        "Care at home, care homes, day centres, blue badges, public health and well-being",
        "Corporate Director, Adult Care and Health",
        "adults@wenbury.example",
        "01632 960020",
    ),
    "Children, families and education": (
        "Children's social care, education, early years, childcare, youth work, adult learning and skills",
        "Corporate Director, Children, Families and Education",
        "children@wenbury.example",
        "01632 960030",
    ),
    "Highways, planning and waste": (
        "Roads, pavements and parking, quarries and waste planning, bins and recycling, business and jobs",
        "Corporate Director, Place",
        "place@wenbury.example",
        "01632 960040",
    ),
}

PROVIDERS = {
    "Greenlane Recycling": (
        "Collects bins, recycling and garden waste",
        "wenbury@greenlane.example",
        "01632 960400",
    ),
    "Alder House": ("A children's home for six young people", "manager@alderhouse.example", "01632 960410"),
}

ADVOCATES = {
    "Speak Up Wenbury": (
        "Children and young people in care, and young people who have left care",
        "help@speakup.example",
        "01632 960300",
    ),
    "Harbour Advocacy": ("Disabled children and young people", "hello@harbour.example", "01632 960310"),
}

TEAMS = {
    "Children's complaints": (("Children, families and education",), ("service", "investigator2")),
    "Streets and waste": (("Highways, planning and waste",), ("investigator",)),
}
"""Each with the services whose cases its members see, and its members."""

OUTSIDE = {
    "Mr Hugh Pellew": ("Investigating officer", "420.00", "nothing"),
    "Clement Obi": ("Independent person", "310.00", "nothing"),
    "Ms Harriet Vane": ("Investigating officer, independent person", "380.00", "nothing"),
    "Professor Lydia Brand": ("Chair of a panel", "450.00", "nothing"),
    "Dr Una Crosbie": ("Panel member", "300.00", "nothing"),
    "Mr Rafiq Islam": ("Panel member", "300.00", ""),
    "Ms Odette Laurent": ("Conciliator", "350.00", "partner"),
}
"""Each with what they can be, their fee for a day, and what they declared; one was not asked yet."""

PRIVACY = (
    "We use what you tell us to look into what you say and to answer you. The people who look into it will see it, "
    "and nobody else, unless somebody is in danger. We keep it for six years. You can ask to see it, or ask us to "
    "put it right, by writing to complaints@wenbury.example."
)


def load():
    """Fill the registers and the site's settings. What is there already stays."""
    for name, (covers, responsible, email, telephone) in SERVICES.items():
        ServiceArea.objects.get_or_create(
            name=name,
            defaults={
                "covers": covers,
                "responsible": responsible,
                "email": email,
                "telephone": telephone,
                "address": f"{responsible}\n{SHIRE_HOUSE}",
            },
        )
    for name, (does, email, telephone) in PROVIDERS.items():
        ServiceProvider.objects.get_or_create(
            name=name, defaults={"does": does, "email": email, "telephone": telephone}
        )
    for name, (helps, email, telephone) in ADVOCATES.items():
        AdvocacyProvider.objects.get_or_create(
            name=name, defaults={"helps": helps, "email": email, "telephone": telephone}
        )
    for name, (services, members) in TEAMS.items():
        _team(name, services, members)
    for name, (takes_part_as, day_fee, declares) in OUTSIDE.items():
        _outside_person(name, takes_part_as, day_fee, declares)
    _say_who_we_are()


def _team(name: str, services: tuple[str, ...], members: tuple[str, ...]):
    team, is_new = Team.objects.get_or_create(name=name)
    if is_new:
        team.service_areas.set(ServiceArea.objects.filter(name__in=services))
        team.members.set(staff.named(member) for member in members)


def _outside_person(name: str, takes_part_as: str, day_fee: str, declares: str):
    person, is_new = OutsidePerson.objects.get_or_create(
        name=name, defaults={"takes_part_as": takes_part_as, "day_fee": Decimal(day_fee)}
    )
    if is_new and declares:
        asked = conf.today() - timedelta(days=200)
        outside_people.declare(person, kind=declares, declared_on=asked, by=None, on=asked)


def _say_who_we_are():
    settings = ComplaintsSettings.for_site(Site.objects.get(is_default_site=True))
    if settings.council_name:
        return
    settings.council_name = "Wenbury Council"
    settings.team_name = "The complaints team"
    settings.team_email = "complaints@wenbury.example"
    settings.team_telephone = "01632 960001"
    settings.team_address = f"The complaints team\n{SHIRE_HOUSE}"
    settings.urgent_email = "duty@wenbury.example"
    settings.privacy_notice = PRIVACY
    settings.exit_url = "https://www.bbc.co.uk/weather"
    settings.sign_off_workflow = Workflow.objects.get(name="One signature")
    settings.save()
