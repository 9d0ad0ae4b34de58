from datetime import timedelta
from typing import Any

from django import forms
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.models import DivisionProfile, Post, Term
from cadres.services.posts import POST_FIELDS, TERM_FIELDS
from cadres.services.townships import PROFILE_FIELDS
from cadres.shared.forms import DateInput, DayField, RecordForm


class ProfileForm(RecordForm):
    """Facts of a township in one year; the tier follows from them."""

    class Meta:
        model = DivisionProfile
        fields = PROFILE_FIELDS

    def clean_year(self) -> int:
        year = self.cleaned_data["year"]
        if not 1949 <= year <= localdate().year:
            raise forms.ValidationError(_("A year from 1949 to this year is needed."))
        return year


class ApprovedNumberForm(RecordForm):
    """How many seats a post has, with the document that says so."""

    document = forms.CharField(label=_("Document"), max_length=120, help_text=_("Which approves the number."))

    class Meta:
        model = Post
        fields = POST_FIELDS


class TermForm(RecordForm):
    """A term by its first and its expected last day; both belong to it."""

    watched = TERM_FIELDS

    first = DayField(label=_("First day"), widget=DateInput, help_text=_("The day of the election."))
    last = DayField(label=_("Expected last day"), widget=DateInput)

    class Meta:
        model = Term
        fields = ("ordinal",)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            period = self.instance.period
            self.initial.setdefault("first", period.lower)
            self.initial.setdefault("last", period.upper - timedelta(days=1))

    def parts(self, name: str) -> tuple[str, ...]:
        return ("first", "last") if name == "period" else (name,)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        first, last = values.get("first"), values.get("last")
        if first and last:
            if last <= first:
                self.add_error("last", _("A term ends after its first day."))
            else:
                values["period"] = DateRange(first, last + timedelta(days=1))
        return values


class PilotForm(forms.Form):
    """Declares that in this township one cadre may be secretary and head at once."""

    since = DayField(label=_("First day"), widget=DateInput)
    last = DayField(
        label=_("Last day"), widget=DateInput, required=False, help_text=_("Empty: until it is declared ended.")
    )
    basis = forms.CharField(label=_("Basis document"), max_length=200)
