"""How does a procedure leave the admin as a file, and come in from one or a preset? As a draft, to be checked."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminPageChooser
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies.pages import PagePermissionPolicy

from ...actions.drafts import DraftRefused, draft, models_under
from ...compat import page_model
from ...models.procedure_page import ProcedurePageMixin
from ...models.reading import in_words, page_errors
from ...procedure.document import load
from ...procedure.problem import DocumentError
from ...procedure_files import MOST_BYTES, presets, read_bytes, write

MOST_PROBLEMS = 50


def header_buttons(page, user, view_name, next_url=None):
    """Answer Wagtail's hook for the actions of a page."""
    if page.pk and isinstance(page, ProcedurePageMixin) and page.permissions_for_user(user).can_edit():
        url = reverse("complaints_procedure_export", args=[page.pk])
        yield Button(_("Export as a document"), url, icon_name="download", priority=80)
    if page.pk and page.permissions_for_user(user).can_add_subpage() and models_under(page):
        url = f"{reverse('complaints_procedure_import')}?parent={page.pk}"
        yield Button(_("New procedure from a file or preset"), url, icon_name="upload", priority=85)


def export(request, page_id):
    """Answer with the latest draft of a page as a TOML file."""
    page = get_object_or_404(page_model(), pk=page_id).get_latest_revision_as_object()
    if not isinstance(page, ProcedurePageMixin):
        raise Http404
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    try:
        procedure = load(page.document())
    except DocumentError as wrong:
        found = page_errors(page, [(each.path, each.message) for each in wrong.problems])
        messages.error(request, _("This page is not yet a procedure. %s") % in_words(page, found))
        return redirect("wagtailadmin_pages:edit", page.pk)
    disposition = content_disposition_header(True, f"{procedure.slug}.toml")
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(write(procedure), content_type="application/toml; charset=utf-8", headers=headers)


class NewProcedureForm(forms.Form):
    preset = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Preset"),
        help_text=gettext_lazy("A procedure that comes with the package, for one body of law."),
    )
    file = forms.FileField(
        required=False,
        label=gettext_lazy("Or a file"),
        help_text=gettext_lazy("A procedure document in TOML, as it is exported from a page."),
        widget=forms.ClearableFileInput(attrs={"accept": ".toml,application/toml"}),
    )
    page_type = forms.ChoiceField(required=False, label=gettext_lazy("Kind of page"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["parent"] = forms.ModelChoiceField(
            page_model().objects.filter(depth__gt=1),
            label=_("Under which page"),
            widget=AdminPageChooser(user_perms="copy_to"),
            error_messages={"required": _("Choose the page under which the new one is to stand.")},
        )
        named = sorted((each.title, key) for key, each in presets().items())
        offered = [(key, f"{title} ({key})") for title, key in named]
        self.fields["preset"].choices = [("", _("None: I have a file")), *offered]
        kinds = [model for model in page_model().__subclasses__() if issubclass(model, ProcedurePageMixin)]
        if len(kinds) < 2:
            del self.fields["page_type"]
        else:
            each = [(model._meta.label_lower, model.get_verbose_name()) for model in kinds]
            self.fields["page_type"].choices = [("", _("Choose…")), *each]
        self.order_fields(["preset", "file", "parent", "page_type"])

    def clean_parent(self):
        parent = self.cleaned_data["parent"].specific
        if not parent.permissions_for_user(self.user).can_add_subpage():
            raise forms.ValidationError(_("You may not add pages there."))
        if not models_under(parent):
            raise forms.ValidationError(_("No procedure can stand under that page."))
        return parent

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file:
            return None
        try:
            return read_bytes(file.read(MOST_BYTES + 1))
        except DocumentError as wrong:
            said = [Truncator(str(each)).chars(300) for each in wrong.problems[:MOST_PROBLEMS]]
            if more := len(wrong.problems) - MOST_PROBLEMS:
                said += [_("And %s more.") % more] if more > 0 else []
            self.add_error(None, said)
            return None

    def clean(self):
        cleaned = super().clean()
        named = [bool(self.data.get("preset")), bool(self.files.get("file"))]
        if named == [True, True]:
            raise forms.ValidationError(_("Choose a preset or a file, not both."))
        if not any(named):
            raise forms.ValidationError(_("Choose a preset, or a file."))
        if "parent" in cleaned:
            cleaned["model"] = self._model(cleaned["parent"], cleaned.get("page_type", ""))
        return cleaned

    def _model(self, parent, named):
        """Return the one page model that can be meant."""
        found = [each for each in models_under(parent) if named in ("", each._meta.label_lower)]
        if len(found) != 1:
            self.add_error("page_type", _("Choose a kind of page that can stand there."))
        return found[0] if found else None

    def procedure(self):
        return self.cleaned_data["file"] or presets()[self.cleaned_data["preset"]]


class NewProcedureView(WagtailAdminTemplateMixin, FormView):
    form_class = NewProcedureForm
    template_name = "wagtail_complaints/admin/law/new_procedure.html"
    page_title = gettext_lazy("New procedure")
    header_icon = "upload"
    _show_breadcrumbs = True

    def dispatch(self, request, *args, **kwargs):
        if not may_add_somewhere(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_initial(self):
        parent = self.request.GET.get("parent", "")
        found = page_model().objects.filter(pk=int(parent)).first() if parent.isdecimal() else None
        may = found and found.permissions_for_user(self.request.user).can_add_subpage()
        return {"parent": found if may else None, "preset": self.request.GET.get("preset", "")}

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"media": context["form"].media}

    def form_valid(self, form):
        parent, model = form.cleaned_data["parent"], form.cleaned_data["model"]
        asked = form.procedure()
        try:
            page = draft(asked, parent=parent, model=model, by=self.request.user)
        except DraftRefused as refused:
            form.add_error(None, str(refused).splitlines())
            return self.form_invalid(form)
        messages.success(self.request, _("“%s” is a draft now: check it before it is published.") % page.title)
        if page.procedure_slug != asked.slug:
            said = _("Another page has the short name “%(slug)s”, so this one is called “%(new)s”.")
            messages.info(self.request, said % {"slug": asked.slug, "new": page.procedure_slug})
        return redirect("wagtailadmin_pages:edit", page.pk)


def may_add_somewhere(user) -> bool:
    """Return whether the user may add a page anywhere at all."""
    return PagePermissionPolicy().user_has_permission(user, "add")
