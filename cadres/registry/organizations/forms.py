from datetime import timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from cadres.registry.organizations.models import Term
from cadres.registry.organizations.services import TERM_FIELDS
from cadres.shared.pages.forms import DateInput, DayField, RecordForm


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
