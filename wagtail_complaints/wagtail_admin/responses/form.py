"""What does an author fill in? The letter, what it must say, and a finding for each point and no other."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from ...forms.rich_text import name_boxes


class ResponseForm(WagtailAdminModelForm):
    contains = forms.MultipleChoiceField(
        label=_("This letter says"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The procedure asks for each of these. Tick what you have written."),
    )

    class Media:
        css = {"all": ["wagtail_complaints/css/responses.css"]}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_boxes(self)
        needs = self.instance.requirements()
        self.fields["contains"].choices = [(need, need) for need in needs]
        if not needs:
            del self.fields["contains"]
        self._only_the_points_to_answer()

    def add_prefix(self, field_name):
        """Call a box “says” on the page: named “contains”, it hides the form's own `contains` from the scripts."""
        return super().add_prefix("says" if field_name == "contains" else field_name)

    def _only_the_points_to_answer(self):
        findings = self.formsets["findings"]
        points = self.instance.points_to_answer()
        findings.max_num = points.count()
        for form in findings.forms:
            form.fields["point"].queryset = points
