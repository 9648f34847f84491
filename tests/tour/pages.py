"""What does somebody meet who reads? The leaflets, their tellings and formats, and the blocks of other pages."""

from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse
from wagtail.blocks import ListBlock

from example_site.council.models import ProcedurePage
from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.blocks.helpful import DECOY
from wagtail_complaints.formats.keeping import _MAKING
from wagtail_complaints.formats.source import source

from .town import Town


def leaflet(slug: str, telling=""):
    return lambda town: town.browser.get(f"{town.leaflet(slug).url}{telling}")


def in_text(town: Town):
    """The text is made of the document that every format is made of."""
    return town.gets(f"formats/{town.leaflet('your-care').pk}/text/")


def as_a_document(town: Town) -> str:
    """The document itself is nobody's answer: every format is made of it."""
    return source(town.leaflet("services").telling("easy-read"), council="Wenbury", contact="01632 960001").html


def while_another_is_made(town: Town):
    cache.add(_MAKING, "another", 60)
    return in_text(town)


@override_settings(WAGTAIL_COMPLAINTS_SPEECH=("false",))
def that_cannot_be_made(town: Town):
    return town.gets(f"formats/{town.leaflet('your-care').pk}/audio/")


def helpful(answer: str):
    def made(town: Town):
        given = town.posts(f"helpful/{town.page.pk}/", {"helpful": answer, DECOY: ""})
        return town.browser.get(given.url)

    return made


def explained(town: Town):
    given = town.posts(f"helpful/{town.page.pk}/", {"helpful": "no", DECOY: ""})
    return town.browser.post(given.url, {"why": "No telephone number.", DECOY: ""})


def preview(stream: str, *path: str):
    """Return a stop at what an editor sees of a block of a leaflet before choosing it."""

    def made(town: Town):
        block = ProcedurePage._meta.get_field(stream).stream_block
        for name in path:
            block = block.child_block if isinstance(block, ListBlock) else block.child_blocks[name]
        editor = Client()
        editor.force_login(factories.user(roles.EDITOR))
        return editor.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})

    return made


STOPS = {
    "the page in text": in_text,
    "the document of every format": as_a_document,
    "a format, while another is made": while_another_is_made,
    "a format that cannot be made": that_cannot_be_made,
    "yes, it was helpful": helpful("yes"),
    "no, it was not helpful": helpful("no"),
    "having said why": explained,
    "an answer of the past": lambda town: town.gets("helpful/thanks/old/"),
    "the preview of a timescale": preview("stages", "stage", "timescale", ""),
    "the preview of somebody who takes part": preview("stages", "stage", "person", ""),
    "the preview of a track": preview("tracks", "track"),
    "the preview of a telling": preview("tellings", "telling"),
    "the leaflet of the council's services": leaflet("council-services"),
    "the leaflet of children's services": leaflet("services"),
    "the leaflet of the trust": leaflet("trust"),
    "the leaflet of care and support": leaflet("care-and-support"),
    "the leaflet for young people": leaflet("your-care"),
    "the leaflet in easy read": leaflet("services", "easy-read/"),
    "the leaflet for children": leaflet("services", "for-children/"),
    "the conduct of councillors": leaflet("councillors"),
    "requests for information": leaflet("information-requests"),
}
