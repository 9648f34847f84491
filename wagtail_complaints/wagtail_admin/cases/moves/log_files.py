"""Which files belong to what an officer logs? Kept as they come, through errors, until the form is sent.

They wait under the key of the form and its officer: nobody else's files can be claimed by guessing a key.
"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ....actions import uploads
from ....conf import setting
from ....forms.file_names import plain_name
from ....forms.file_types import ACCEPTED
from ....forms.refusals import FileRefused


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    widget = SeveralFiles

    def __init__(self):
        super().__init__(
            label=gettext_lazy("Files"),
            required=False,
            widget=SeveralFiles(attrs={"accept": ACCEPTED}),
            help_text=gettext_lazy("A scanned letter, pictures, what came with an e-mail."),
        )

    def clean(self, value, initial=None):
        return value


class LoggedFiles:
    """The files of one form, as `form` was posted by `by`."""

    def __init__(self, form: forms.Form, by):
        key = f"{by.pk} {form['idempotency_key'].value()}"
        self.form, self.batch = form, hashlib.sha256(f"logged {key}".encode()).hexdigest()

    def __iter__(self) -> Iterator:
        return iter(uploads.of_batch(self.batch))

    def take(self, posted, files):
        """Keep what came and drop what is to be removed; say in the form what is wrong with the rest."""
        for key in posted.getlist("remove_file"):
            with suppress(ValueError):
                uploads.remove(self.batch, UUID(key))
        for wrong in self._kept(files.getlist("files")):
            self.form.add_error("files", wrong)

    def _kept(self, came) -> Iterator[str]:
        most = setting("WAGTAIL_COMPLAINTS_FILES")
        room = max(most - len(list(self)), 0)
        for file in came[:room]:
            try:
                uploads.keep(self.batch, file, file.name)
            except FileRefused as refused:
                yield f"“{plain_name(file.name)}” {refused.reason}"
        if len(came) > room:
            yield _("At most %(most)s files can be added.") % {"most": most}
