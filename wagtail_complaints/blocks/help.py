"""What stands around a procedure on the page: who can help, advocates, whom services answer to, how to reach us?"""

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BlockGroup,
    CharBlock,
    ChoiceBlock,
    EmailBlock,
    ListBlock,
    MultipleChoiceBlock,
    PageChooserBlock,
    StreamBlock,
    StructBlock,
    StructValue,
    TextBlock,
    URLBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from .feedback_form import FeedbackFormBlock, standing
from .helpful import HelpfulBlock
from .routing import RoutingBlock
from .terms import PREVIEW, PreviewedBlock
from .typed import NamedRichTextBlock

_FEATURES = ["bold", "link", "ul", "ol", "document-link"]


def _active(model: str):
    return apps.get_model("wagtail_complaints", model).objects.filter(is_active=True)


def service_areas():
    return [(str(area.pk), area.name) for area in _active("servicearea")]


def advocacy_providers():
    return [(str(provider.pk), provider.name) for provider in _active("advocacyprovider")]


class HelperBlock(StructBlock):
    name = CharBlock(max_length=255, label=_("Who"))
    note = TextBlock(required=False, rows=2, label=_("How they help"))
    website = URLBlock(required=False, label=_("Website"))
    telephone = CharBlock(required=False, max_length=60, label=_("Telephone"))
    email = EmailBlock(required=False, label=_("E-mail"))

    class Meta:
        icon = "group"
        label_format = "{name}"
        form_layout = BlockGroup(children=["name", "note"], settings=["website", "telephone", "email"])


class WhoCanHelpBlock(PreviewedBlock):
    heading = CharBlock(default=_("Who can help you"), label=_("Heading"))
    introduction = NamedRichTextBlock(required=False, features=_FEATURES, label=_("Introduction"))
    helpers = ListBlock(HelperBlock(), default=[], collapsed=True, label=_("People and organisations"))

    class Meta:
        icon = "group"
        label = _("Who can help")
        label_format = "{heading}"
        group = _("Help")
        description = _("People who can help somebody complain: a councillor, an MP, an advice service.")
        template = "wagtail_complaints/blocks/who_can_help.html"
        preview_template = PREVIEW
        preview_value = {
            "heading": _("Who can help you"),
            "helpers": [
                {"name": _("Your councillor"), "note": _("Can take up your complaint for you.")},
                {
                    "name": "Citizens Advice",
                    "note": _("Free advice."),
                    "website": "https://www.citizensadvice.org.uk",
                },
            ],
        }


class AdvocacyBlock(PreviewedBlock):
    heading = CharBlock(default=_("Someone to speak up for you"), label=_("Heading"))
    text = NamedRichTextBlock(
        required=False,
        features=_FEATURES,
        label=_("Text"),
        help_text=_("Who may have an advocate, and what one does."),
    )
    providers = MultipleChoiceBlock(
        required=False,
        choices=advocacy_providers,
        label=_("Advocacy providers"),
        help_text=_("From the register. None chosen: all that are in use."),
    )

    class Meta:
        icon = "comment"
        label = _("Advocacy")
        label_format = "{heading}"
        group = _("Help")
        description = _("The offer of an independent advocate, with the providers of the register.")
        template = "wagtail_complaints/blocks/advocacy.html"
        preview_template = PREVIEW
        preview_value = {
            "heading": _("Someone to speak up for you"),
            "text": _(
                "<p>An advocate is independent of the council. You can choose your own, or we find you one.</p>"
            ),
        }

    def get_context(self, value, parent_context=None):
        chosen = _chosen("advocacyprovider", value["providers"])
        return super().get_context(value, parent_context) | {"providers": chosen}


class ServiceRoutingBlock(PreviewedBlock):
    heading = CharBlock(default=_("Who answers for which service"), label=_("Heading"))
    introduction = NamedRichTextBlock(required=False, features=_FEATURES, label=_("Introduction"))
    services = MultipleChoiceBlock(
        required=False,
        choices=service_areas,
        label=_("Services"),
        help_text=_("From the register of service areas. None chosen: all that are in use."),
    )

    class Meta:
        icon = "table"
        label = _("Services and who is responsible")
        label_format = "{heading}"
        group = _("Help")
        description = _("A table of services, who answers for each and how to reach them, kept in the register.")
        template = "wagtail_complaints/blocks/service_routing.html"
        preview_template = PREVIEW
        preview_value = {"heading": _("Who answers for which service")}

    def get_context(self, value, parent_context=None):
        chosen = _chosen("servicearea", value["services"])
        return super().get_context(value, parent_context) | {"services": chosen}


def _chosen(model: str, keys):
    rows = _active(model)
    return rows.filter(pk__in=keys) if keys else rows


WAYS = {
    "telephone": _("Telephone"),
    "text": _("Text message"),
    "relay": _("Text relay"),
    "email": _("E-mail"),
    "post": _("Post"),
    "person": _("In person"),
    "online": _("Online"),
}
_SCHEMES = {"telephone": "tel:", "text": "sms:", "email": "mailto:", "online": ""}


class ContactPointValue(StructValue):
    @property
    def label(self) -> str:
        return WAYS[self["how"]]

    @property
    def link(self) -> str:
        """Return what a telephone or a computer opens; nothing for a place to write to or to visit."""
        target = self["value"].replace(" ", "") if self["how"] in ("telephone", "text") else self["value"].strip()
        return f"{_SCHEMES[self['how']]}{target}" if self["how"] in _SCHEMES else ""


class ContactPointBlock(StructBlock):
    how = ChoiceBlock(label=_("How"), choices=list(WAYS.items()), default="telephone")
    value = TextBlock(rows=1, label=_("Number or address"))
    note = CharBlock(required=False, max_length=255, label=_("Note"), help_text=_("Such as opening hours."))

    class Meta:
        icon = "mail"
        label = _("Contact point")
        value_class = ContactPointValue
        label_format = "{how}: {value}"


class ContactPointsBlock(PreviewedBlock):
    heading = CharBlock(default=_("How to reach us"), label=_("Heading"))
    introduction = NamedRichTextBlock(required=False, features=_FEATURES, label=_("Introduction"))
    points = ListBlock(ContactPointBlock(), default=[], collapsed=True, label=_("Contact points"))

    class Meta:
        icon = "mail"
        label = _("Contact points")
        label_format = "{heading}"
        group = _("Contact")
        description = _("Telephone, text, e-mail, post: every way to reach the complaints team.")
        template = "wagtail_complaints/blocks/contact_points.html"
        preview_template = PREVIEW
        preview_value = {
            "heading": _("How to reach us"),
            "points": [
                {"how": "telephone", "value": "01632 960 100", "note": _("Monday to Friday, 9am to 5pm")},
                {"how": "email", "value": "complaints@wenbury.example"},
                {"how": "post", "value": "Complaints Team\nWenbury Council\nTown Hall\nWenbury"},
            ],
        }


class FormatBlock(StructBlock):
    name = CharBlock(max_length=120, label=_("Format or language"))
    document = DocumentChooserBlock(required=False, label=_("Document"))
    page = PageChooserBlock(required=False, label=_("Page"))

    class Meta:
        icon = "doc-full"
        label = _("Format")
        label_format = "{name}"


class OtherFormatsBlock(PreviewedBlock):
    heading = CharBlock(default=_("Other formats and languages"), label=_("Heading"))
    text = NamedRichTextBlock(
        required=False, features=_FEATURES, label=_("Text"), help_text=_("How to ask for another.")
    )
    formats = ListBlock(FormatBlock(), default=[], collapsed=True, label=_("Formats"))
    form = SnippetChooserBlock(
        "wagtail_complaints.FeedbackForm",
        required=False,
        label=_("Form to ask for another"),
        help_text=_("What is sent comes to the inbox, with the page that it was sent from."),
    )

    class Meta:
        icon = "openquote"
        label = _("Other formats")
        label_format = "{heading}"
        group = _("Contact")
        description = _("Easy read, large print, British Sign Language, Welsh: what there is and how to ask.")
        template = "wagtail_complaints/blocks/other_formats.html"
        preview_template = PREVIEW
        preview_value = {
            "heading": _("Other formats and languages"),
            "text": _("<p>Ask us for this page in large print, easy read, Braille or another language.</p>"),
            "formats": [{"name": _("Easy read")}, {"name": _("Large print")}],
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return context | (standing(value["form"], context, level=4) if value["form"] else {})


class HelpBlock(StreamBlock):
    """What stands around the stages, in the order the editor likes."""

    text = NamedRichTextBlock(
        features=["h2", "h3", *_FEATURES],
        icon="pilcrow",
        label=_("Text"),
        group=_("Text"),
        description=_("A heading and paragraphs of your own."),
        template="wagtail_complaints/blocks/text.html",
        preview_template=PREVIEW,
        preview_value=_(
            "<h2>If someone may be in danger</h2><p>Telephone us at once. Do not wait for a reply.</p>"
        ),
    )
    who_can_help = WhoCanHelpBlock()
    advocacy = AdvocacyBlock()
    service_routing = ServiceRoutingBlock()
    contact_points = ContactPointsBlock()
    other_formats = OtherFormatsBlock()
    feedback_form = FeedbackFormBlock()
    routing = RoutingBlock()
    helpful = HelpfulBlock()

    class Meta:
        required = False
        collapsed = True
