"""What pages that ask for a division are built from."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.platform.divisions.choices import Level
from cadres.platform.divisions.models import Division


class CountyField(forms.ModelChoiceField):
    """One of the counties the user answers for."""

    def __init__(self, **kwargs: Any):
        super().__init__(queryset=Division.objects.none(), label=_("County"), **kwargs)

    def limit_to(self, user: Any) -> None:
        self.queryset = Division.objects.visible_to(user).filter(level=Level.COUNTY)
        self.empty_label = None
        self.initial = self.queryset.first()
