"""The form of a roster: name, order, grouping, a place for each column, and the conditions of the list of cadres."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cadres.registry.rosters.models import Roster
from cadres.registry.rosters.points import COLUMNS
from cadres.registry.rosters.services.rosters import FIELDS
from cadres.shared.pages.forms import RecordForm

PLACE, CONDITION = "place_", "where_"
FIRST = ("name", "sex", "born", "age", "native_place", "full_time", "posts", "post_since")


class RosterForm(RecordForm):
    """Column places are numbers, 1 the first; a column without a number is left out. Works without scripts.

    ``conditions_of(query)`` makes the form of the conditions, which the page knows; ``sentences_of(query)`` says them.
    """

    watched = FIELDS

    class Meta:
        model = Roster
        fields = ("name", "order", "grouping", "shared")

    def __init__(self, *args: Any, conditions_of: Any, sentences_of: Any, conditions: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.sentences_of = sentences_of
        chosen = list(self.instance.columns or FIRST)
        for column in COLUMNS:
            key = column.key
            field = forms.IntegerField(label=column.title, required=False, min_value=1, max_value=99)
            field.initial = chosen.index(key) + 1 if key in chosen else None
            self.fields[PLACE + key] = field
        kept = QueryDict(self.instance.conditions or conditions)
        for name, field in conditions_of(kept).fields.items():
            field.required = False
            several = isinstance(field, forms.MultipleChoiceField)
            field.initial = kept.getlist(name) if several else kept.get(name)
            self.fields[CONDITION + name] = field
        self.fields[CONDITION + "where"] = forms.CharField(
            required=False, initial=kept.get("where"), widget=forms.HiddenInput
        )

    def _bound(self, prefix: str) -> Iterator[forms.BoundField]:
        return (self[name] for name in self.fields if name.startswith(prefix))

    @property
    def places(self) -> list[forms.BoundField]:
        return list(self._bound(PLACE))

    @property
    def where(self) -> list[forms.BoundField]:
        return [field for field in self._bound(CONDITION) if not field.is_hidden]

    @property
    def in_words(self) -> list[str]:
        """What of the conditions is not typed here: who was chosen one by one, and the conditions put together."""
        query = QueryDict(mutable=True)
        for name in ("chosen", "where"):
            query[name] = self[CONDITION + name].value() or ""
        return self.sentences_of(query)

    @property
    def general(self) -> list[forms.BoundField]:
        return [self[name] for name in self.Meta.fields]

    def parts(self, name: str) -> tuple[str, ...]:
        prefix = {"columns": PLACE, "conditions": CONDITION}.get(name)
        return tuple(one for one in self.fields if one.startswith(prefix)) if prefix else (name,)

    def display_value(self, name: str, value: Any) -> tuple[str, str]:
        if name == "columns":
            titles = {column.key: str(column.title) for column in COLUMNS}
            value = [titles.get(key, key) for key in value]
        return super().display_value(name, value)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not self._columns(values):
            raise forms.ValidationError(_("Give at least one column a place."))
        return values

    def _columns(self, values: dict[str, Any]) -> list[str]:
        """By place; of two with the same place the one that stands first in the form."""
        places = [(values.get(PLACE + key), key) for key in (column.key for column in COLUMNS)]
        return [key for _place, key in sorted(((p, k) for p, k in places if p), key=lambda pair: pair[0])]

    def values(self) -> dict[str, Any]:
        asked = QueryDict(mutable=True)
        for name in self.data:
            if name.startswith(CONDITION) and (chosen := [v for v in self.data.getlist(name) if v]):
                asked.setlist(name.removeprefix(CONDITION), chosen)
        data = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return {**data, "columns": self._columns(self.cleaned_data), "conditions": asked.urlencode()}
