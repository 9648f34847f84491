"""Where does a feedback form stand? In a block of any page, as HTML that a shared cache may keep.

The HTML holds no cookie, no token and nothing of the visitor: it names the version of the form by its digest, the
page and its own place on it, and is posted to an address of ours. The form itself stands between two marks, so that
`web.host_page` can put an answered one in its place on a page that was served like any other.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.apps import apps
from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock
from wagtail.models import Site
from wagtail.snippets.blocks import SnippetChooserBlock

from ..compat import AbstractPage
from ..forms.contact import Contact
from ..forms.definition import FormDefinition
from ..forms.feedback import FeedbackAnswers
from .terms import PREVIEW
from .typed import NamedRichTextBlock


@dataclass(frozen=True)
class Place:
    """One form on one page: what its address says."""

    digest: str
    page_pk: int | None = None
    name: str = "feedback"

    @cached_property
    def url(self) -> str:
        if self.page_pk is None:
            return reverse("wagtail_complaints:feedback", args=[self.digest])
        return reverse("wagtail_complaints:feedback_on_page", args=[self.digest, self.page_pk, self.name])

    @property
    def marks(self) -> tuple[str, str]:
        return f"<!--feedback {self.name}-->", f"<!--/feedback {self.name}-->"


def contact_for(request) -> Contact:
    """Return how this site's complaints team is reached; empty where nothing is filled in."""
    kept = apps.get_model("wagtail_complaints", "ComplaintsSettings")
    site = Site.find_for_request(request) or Site.objects.filter(is_default_site=True).first()
    known = kept.objects.filter(site=site).first()
    if not known:
        return Contact()
    return Contact(
        *(known.council_name, known.team_name, known.team_telephone, known.team_email, known.team_address),
        exit_url=known.exit_url,
    )


class FeedbackFormBlock(StructBlock):
    heading = CharBlock(label=_("Heading"), required=False, max_length=120)
    introduction = NamedRichTextBlock(
        label=_("Introduction"), required=False, features=["bold", "link", "document-link", "ol", "ul"]
    )
    form = SnippetChooserBlock(
        "wagtail_complaints.FeedbackForm",
        label=_("Form"),
        help_text=_("Its questions are kept under Complaints, Feedback forms."),
    )

    class Meta:
        icon = "form"
        label = _("Feedback form")
        label_format = _("Feedback form: {form}")
        template = "wagtail_complaints/blocks/feedback_form.html"
        preview_template = PREVIEW
        description = _("A form for complaints, compliments and comments.")

    def get_preview_value(self):
        """Return the block with a form of this site, so that the picker shows what would really be asked."""
        form = apps.get_model("wagtail_complaints", "FeedbackForm").objects.first()
        return self.normalize({"heading": str(_("Tell us what you think")), "form": form})

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return context | standing(value["form"], context)


def standing(form, context: dict, *, level: int = 3) -> dict:
    """Return what a template needs to put a form where a block stands; no form, nothing to fill in.

    `level` is that of the form's own headings.
    """
    request = context.get("request")
    version = form.current_version if form else None
    is_preview = getattr(request, "is_preview", False) or "block_def" in context
    if not version or context.get("on_paper"):
        return {"is_preview": is_preview}
    place = _place_of(version, context, request)
    drawn = _drawn.__wrapped__ if settings.DEBUG else _drawn
    depends_on = (place.url, contact_for(request), get_language(), bool(is_preview), level)
    return {
        "is_preview": is_preview,
        "place": place,
        "is_first": _is_first(request),
        "form_html": drawn(version.asks, place, *depends_on),
    }


@lru_cache(maxsize=256)
def _drawn(
    asks: FormDefinition, place: Place, url: str, contact: Contact, language: str, is_preview: bool, level: int
) -> str:
    """Return the form as every visitor gets it, drawn once by each process: its HTML depends on nothing else.

    The address depends on the site's URLs, which a request or the language may change: it is a part of the key.
    """
    context = {
        "feedback": FeedbackAnswers(asks, place=place.name),
        "place": place,
        "contact": contact,
        "is_preview": is_preview,
        "level": level,
    }
    return render_to_string("wagtail_complaints/feedback/form.html", context)


@receiver(setting_changed)
def _draw_anew(**kwargs):
    _drawn.cache_clear()


def _place_of(version, context, request) -> Place:
    """Return the block's place, named after its id where Wagtail tells it (from 8.0)."""
    page = context.get("page")
    name = f"feedback-{(context.get('id') or str(version.form_id))[:8]}"
    taken = request.__dict__.setdefault("_feedback_places", []) if request else []
    taken.append(name)
    if taken.count(name) > 1:
        name = f"{name}-{taken.count(name)}"
    is_saved_page = isinstance(page, AbstractPage) and page.pk
    return Place(version.digest, page.pk if is_saved_page else None, name)


def _is_first(request) -> bool:
    return not request or len(request._feedback_places) == 1
