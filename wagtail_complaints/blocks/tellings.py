"""How is a procedure told to those whom the page's own words do not reach? In other words, on the same stages.

A telling has words and no terms: its dates are those of the stage that it tells, so the two cannot disagree.
"""

from collections import Counter
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, ListBlock, StreamBlock, StructBlock
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from .help import HelpBlock
from .terms import PREVIEW, PreviewedBlock
from .typed import NamedRichTextBlock, ParagraphsBlock


class Audience(models.TextChoices):
    """For whom a telling is; the value is its place in the page's address."""

    EASY_READ = "easy-read", _("Easy read")
    CHILDREN = "for-children", _("For children and young people")


def _audience() -> ChoiceBlock:
    return ChoiceBlock(choices=Audience.choices, default=Audience.EASY_READ.value, label=_("For whom"))


@dataclass(frozen=True)
class Words:
    """What a stage is called and says to one audience; `borrowed`, in the words of the page for want of its own."""

    name: str
    summary: str
    detail: str
    picture: object = None
    borrowed: bool = False


class StageTellingBlock(StructBlock):
    audience = _audience()
    name = CharBlock(
        required=False, max_length=255, label=_("Name"), help_text=_("Empty: the name that the stage has.")
    )
    summary = ParagraphsBlock(
        rows=3,
        label=_("What happens"),
        help_text=_("One thought in each sentence. Everyone reads this. The dates stand below it by themselves."),
    )
    detail = ParagraphsBlock(
        required=False, rows=3, label=_("More about it"), help_text=_("Behind the information button.")
    )
    picture = ImageChooserBlock(
        required=False,
        label=_("Picture"),
        help_text=_("Shows what the words say; it stands beside them, and is left out where it cannot be shown."),
    )

    class Meta:
        icon = "openquote"
        label = _("In other words")
        label_format = "{audience}"


def stage_tellings() -> ListBlock:
    return OncePerAudience(
        StageTellingBlock(),
        default=[],
        collapsed=True,
        label=_("In other words"),
        help_text=_(
            "This stage in easy read, or for children. It is shown in the telling of that kind on the tab “Page”; "
            "there a stage without such words is told in those above."
        ),
    )


class OncePerAudience(ListBlock):
    """A list in which each audience comes once."""

    def clean(self, value):
        value = super().clean(value)
        if again := repeated([each["audience"] for each in value]):
            raise ListBlockValidationError(block_errors={place: _said_twice() for place in again})
        return value


class TellingBlock(PreviewedBlock):
    audience = _audience()
    title = CharBlock(max_length=255, label=_("Title"))
    introduction = NamedRichTextBlock(required=False, features=["bold", "link", "ul"], label=_("Introduction"))
    help = HelpBlock(
        required=False,
        label=_("Help and contact"),
        help_text=_("In these readers’ words. None: that of the page."),
    )

    class Meta:
        icon = "openquote"
        label = _("Telling")
        label_format = "{audience}: {title}"
        description = _("The whole procedure in other words: easy read, or for children and young people.")
        template = "wagtail_complaints/blocks/telling.html"
        preview_template = PREVIEW
        preview_value = {
            "audience": "easy-read",
            "title": _("How to complain"),
            "introduction": _("<p>You can tell us when something is wrong. It is your right.</p>"),
            "help": [],
        }


class TellingsBlock(StreamBlock):
    telling = TellingBlock()

    class Meta:
        required = False
        collapsed = True

    def clean(self, value):
        value = super().clean(value)
        if again := repeated([each.value["audience"] for each in value]):
            raise StreamBlockValidationError(block_errors={place: _said_twice() for place in again})
        return value


def repeated(audiences: list[str]) -> list[int]:
    """Return the places of those that came before."""
    number = Counter()
    again = []
    for place, audience in enumerate(audiences):
        number[audience] += 1
        if number[audience] > 1:
            again.append(place)
    return again


def _said_twice() -> ValidationError:
    return ValidationError(_now("This is written twice. Keep one, or say that it is for somebody else."))


def words_of(stage, audience: str = "") -> Words:
    """Return what a stage's block says to an audience; the words of the page where it has none for them."""
    for told in stage["tellings"] if audience else ():
        if told["audience"] == audience:
            return Words(told["name"] or stage["name"], told["summary"], told["detail"], told["picture"])
    return Words(stage["name"], stage["summary"], stage["detail"], borrowed=bool(audience))
