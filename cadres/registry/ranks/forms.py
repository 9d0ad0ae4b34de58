from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.registry.ranks import services
from cadres.registry.ranks.models import RankRecord
from cadres.shared.pages.edit_conflicts import fingerprint
from cadres.shared.pages.forms import DateInput, DayField, OverrideField, ReasonedForm


def _not_later(day: date | None) -> date | None:
    if day and day > localdate():
        raise forms.ValidationError(_("This day lies in the future."))
    return day


class RankForm(ReasonedForm):
    """A level or rank from a day on; what was held before on the same ladder ends there."""

    override = OverrideField()
    field_order = (*services.ENTERED, "reason", "override")

    class Meta:
        model = RankRecord
        fields = services.ENTERED
        field_classes = {"since": DayField}
        widgets = {"since": DateInput}

    def clean_since(self) -> date | None:
        return _not_later(self.cleaned_data["since"])

    def _post_clean(self) -> None:
        """The service checks the record, with the one before it."""


class RankCorrectionForm(ReasonedForm):
    class Meta:
        model = RankRecord
        fields = services.FIELDS
        field_classes = {"since": DayField, "until": DayField}
        widgets = {"since": DateInput, "until": DateInput}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True

    def clean_since(self) -> date | None:
        return _not_later(self.cleaned_data["since"])

    def _post_clean(self) -> None:
        """The service checks the record, under lock."""


class RankEndForm(forms.Form):
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    until = DayField(label=_("Held until"), widget=DateInput, help_text=_("First day on which it is no longer held."))
    reason = forms.CharField(label=_("Reason or paper"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, rank: RankRecord, **kwargs: Any):
        super().__init__(*args, initial={"seen": fingerprint(rank, services.FIELDS)}, **kwargs)

    def clean_until(self) -> date | None:
        return _not_later(self.cleaned_data["until"])


class RankRemovalForm(forms.Form):
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, rank: RankRecord, **kwargs: Any):
        super().__init__(*args, initial={"seen": fingerprint(rank, services.FIELDS)}, **kwargs)
