"""Where do files lie that only some may read? In a storage of the site's own, never under MEDIA_ROOT.

The storage `STORAGES["wagtail_complaints"]`, else the folder `WAGTAIL_COMPLAINTS_PRIVATE_ROOT`; without either the
forms take no files.
"""

from django.conf import settings
from django.core.files.storage import FileSystemStorage, InvalidStorageError, Storage, storages
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.utils.functional import LazyObject, empty

from .conf import setting

ALIAS = "wagtail_complaints"


class PrivateFolder(FileSystemStorage):
    """A folder that no web server shows: its files have no address, and only the site's own user reads them."""

    def __init__(self, location):
        super().__init__(location, file_permissions_mode=0o600, directory_permissions_mode=0o700)

    def url(self, name):
        raise ValueError("A private file has no address: it is served by a view that asks who may read it.")


class NoStorage(Storage):
    """What stands there where the site has no place for private files: nothing can be kept."""

    def _open(self, name, mode="rb"):
        raise FileNotFoundError(name)

    def _save(self, name, content):
        raise InvalidStorageError("Set WAGTAIL_COMPLAINTS_PRIVATE_ROOT.")

    def exists(self, name):
        return False

    def delete(self, name):
        """There is nothing."""


class _PrivateStorage(LazyObject):
    def _setup(self):
        root = setting("WAGTAIL_COMPLAINTS_PRIVATE_ROOT")
        if ALIAS in settings.STORAGES:
            self._wrapped = storages[ALIAS]
        else:
            self._wrapped = PrivateFolder(root) if root else NoStorage()


_private = _PrivateStorage()


def private_storage() -> Storage:
    """Return the storage. A callable, so that no migration names it."""
    return _private


def is_configured() -> bool:
    return ALIAS in settings.STORAGES or bool(setting("WAGTAIL_COMPLAINTS_PRIVATE_ROOT"))


@receiver(setting_changed)
def _forget(*, setting, **kwargs):
    if setting in ("STORAGES", "WAGTAIL_COMPLAINTS_PRIVATE_ROOT"):
        _private._wrapped = empty
