"""What does a signer say when signing, or sending back?"""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignForm(forms.Form):
    """`seen` is the digest of the letter that the signer's screen showed."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    has_read = forms.BooleanField(
        label=_("I have read this letter and what it finds on every point"),
        error_messages={"required": _("Tick that you have read the letter.")},
    )
    comment = forms.CharField(label=_("Comment"), required=False, widget=forms.Textarea({"rows": 2}))


class SendBackForm(forms.Form):
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    comment = forms.CharField(
        label=_("What should change"), widget=forms.Textarea({"rows": 4}), help_text=_("The author reads this.")
    )
