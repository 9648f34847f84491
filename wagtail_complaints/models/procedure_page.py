"""How does a council publish a procedure? As a page of its own: `class ProcedurePage(ProcedurePageMixin, Page)`.

The page is where a procedure is written; cases never point to it (see `procedure.ProcedureVersion`).
"""

import logging
from collections.abc import Iterator
from datetime import date
from itertools import chain

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import RichTextField
from wagtail.log_actions import log
from wagtail.utils.decorators import cached_classmethod

from ..blocks import differs, promises
from ..blocks.beginning import BeginningPanel
from ..blocks.document import blocks_of, written
from ..blocks.fields import PackagedStreamField
from ..blocks.help import HelpBlock
from ..blocks.procedure import ComplainantsBlock, ExternalsBlock, RedirectsBlock, TracksBlock
from ..blocks.stages import StagesBlock
from ..compat import AbstractPage
from ..conf import now, today, until_midnight
from ..forms.procedure_page import ProcedurePageForm
from ..procedure import terms
from ..procedure.document import load, to_document
from ..procedure.lengths import Length, NotALength
from ..procedure.problem import DocumentError
from ..procedure.reasons import Reasons
from ..procedure_files import regimes
from .audit import acting
from .calendars import Calendars
from .reading import FIELDS, Reading, in_words, read, slug_errors
from .registers import NationChoices
from .review import ReviewedPage
from .tellings import ToldInOtherWords

logger = logging.getLogger(__name__)

KINDS = {
    "takes_complaints": terms.Kind.COMPLAINT,
    "takes_compliments": terms.Kind.COMPLIMENT,
    "takes_comments": terms.Kind.COMMENT,
}
_PLAIN = ("slug", "nation", "calendar", "regime", "time_limit", "advocates")
_STREAMS = ("complainant", "track", "redirect", "stage", "external")


class PublishRefused(PermissionDenied):
    """The page cannot become a version; says which blocks and fields stand in the way.

    The editor's form says so first. On every other road (a workflow's last approval, a command, the API) this is
    the kind of refusal that Wagtail's own views survive.
    """


def validate_length(text):
    try:
        Length.parse(text)
    except NotALength as wrong:
        raise ValidationError(str(wrong)) from None


def pages_of(narrowed=lambda pages: pages) -> Iterator["ProcedurePageMixin"]:
    """Yield the pages of every model that carries procedures, by title; `narrowed` takes and gives a queryset."""
    found = (narrowed(model.objects.all()) for model in apps.get_models() if issubclass(model, ProcedurePageMixin))
    return iter(sorted(chain.from_iterable(found), key=lambda page: page.title))


class ProcedurePageMixin(ReviewedPage, ToldInOtherWords):
    procedure_slug = models.SlugField(
        _("short name"),
        max_length=100,
        blank=True,
        help_text=_("Names the procedure in records and to other procedures, for ever. Small letters and hyphens."),
    )
    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "link", "ul", "document-link"])
    nation = models.CharField(
        _("nation"),
        max_length=20,
        choices=NationChoices.choices,
        default=NationChoices.ENGLAND,
        help_text=_("Whose bank holidays are no working days."),
    )
    calendar = models.CharField(
        _("calendar"),
        max_length=20,
        blank=True,
        choices=[(terms.UNITED_KINGDOM, _("The whole United Kingdom"))],
        help_text=_(
            "Empty: the nation’s. Of the whole United Kingdom, any nation’s holiday: for requests for information."
        ),
    )
    regime = models.CharField(
        _("law or code"),
        max_length=100,
        blank=True,
        help_text=_("The body of legal limits to check it against, such as “children-england”. Empty: none."),
    )
    takes_complaints = models.BooleanField(_("complaints"), default=True)
    takes_compliments = models.BooleanField(_("compliments"), default=False)
    takes_comments = models.BooleanField(_("comments"), default=False)
    time_limit = models.CharField(
        _("time limit"),
        max_length=40,
        blank=True,
        validators=[validate_length],
        help_text=_(
            "From when it happened, such as “12 months”. A late complaint gets a decision, never a bare no."
        ),
    )
    advocates = models.CharField(
        _("who is offered an advocate"),
        max_length=20,
        blank=True,
        choices=[("under-18", _("Children and young people under 18")), ("anyone", _("Anyone"))],
    )
    stages = PackagedStreamField(StagesBlock(), blank=True, verbose_name=_("stages"))
    complainants = PackagedStreamField(ComplainantsBlock(), blank=True, verbose_name=_("who may complain"))
    tracks = PackagedStreamField(
        TracksBlock(),
        blank=True,
        verbose_name=_("tracks"),
        help_text=_("Only where a procedure has several sets of timescales. The first is the usual one."),
    )
    redirects = PackagedStreamField(RedirectsBlock(), blank=True, verbose_name=_("what goes elsewhere"))
    externals = PackagedStreamField(ExternalsBlock(), blank=True, verbose_name=_("external review"))
    differs = PackagedStreamField(
        differs.DiffersBesideBlock(),
        blank=True,
        verbose_name=_("why we differ from the law"),
        help_text=_("For what is found outside the stages; a stage has its own."),
    )
    help = PackagedStreamField(HelpBlock(), blank=True, verbose_name=_("help and contact"))

    base_form_class = ProcedurePageForm
    exclude_fields_in_copy = ["procedure_slug"]

    content_panels = [
        BeginningPanel(),
        *AbstractPage.content_panels,
        FieldPanel("introduction"),
        FieldPanel("help"),
        FieldPanel("tellings"),
    ]
    stages_panels = [FieldPanel("stages"), FieldPanel("externals")]
    procedure_panels = [
        FieldPanel("procedure_slug"),
        FieldPanel("review_on"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel(name) for name in KINDS])],
            heading=_("What it takes"),
            help_text=_("None of them: a guide to read, which opens no case."),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("nation"), FieldPanel("calendar")]),
                FieldRowPanel([FieldPanel("regime"), FieldPanel("time_limit")]),
            ],
            heading=_("Law and calendar"),
        ),
        FieldPanel("advocates"),
        FieldPanel("complainants"),
        FieldPanel("redirects"),
        FieldPanel("tracks"),
        FieldPanel("differs"),
    ]

    class Meta:
        abstract = True

    @cached_classmethod
    def get_edit_handler(cls):  # noqa: N805
        tabs = [
            (cls.content_panels, _("Page")),
            (cls.stages_panels, _("Stages")),
            (cls.procedure_panels, _("Procedure")),
            (cls.promote_panels, _("Promote")),
            (cls.settings_panels, _("Settings")),
        ]
        lists = [ObjectList(panels, heading=heading) for panels, heading in tabs if panels]
        return TabbedInterface(lists, base_form_class=cls.base_form_class).bind_to_model(cls)

    def document(self) -> dict:
        """Return the page as a procedure document, as it was typed: it may not be a valid one."""
        plain = {key: getattr(self, FIELDS.get(key, key)) for key in _PLAIN}
        lists = {key: written(self._stream(key), getattr(self, FIELDS[key])) for key in _STREAMS}
        parts = {key: part for key, part in (plain | lists).items() if part}
        kinds = [kind.value for name, kind in KINDS.items() if getattr(self, name)]
        return {"format": terms.FORMAT, "title": self.title, "kinds": kinds} | parts

    def fill(self, procedure: terms.Procedure) -> None:
        """Write a procedure into the page; what stands around it (introduction, help, reasons) is left alone.

        The reasons of a stage stay with it where a stage of the same key is written in its place.
        """
        document = to_document(procedure)
        reasons = {block.value["key"]: block.value["differs"] for block in self.stages}
        self.title = procedure.title
        for key in _PLAIN:
            setattr(self, FIELDS.get(key, key), document.get(key, ""))
        for name, kind in KINDS.items():
            setattr(self, name, kind in procedure.kinds)
        for key in _STREAMS:
            setattr(self, FIELDS[key], blocks_of(self._stream(key), document.get(key, [])))
        for block in self.stages:
            block.value["differs"] = reasons.get(block.value["key"], block.value["differs"])

    @staticmethod
    def typed_fields() -> tuple[str, ...]:
        """Return the fields that the procedure and its reasons are typed into."""
        plain = (FIELDS.get(key, key) for key in (*_PLAIN, *_STREAMS))
        return ("title", *plain, *KINDS, "differs")

    def reasons(self) -> Reasons:
        """Return why the council differs from the law, as it was typed."""
        stages = [block.value for block in self.stages]
        of_stages = {stage["key"]: differs.given(stage["differs"]) for stage in stages}
        return Reasons(differs.given(block.value for block in self.differs), of_stages)

    def _stream(self, key):
        return self._meta.get_field(FIELDS[key]).stream_block

    @staticmethod
    def laws() -> dict[str, str]:
        """Return the titles of the laws and codes that a procedure can be held against, by key."""
        return {key: regime.title for key, regime in regimes().items()}

    def reading(self, site=None) -> Reading:
        """Return what the page says and all that keeps it from being published."""
        return read(self, site or self.get_site())

    def get_context(self, request, *args, **kwargs):
        """Add each stage's promises, with the days they mean for whoever complains on the next working day."""
        context = super().get_context(request, *args, **kwargs)
        return context | {"promises": self.dated_promises(on=today())}

    def dated_promises(self, on: date) -> dict[str, list[promises.Promise]]:
        """Return the promises by stage; none while the page cannot be read as a procedure."""
        try:
            procedure = load(self.document())
        except DocumentError:
            return {}
        calendar = Calendars().of(procedure)
        day = promises.example_day(on, calendar)
        if not day:
            return {}
        return {stage.key: promises.dated(procedure, stage, day, calendar) for stage in procedure.stages}

    def serve(self, request, *args, **kwargs):
        """Serve the page with a life that ends at London's midnight, when its dates move on."""
        response = super().serve(request, *args, **kwargs)
        user = getattr(request, "user", None)
        if not (user and user.is_authenticated) and not self.get_view_restrictions().exists():
            patch_cache_control(response, max_age=until_midnight(now()))
        return response

    def slug_errors(self) -> dict:
        return slug_errors(self) if self.procedure_slug else {}

    def publish(self, revision, user=None, log_action=True, **kwargs):
        """Publish or schedule a revision that can become a version. Raises: PublishRefused.

        A revision that was sound when it was scheduled and is not any more is called off instead, and the page's
        history says why: one refusal must not stop the scheduled publishing of the whole site.
        """
        page = revision.as_object()
        if errors := page.reading().errors:
            reason = in_words(page, errors)
            if log_action == "wagtail.publish.scheduled":
                return self._call_off(revision, reason)
            raise PublishRefused(reason)
        with acting(user):
            return super().publish(revision, user=user, log_action=log_action, **kwargs)

    def _call_off(self, revision, reason: str) -> None:
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
        log(self, "wagtail_complaints.publish_refused", data={"reason": reason}, revision=revision)
        logger.error("Scheduled publishing of page %s was refused: %s", self.pk, reason)
