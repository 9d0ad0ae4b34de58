import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cadres.platform.search.filters import NameFilter
from cadres.registry.posts.choices import Grade
from cadres.registry.ranks.choices import Ladder, Rank
from cadres.registry.ranks.models import RankRecord
from cadres.shared.lists.filters import RecordFilter, WholeFilter
from cadres.shared.pages.forms import DateRangeInput, YesNoInput


class RankFilter(RecordFilter):
    """For the API; the pages show ranks in the file of each cadre."""

    q = NameFilter(name_path="cadre__name", key_path="cadre__name_key")
    cadre = WholeFilter(field_name="cadre_id", label=_("Cadre"))
    ladder = filters.ChoiceFilter(choices=Ladder.choices, label=_("Ladder"))
    rank = filters.MultipleChoiceFilter(choices=[*Grade.choices, *Rank.choices], label=_("Level or rank"))
    present = filters.BooleanFilter(widget=YesNoInput, method="filter_present", label=_("Held now"))
    since = filters.DateFromToRangeFilter(widget=DateRangeInput, label=_("Held since"))

    class Meta:
        model = RankRecord
        fields: list[str] = []

    def filter_present(self, queryset: QuerySet, _name: str, value: bool) -> QuerySet:
        return queryset.filter(until__isnull=value)
