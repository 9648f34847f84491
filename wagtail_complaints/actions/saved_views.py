"""How is a view of the register kept, renamed, shared and deleted? By its owner; shared by who may share."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import SavedView
from ..models.audit import acting
from ..models.saved_view import SHARE
from ..procedure.journey import MoveRefused


@transaction.atomic
def keep(*, name: str, query: str, by, group=None) -> SavedView:
    """Keep the filters and the sorting of an address under a name. Raises: PermissionDenied, MoveRefused."""
    _check_sharing(group, by)
    return _saved(SavedView(name=name.strip(), query=query, owner=by, group=group), by)


@transaction.atomic
def change(view: SavedView, *, name: str, by, group=None) -> SavedView:
    """Rename a view, or share it with another group or none. Raises: PermissionDenied, MoveRefused."""
    view = _locked(view, by)
    if group != view.group:
        _check_sharing(group or view.group, by)
    view.name, view.group = name.strip(), group
    return _saved(view, by)


@transaction.atomic
def delete(view: SavedView, *, by):
    """Delete a view; its history stays. Raises: PermissionDenied."""
    with acting(by):
        _locked(view, by).delete()


def _locked(view: SavedView, by) -> SavedView:
    kept = SavedView.objects.select_for_update(of=("self",)).kept_by(by).filter(pk=view.pk).first()
    if kept is None:
        raise PermissionDenied
    return kept


def _check_sharing(group, by):
    if not by.has_perm("wagtail_complaints.view_case") or (group and not by.has_perm(SHARE)):
        raise PermissionDenied


def _saved(view: SavedView, by) -> SavedView:
    if not view.name:
        raise MoveRefused(_("Give the view a name."))
    if SavedView.objects.filter(owner=view.owner, name=view.name).exclude(pk=view.pk).exists():
        raise MoveRefused(_("There is a view of this name already."))
    with acting(by):
        view.save()
    return view
