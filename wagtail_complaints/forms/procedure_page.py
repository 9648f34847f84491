"""What must be true of a procedure page before the editor's form lets it be published?"""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm

from .rich_text import name_boxes


class ProcedurePageForm(WagtailAdminPageForm):
    """Drafts may be unfinished; what is published, scheduled or before a moderator is whole."""

    regime = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Law or code"),
        help_text=gettext_lazy("The body of legal limits that the procedure is checked against."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_boxes(self)
        if "regime" in self.fields:
            known = self.instance.laws() | {"": gettext_lazy("None")}
            kept = {self.instance.regime: format_lazy(gettext_lazy("{} (not known here)"), self.instance.regime)}
            by_title = sorted((kept | known).items(), key=lambda law: (law[0] != "", str(law[1])))
            self.fields["regime"].choices = by_title

    def clean_regime(self):
        key = self.cleaned_data["regime"]
        if key and key not in self.instance.laws():
            raise forms.ValidationError(_("“%s” is no law or code that is known here. Choose one, or none.") % key)
        return key

    def defer_required_fields(self):
        if not self.instance.workflow_in_progress:
            super().defer_required_fields()

    def restore_required_fields(self):
        if self.is_deferred_validation:
            super().restore_required_fields()

    def _post_clean(self):
        super()._post_clean()
        if not self.errors:
            site = self.instance.get_site() if self.instance.path else self.parent_page.get_site()
            for field, error in self._found(site).items():
                self.add_error(field if field in self.fields else None, error)

    def _found(self, site) -> dict:
        if self.is_deferred_validation:
            return self.instance.slug_errors()
        return self.instance.reading(site).errors
