"""At which addresses is a page told in other words? One below the page for each telling that its editors wrote."""

from dataclasses import dataclass
from functools import cached_property

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.url_routing import RouteResult

from ..blocks.fields import PackagedStreamField
from ..blocks.tellings import Audience, TellingsBlock


@dataclass(frozen=True)
class Telling:
    """A procedure in the words for one audience; the page itself is the telling without an audience."""

    page: models.Model
    audience: str = ""
    title: str = ""
    introduction: object = None
    help: object = ()

    @property
    def label(self):
        return Audience(self.audience).label if self.audience else _("The full page")

    @property
    def names_formats(self) -> bool:
        """Return whether an editor gave the other formats a place of their own."""
        return any(block.block_type == "other_formats" for block in self.help)

    @cached_property
    def url(self) -> str:
        url = self.page.get_url() or ""
        return f"{url}{self.audience}/" if url and self.audience else url


class ToldInOtherWords(models.Model):
    """Mixed into a page: tellings beside it, which are drafted, moderated, restricted and published with it."""

    tellings = PackagedStreamField(
        TellingsBlock(),
        blank=True,
        verbose_name=_("in other words"),
        help_text=_(
            "A page of its own for each, below this one: the same stages, with the same dates. The words of a "
            "stage are written in the stage."
        ),
    )

    class Meta:
        abstract = True

    @property
    def main_telling(self) -> Telling:
        return Telling(self, "", self.title, self.introduction, self.help)

    @property
    def other_tellings(self) -> list[Telling]:
        values = [block.value for block in self.tellings]
        return [
            Telling(self, each["audience"], each["title"], each["introduction"], each["help"] or self.help)
            for each in values
        ]

    @property
    def every_telling(self) -> list[Telling]:
        return [self.main_telling, *self.other_tellings]

    def telling(self, audience: str) -> Telling:
        """Return the telling for an audience; the page's own for none. Raises: Http404."""
        for each in self.every_telling:
            if each.audience == audience:
                return each
        raise Http404

    def route(self, request, path_components):
        """Find a telling below the page, unless a page of its own has the address."""
        try:
            return super().route(request, path_components)
        except Http404:
            if len(path_components) != 1 or not self.live:
                raise
            return RouteResult(self, kwargs={"audience": self.telling(path_components[0]).audience})

    @property
    def preview_modes(self):
        return [*super().preview_modes, *((each.audience, each.label) for each in self.other_tellings)]

    def get_preview_context(self, request, mode_name):
        return self.get_context(request, audience=mode_name)

    def get_context(self, request, *args, audience="", **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | {"telling": self.telling(audience)}

    def get_cached_paths(self):
        return [*super().get_cached_paths(), *(f"/{each.audience}/" for each in self.other_tellings)]

    def get_sitemap_urls(self, request=None):
        """Add the tellings to the page's own entry."""
        entries = super().get_sitemap_urls(request)
        main = entries[0] if entries else {}
        return [
            *entries,
            *(main | {"location": f"{main['location']}{each.audience}/"} for each in self.other_tellings if main),
        ]
