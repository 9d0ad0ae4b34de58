import django_filters as filters
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from cadres.platform.divisions.filters import townships_in_reach
from cadres.registry.posts.choices import Grade, PostKind
from cadres.registry.posts.models import Post
from cadres.shared.lists.filters import ReachFilter, RecordFilter
from cadres.shared.pages.forms import YesNoInput


class PostFilter(RecordFilter):
    kind = filters.MultipleChoiceFilter(choices=PostKind.choices, label=_("Kind"))
    grade = filters.ChoiceFilter(choices=Grade.choices, label=_("Grade"))
    township = ReachFilter(
        field_name="organization__division", queryset=townships_in_reach, label=_("Township"), empty_label=_("All")
    )
    vacant = filters.BooleanFilter(widget=YesNoInput, method="filter_vacant", label=_("Has a vacant seat"))

    class Meta:
        model = Post
        fields: list[str] = []

    def filter_vacant(self, queryset: QuerySet, _name: str, value: bool) -> QuerySet:
        compare = "lt" if value else "gte"
        return queryset.filter(**{f"actual__{compare}": F("approved_number")})
