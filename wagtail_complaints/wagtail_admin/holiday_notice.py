"""How does a complaints manager hear in time that the known bank holidays come to an end? On the first screen."""

from django.utils.formats import date_format
from wagtail.admin.ui.components import Component

from .. import bank_holidays
from ..conf import today
from ..models.registers import NationChoices


class HolidayNotice(Component):
    name = "complaints_holidays"
    template_name = "wagtail_complaints/admin/holiday_notice.html"
    order = 50

    def __init__(self, ending):
        self.ending = ending

    def get_context_data(self, parent_context):
        nations = [
            (NationChoices(nation).label, date_format(last, "j F Y")) for nation, last in self.ending.items()
        ]
        return {"nations": nations}


def construct(request, panels):
    """Answer Wagtail's hook for the home page. Who keeps the settings hears of it."""
    ending = bank_holidays.ending(today())
    if ending and request.user.has_perm("wagtail_complaints.change_complaintssettings"):
        panels.append(HolidayNotice(ending))
