"""What does every screen of records share? A ModelAdmin that is closed unless its screen opens it.

wagtail-modeladmin gives the registration, the addresses, the forms and the permission helper. Its views are
replaced (`record_listing`, `record_pages`): its listing filters by any lookup that the query string names and its
history asks nobody's permission. Here a permission is asked for at each address, together with a rule for the row.
"""

from functools import partial

from django.contrib.admin.utils import quote
from django.db.models import PROTECT
from django.urls import re_path, reverse
from wagtail.admin.admin_url_finder import register_admin_url_finder
from wagtail_modeladmin.helpers import AdminURLHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from ..changes import Line, record_lines
from .listing import RecordListing
from .pages import RecordCreate, RecordDelete, RecordEdit, RecordHistory, RecordInspect


class RecordPermissions(PermissionHelper):
    """Who may do what: a permission of the model, and the rules of the screen for the row."""

    def __init__(self, record_admin):
        super().__init__(record_admin.model, record_admin.inspect_view_enabled)
        self.record_admin = record_admin

    def holds(self, user, verb: str) -> bool:
        return self.user_has_specific_permission(user, self.get_perm_codename(verb))

    def user_can_list(self, user):
        return self.holds(user, "view") or self.holds(user, "change")

    def user_can_create(self, user):
        return not self.record_admin.is_read_only and self.holds(user, "add")

    def user_can_inspect_obj(self, user, obj):
        return self.inspect_view_enabled and self.user_can_list(user) and self._sees(user, obj)

    def user_can_edit_obj(self, user, obj):
        return self.holds(user, "change") and self.record_admin.is_editable(obj) and self._sees(user, obj)

    def user_can_delete_obj(self, user, obj):
        return self.holds(user, "delete") and self._sees(user, obj) and self.record_admin.is_deletable(obj)

    def _sees(self, user, obj) -> bool:
        return self.record_admin.visible_to(user).filter(pk=obj.pk).exists()


class RecordURLs(AdminURLHelper):
    """Addresses take numbers only, and the listing has a second one for its results alone."""

    def _get_object_specific_action_url_pattern(self, action):
        return rf"^{self.base_url_path}/{action}/(?P<instance_pk>\d+)/$"

    @property
    def results_url(self):
        return reverse(self.get_action_url_name("results"))


class RecordAdmin(ModelAdmin):
    """The base of a screen of records. Its filters are those of `filterset_class`: `list_filter` is not read.

    `moves` gives the `RecordMove` views that act on a row, each under the name it has in its address.
    """

    is_read_only = False
    nothing_yet = ""
    """What its empty list says: how something comes to stand there. Where rows are added here, Wagtail says it."""
    moves = {}
    add_to_admin_menu = False
    inspect_view_enabled = True
    list_per_page = 50
    empty_value_display = "–"
    filterset_class = None
    create_template_name = edit_template_name = "wagtail_complaints/admin/records/form.html"
    inspect_template_name = "wagtail_complaints/admin/records/inspect.html"
    delete_template_name = "wagtail_complaints/admin/records/delete.html"
    history_template_name = "wagtailadmin/generic/listing.html"
    url_helper_class = RecordURLs
    index_view_class = RecordListing
    create_view_class = RecordCreate
    edit_view_class = RecordEdit
    delete_view_class = RecordDelete
    inspect_view_class = RecordInspect
    history_view_class = RecordHistory

    def __init__(self, parent=None):
        super().__init__(parent)
        self.permission_helper = RecordPermissions(self)

    def visible_to(self, user):
        """Return the rows that this user may see. Permissions of the model are asked for apart."""
        return self.model._default_manager.all()

    def get_queryset(self, request):
        rows = self.visible_to(request.user)
        return rows.select_related(*self.list_select_related) if self.list_select_related else rows

    def called(self, obj) -> str:
        """Return what a page about this row calls it."""
        return str(obj)

    def is_editable(self, obj) -> bool:
        return not self.is_read_only

    def is_deletable(self, obj) -> bool:
        return not self.is_read_only and not has_dependants(obj)

    def moves_now(self, user, obj) -> list[str]:
        """Return the names of the moves that may be made with this row now."""
        return []

    def changed(self, obj):
        """Do what follows from a row made, changed or deleted, in the same transaction."""

    def history_of(self, obj) -> list[Line]:
        """Return the history of a row, newest first."""
        return record_lines(obj)

    def address(self, action: str, obj) -> str:
        return self.url_helper.get_action_url(action, quote(obj.pk))

    def get_admin_urls_for_registration(self):
        results = self._path("results", rf"^{self.url_helper.base_url_path}/results/$", self.results_view)
        moves = (
            self._path(name, self.url_helper.get_action_url_pattern(name), partial(self.move_view, view))
            for name, view in self.moves.items()
        )
        return (results, *moves, *super().get_admin_urls_for_registration())

    def _path(self, action, pattern, view):
        return re_path(pattern, view, name=self.url_helper.get_action_url_name(action))

    def results_view(self, request):
        return self.index_view_class.as_view(model_admin=self, results_only=True)(request)

    def move_view(self, view, request, instance_pk):
        return view.as_view(model_admin=self, instance_pk=instance_pk)(request)

    def get_permissions_for_registration(self):
        """Return none: `permissions.registered` offers those of the whole app to the editor of groups."""
        return super().get_permissions_for_registration().none()

    def register_admin_url_finders(self):
        register_admin_url_finder(
            self.model, type(f"{type(self).__name__}Finder", (RecordFinder,), {"record_admin": self})
        )

    def register_indexing(self):
        """Keep records out of Wagtail's index of references, which is rewritten at every save."""


class RecordFinder:
    """Where in the admin does this user find a row? Wagtail asks for any object that it mentions."""

    record_admin = None

    def __init__(self, user):
        self.user = user

    def get_edit_url(self, instance):
        may = self.record_admin.permission_helper
        for action, allowed in (("edit", may.user_can_edit_obj), ("inspect", may.user_can_inspect_obj)):
            if self.user is None or allowed(self.user, instance):
                return self.record_admin.address(action, instance)
        return None


def has_dependants(obj) -> bool:
    """Return whether a row elsewhere needs this one, so that the database would refuse to delete it."""
    relations = (field for field in obj._meta.get_fields(include_hidden=True) if field.auto_created)
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: obj}).exists()
        for relation in relations
        if getattr(relation, "on_delete", None) is PROTECT
    )
