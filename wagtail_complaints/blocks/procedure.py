"""What does a procedure say of itself beside its stages: who may complain, what goes elsewhere, who is above us?"""

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BlockGroup,
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    EmailBlock,
    StreamBlock,
    URLBlock,
)

from .terms import PREVIEW, TermsBlock
from .typed import ParagraphsBlock


class ComplainantBlock(TermsBlock):
    who = CharBlock(max_length=255, label=_("Who"), help_text=_("For example “Someone the child has asked”."))
    needs = ChoiceBlock(
        required=False,
        label=_("Needs"),
        choices=[
            ("consent", _("The consent of the person affected")),
            ("decision", _("A decision by the council")),
        ],
        help_text=_("Empty: may complain in their own right."),
    )

    class Meta:
        icon = "user"
        label = _("Who may complain")
        label_format = "{who}"
        description = _("A kind of person who may use the procedure.")
        template = "wagtail_complaints/blocks/complainant.html"
        preview_template = PREVIEW
        preview_value = {"who": _("Someone the child has asked to speak for them"), "needs": "consent"}


class TrackBlock(TermsBlock):
    key = CharBlock(max_length=100, label=_("Key"), help_text=_("Small letters and hyphens, such as “complex”."))
    name = CharBlock(max_length=255, label=_("Name"))

    class Meta:
        icon = "tasks"
        label = _("Track")
        label_format = "{name}"
        description = _("One of several sets of timescales, chosen for a case at triage.")
        template = "wagtail_complaints/blocks/track.html"
        preview_template = PREVIEW
        preview_value = {"key": "complex", "name": _("Complex complaints")}


class RedirectBlock(TermsBlock):
    about = CharBlock(max_length=255, label=_("A complaint about"), help_text=_("For example “A school”."))
    to = CharBlock(
        required=False,
        max_length=255,
        label=_("Goes to"),
        help_text=_("In words. Empty, with no procedure either: it is refused in writing."),
    )
    procedure = CharBlock(
        required=False,
        max_length=100,
        label=_("Or to the procedure"),
        help_text=_("The short name of another procedure of this site."),
    )
    urgent = BooleanBlock(
        required=False,
        label=_("Passed on at once"),
        help_text=_("Somebody’s safety: the person is told afterwards."),
    )

    class Meta:
        icon = "redirect"
        label = _("Goes elsewhere")
        label_format = "{about} → {to} {procedure}"
        form_layout = BlockGroup(children=["about", "to"], settings=["procedure", "urgent"])
        description = _("A matter that this procedure does not deal with, and where it goes.")
        template = "wagtail_complaints/blocks/redirect.html"
        preview_template = PREVIEW
        preview_value = {"about": _("A school"), "to": _("The school’s own complaints procedure")}

    def get_context(self, value, parent_context=None):
        """Add the page of the procedure that the matter goes to, where that is published."""
        rows = apps.get_model("wagtail_complaints", "procedure").objects.filter(
            slug=value["procedure"], is_live=True
        )
        procedure = rows.select_related("page").first() if value["procedure"] else None
        found = {"elsewhere": procedure, "link": procedure and procedure.page and procedure.page.url}
        return super().get_context(value, parent_context) | found


class ExternalBlock(TermsBlock):
    name = CharBlock(max_length=255, label=_("Name"))
    for_ = CharBlock(
        required=False, max_length=255, label=_("For"), help_text=_("Which complaints, where not all of them.")
    )
    open = ChoiceBlock(
        label=_("When"),
        choices=[("after", _("After the last stage")), ("any-time", _("At any time"))],
        default="after",
    )
    website = URLBlock(required=False, label=_("Website"))
    telephone = CharBlock(required=False, max_length=60, label=_("Telephone"))
    email = EmailBlock(required=False, label=_("E-mail"))
    address = ParagraphsBlock(required=False, rows=3, label=_("Address"))
    note = ParagraphsBlock(required=False, rows=2, label=_("Note"))

    class Meta:
        icon = "globe"
        label = _("External review body")
        label_format = "{name}"
        form_layout = BlockGroup(
            children=["name", "website", "telephone", "email", "note"], settings=["open", "for_", "address"]
        )
        description = _("A body outside the council that may look at the complaint, such as the Ombudsman.")
        template = "wagtail_complaints/blocks/external.html"
        preview_template = PREVIEW
        preview_value = {
            "name": "Local Government and Social Care Ombudsman",
            "website": "https://www.lgo.org.uk",
            "telephone": "0300 061 0614",
            "note": _("The Ombudsman is independent of the council, and free."),
        }


class _Listed(StreamBlock):
    class Meta:
        required = False
        collapsed = True


class ComplainantsBlock(_Listed):
    complainant = ComplainantBlock()


class TracksBlock(_Listed):
    track = TrackBlock()


class RedirectsBlock(_Listed):
    redirect = RedirectBlock()


class ExternalsBlock(_Listed):
    external = ExternalBlock()
