"""Which ombudsmen ask about which cases, what is owed to them, and what is late?"""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from ... import conf
from ...models import OmbudsmanEnquiry
from .admin import RecordAdmin
from .pages import RecordInspect
from .states import StateFilter

STATES = {
    "overdue": (gettext_lazy("Overdue"), lambda rows: rows.overdue(conf.today())),
    "open": (gettext_lazy("Open"), lambda rows: rows.open()),
    "premature": (gettext_lazy("Premature"), lambda rows: rows.filter(is_premature=True)),
    "decided": (gettext_lazy("Decided"), lambda rows: rows.exclude(decided_on=None)),
}


class EnquiryFilters(WagtailFilterSet):
    state = StateFilter(STATES)

    class Meta:
        model = OmbudsmanEnquiry
        fields = ("state",)


class InspectEnquiry(RecordInspect):
    """An enquiry is read and worked on where its case is."""

    def get(self, request, *args, **kwargs):
        return redirect(reverse("complaints_cases:case", args=[self.instance.case_id]) + "#enquiries")


class EnquiryAdmin(RecordAdmin):
    model = OmbudsmanEnquiry
    is_read_only = True
    base_url_path = "complaints/enquiries"
    menu_label = gettext_lazy("Ombudsman’s enquiries")
    menu_icon = "help"
    nothing_yet = gettext_lazy(
        "No ombudsman has asked about a case that you may see. An enquiry is recorded on the page of its case, "
        "with “Record an enquiry”."
    )
    list_display = ("case_reference", "body", "reference", "received_on", "owed", "decision")
    list_export = list_display
    list_select_related = ("case",)
    search_fields = ("case__reference", "reference", "body")
    filterset_class = EnquiryFilters
    inspect_view_class = InspectEnquiry
    inspect_view_fields = list_display

    def visible_to(self, user):
        return OmbudsmanEnquiry.objects.visible_to(user)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("remedies")

    def case_reference(self, enquiry):
        return enquiry.case.reference

    case_reference.short_description = gettext_lazy("Case")

    def owed(self, enquiry):
        """Return what is owed next, in words: late by word and not by colour alone."""
        owed = next(iter(enquiry.owed()), None)
        if owed is None:
            return _("Nothing")
        if owed.by is None:
            return owed.what
        said = _("%(what)s, overdue since %(day)s") if owed.by < conf.today() else _("%(what)s by %(day)s")
        return said % {"what": owed.what, "day": date_format(owed.by)}

    owed.short_description = gettext_lazy("Owed next")
