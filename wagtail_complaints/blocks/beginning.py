"""How does an editor learn that a procedure need not be written from nothing? By a word above a new page."""

from wagtail.admin.panels import HelpPanel


class BeginningPanel(HelpPanel):
    """Leads from a page that is not stored yet to the presets, before anything is typed into it."""

    def __init__(self, template="wagtail_complaints/admin/law/beginning.html", **kwargs):
        super().__init__(template=template, **kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        def is_shown(self):
            return self.instance.pk is None
