"""Filters of duplicates and merges."""

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.platform.merging.choices import Likeness, MergeStage, PairStage
from cadres.platform.merging.models import DuplicatePair, Merge
from cadres.shared.lists.filters import RecordFilter


class DuplicateFilter(RecordFilter):
    """Open pairs unless another stage is asked for."""

    q = filters.CharFilter(field_name="names", lookup_expr="icontains", label=pgettext_lazy("duplicates", "Name"))
    degree = filters.MultipleChoiceFilter(choices=Likeness.choices, label=_("Likeness"))
    stage = filters.ChoiceFilter(choices=PairStage.choices[1:], empty_label=PairStage.OPEN.label, label=_("Stage"))

    class Meta:
        model = DuplicatePair
        fields: list[str] = []

    @property
    def qs(self) -> QuerySet:
        rows = super().qs
        chosen = self.form.cleaned_data.get("stage") if self.form.is_bound and self.form.is_valid() else ""
        return rows if chosen else rows.open()


class MergeFilter(RecordFilter):
    q = filters.CharFilter(field_name="names", lookup_expr="icontains", label=pgettext_lazy("duplicates", "Name"))
    stage = filters.ChoiceFilter(choices=MergeStage.choices, label=_("Stage"))

    class Meta:
        model = Merge
        fields: list[str] = []
