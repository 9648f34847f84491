"""What must be true of a procedure page before the editor's form lets it be published?"""

from wagtail.admin.forms import WagtailAdminPageForm


class ProcedurePageForm(WagtailAdminPageForm):
    """Drafts may be unfinished; what is published, scheduled or before a moderator is whole."""

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
