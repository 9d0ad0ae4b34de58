import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cadres.platform.divisions.filters import counties_in_reach
from cadres.platform.search.filters import NameFilter
from cadres.registry.cadre_files.choices import VerifiedItem
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.verifications.choices import VerificationState
from cadres.shared.lists.filters import ReachFilter, RecordFilter


class VerificationFilter(RecordFilter):
    """Cadres by how their items stand; without any choice, those with an item that no paper has settled."""

    OPEN, NONE = "open", "none"

    q = NameFilter()
    division = ReachFilter(queryset=counties_in_reach, label=_("County"), empty_label=_("All"))
    item = filters.ChoiceFilter(
        choices=VerifiedItem.choices, label=_("Item"), method="filter_nothing", empty_label=_("Any")
    )
    state = filters.ChoiceFilter(
        choices=[(NONE, _("not verified")), *VerificationState.choices],
        label=_("Result"),
        method="filter_nothing",
        empty_label=_("To be verified"),
    )

    class Meta:
        model = Cadre
        fields: list[str] = []

    def filter_nothing(self, queryset: QuerySet, _name: str, _value: str) -> QuerySet:
        """Item and result are one condition, see ``qs``."""
        return queryset

    @property
    def qs(self) -> QuerySet:
        rows = super().qs
        chosen = self.form.cleaned_data if self.is_bound and self.form.is_valid() else {}
        state, where = chosen.get("state") or self.OPEN, Q()
        for item in [chosen["item"]] if chosen.get("item") else VerifiedItem.values:
            where |= self._stands(f"state_{item}", state)
        return rows.filter(where)

    def _stands(self, column: str, state: str) -> Q:
        nothing, doubtful = Q(**{column: None}), Q(**{column: VerificationState.DOUBTFUL})
        return {self.OPEN: nothing | doubtful, self.NONE: nothing}.get(state, Q(**{column: state}))
