"""Where do Wagtail 7.4 and 8.0 differ? Everything the app has to ask is asked here."""

import swapper
from wagtail import VERSION as WAGTAIL_VERSION

if WAGTAIL_VERSION >= (8, 0):
    from wagtail.models import AbstractPage
else:  # an AbstractPage of another kind is there, without the panels of a page
    from wagtail.models import Page as AbstractPage

PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")
"""The site's page model, for foreign keys: from Wagtail 8.0 a site may swap it.

Asked only after Wagtail's models are there, which tell swapper what the setting is called.
"""

VIEWSETS_CARRY_POLICIES = False
"""Whether a viewset says which permission policy it goes by, or Wagtail's registry does."""

try:
    from wagtail.permissions import register_permission_policy
except ImportError:  # Wagtail 7.4
    VIEWSETS_CARRY_POLICIES = True

    def register_permission_policy(model, policy):
        """Do nothing: before Wagtail 8.0 a viewset carries its own permission policy."""


__all__ = [
    "PAGE_MODEL",
    "VIEWSETS_CARRY_POLICIES",
    "AbstractPage",
    "page_model",
    "page_view",
    "register_permission_policy",
]


def page_view(request, page_class, name: str) -> tuple:
    """Return the class of the view that edits or adds pages of this type, and what makes a view of such a class.

    `name` is "edit" or "add". Without a class, what is asked for is neither.
    """
    if WAGTAIL_VERSION >= (8, 0):
        from wagtail.admin.viewsets.pages import page_viewset_registry

        viewset = page_viewset_registry.get_by_type(page_class)
        return getattr(viewset, f"{name}_view_class"), viewset.construct_view
    return getattr(request.resolver_match.func, "view_class", None), lambda made: made.as_view()


def page_model():
    return swapper.load_model("wagtailcore", "Page")
