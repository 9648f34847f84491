"""Where are the views that somebody keeps? Above the register; here they are made and looked after."""

from typing import NamedTuple

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, ListView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ...actions import saved_views
from ...models import SavedView
from ...models.saved_view import SHARE
from ...procedure.journey import MoveRefused
from ..refused import SaysThatItWasRefused
from .choices import Choices
from .matching import parameters


class Offered(NamedTuple):
    """A view above the register: `is_current` where it is what is shown."""

    name: str
    url: str
    is_current: bool


def offered(request, narrowed: QueryDict) -> list[Offered]:
    """Return the views kept by the user of `request`, or shared with them."""
    shown = narrowed.urlencode()
    return [Offered(view.name, url_of(view), view.query == shown) for view in Choices.of(request).views]


def url_of(view: SavedView) -> str:
    return f"{reverse('complaints_cases:index')}?{view.query}"


class SavedViewForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("A few words, with nobody’s name."))
    group = forms.ModelChoiceField(
        label=_("Share with"),
        queryset=Group.objects.none(),
        required=False,
        empty_label=_("Nobody: it is for me alone"),
        help_text=_("Each of them sees in it what they may see, and nothing more."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if user.has_perm(SHARE):
            seeing = Q(permissions__codename__in=("view_case", "view_every_case"))
            self.fields["group"].queryset = Group.objects.filter(seeing).distinct().order_by("name")
        else:
            del self.fields["group"]


class SavedViewScreen(WagtailAdminTemplateMixin):
    """A screen about the views of the register. Whoever may see cases may keep some."""

    header_icon = "folder-open-inverse"
    template_name = "wagtail_complaints/admin/cases/saved_view_form.html"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("wagtail_complaints.view_case"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return self.page_title

    def get_breadcrumbs_items(self):
        cases = {"url": reverse("complaints_cases:index"), "label": _("Cases")}
        return [*self.breadcrumbs_items, cases, {"url": "", "label": self.page_title}]


class SavedViewsView(SavedViewScreen, ListView):
    page_title = _("Saved views")
    template_name = "wagtail_complaints/admin/cases/saved_views.html"
    context_object_name = "views"

    def get_queryset(self):
        user = self.request.user
        kept = set(SavedView.objects.kept_by(user).values_list("pk", flat=True))
        views = SavedView.objects.filter(
            Q(pk__in=kept) | Q(pk__in=SavedView.objects.offered_to(user).values("pk"))
        ).select_related("owner", "group")
        return [(view, url_of(view), view.pk in kept) for view in views]


class SavedViewFormScreen(SaysThatItWasRefused, SavedViewScreen, FormView):
    form_class = SavedViewForm
    submit_button_label = _("Save")
    done = _("Saved.")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form):
        try:
            self.perform(**form.cleaned_data)
        except MoveRefused as refused:
            form.add_error(None, refused.reason)
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(self.request, self.done)
        return redirect(self.get_success_url())

    def get_success_url(self):
        return reverse("complaints_cases:saved-views")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "action_url": self.request.get_full_path(),
            "submit_button_label": self.submit_button_label,
            "media": context["form"].media,
        }


class KeepViewView(SavedViewFormScreen):
    page_title = _("Save this view")

    @cached_property
    def query(self) -> str:
        return parameters(self.request.GET, "ordering").urlencode()

    def perform(self, *, name, group=None):
        saved_views.keep(name=name, query=self.query, group=group, by=self.request.user)

    def get_success_url(self):
        return f"{reverse('complaints_cases:index')}?{self.query}"

    def get_context_data(self, **kwargs):
        lead = _("Keeps the filters and the sorting that you see now. Words you searched for are not kept.")
        return super().get_context_data(lead=lead, back=self.get_success_url(), **kwargs)


class KeptView(SavedViewFormScreen):
    """A view that the user may change. Another's is not found."""

    @cached_property
    def view(self) -> SavedView:
        return get_object_or_404(SavedView.objects.kept_by(self.request.user), pk=self.kwargs["view"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(view=self.view, back=self.get_success_url(), **kwargs)


class ChangeViewView(KeptView):
    page_title = _("Rename or share a view")

    def get_initial(self):
        return {"name": self.view.name, "group": self.view.group}

    def perform(self, *, name, group=None):
        saved_views.change(self.view, name=name, group=group, by=self.request.user)


class DeleteViewView(KeptView):
    page_title = _("Delete a view")
    submit_button_label = _("Delete it")
    done = _("Deleted. No case is changed by this.")
    form_class = forms.Form

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        return {name: value for name, value in kwargs.items() if name != "user"}

    def get_context_data(self, **kwargs):
        lead = _("“%(name)s” is deleted for everybody it is shared with.") % {"name": self.view.name}
        return super().get_context_data(lead=lead, **kwargs)

    def perform(self):
        saved_views.delete(self.view, by=self.request.user)


def patterns():
    """Return the addresses, to be included in those of the register."""
    return [
        path("views/", SavedViewsView.as_view(), name="saved-views"),
        path("views/keep/", KeepViewView.as_view(), name="keep-view"),
        path("views/<int:view>/", ChangeViewView.as_view(), name="change-view"),
        path("views/<int:view>/delete/", DeleteViewView.as_view(), name="delete-view"),
    ]
