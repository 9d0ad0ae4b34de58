from django import forms
from django.utils.translation import gettext_lazy as _


class PhotoForm(forms.Form):
    """A portrait; ``seen`` is the digest of the one that was there."""

    photo = forms.FileField(
        label=_("Photo"),
        widget=forms.ClearableFileInput(attrs={"accept": ".jpg,.jpeg,.png"}),
        help_text=_("JPEG or PNG, upright, about 4 to 5, up to 2 MB. Place and time of taking are removed from it."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class PhotoRemoveForm(forms.Form):
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
