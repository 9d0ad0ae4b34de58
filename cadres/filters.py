"""Filters of the base, shared by the lists of the pages and of the API, so they always agree."""

import re
from typing import Any

import django_filters as filters
from django.db.models import F, Q, QuerySet
from django.db.models.lookups import Exact
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.choices import (
    CadreStatus,
    Grade,
    Level,
    OrganizationKind,
    PostKind,
    Sex,
    TownshipKind,
    VerificationState,
    VerifiedItem,
)
from cadres.models import Cadre, Division, Organization, Post, Tenure
from cadres.querysets import first_sign
from cadres.rules import add_months, pinyin_prefixes
from cadres.shared.forms import DateRangeInput, YesNoInput

CHINESE = re.compile(r"[\u3400-\u9fff]")
OLDEST = 120


def begins_with(text: str, *, name: str = "name", key: str = "name_key") -> Q:
    """Rows whose name or pinyin begins with what was typed; both are ranges of an index."""
    text = text.strip()
    if CHINESE.search(text) or not re.search("[a-zA-Z]", text):
        return Q(**{f"{name}__startswith": text})
    where = Q()
    for prefix in pinyin_prefixes(text):
        where |= Q(**{f"{key}__startswith": prefix})
    return where


def sorted_near(text: str) -> Q:
    """Cadres that ``begins_with`` may find, put so that an index sorted by pinyin is entered where the first stands.

    Not for other tables' reads of cadres: it says the same twice, from which the database would expect far fewer.
    """
    text = text.strip()
    if CHINESE.match(text):
        return Q(Exact(first_sign("name"), text[0]))
    prefixes = pinyin_prefixes(text) if re.search("[a-zA-Z]", text) else []
    if len(prefixes) < 2:
        return Q()
    last = max(prefixes)
    return Q(name_key__gte=min(prefixes), name_key__lt=last[:-1] + chr(ord(last[-1]) + 1))


def _townships_in_reach(request: Any) -> QuerySet:
    return townships_in_reach(getattr(request, "user", None))


def townships_in_reach(user: Any) -> QuerySet:
    """The townships to choose from; none for a remit wider than a county, whose list would be endless."""
    if (
        user is None
        or not getattr(user, "code_ranges", None)
        or any(low[4:6] == "00" for low, _high in user.code_ranges)
    ):
        return Division.objects.none()
    return Division.objects.visible_to(user).filter(level=Level.TOWNSHIP)


class NameFilter(filters.CharFilter):
    """Beginning of a name in Chinese or pinyin, with or without spaces.

    ``near`` says the same once more, wider, in the order by which the list is sorted.
    """

    def __init__(self, **kwargs: Any):
        self.near = kwargs.pop("near", lambda _text: Q())
        kwargs.setdefault("label", _("Name or pinyin"))
        self.names = {"name": kwargs.pop("name_path", "name"), "key": kwargs.pop("key_path", "name_key")}
        super().__init__(**kwargs)

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        return qs.filter(self.near(value), begins_with(value, **self.names)) if value else qs


class DivisionFilter(filters.FilterSet):
    q = NameFilter()
    level = filters.ChoiceFilter(choices=Level.choices, label=_("Level"))
    kind = filters.MultipleChoiceFilter(choices=TownshipKind.choices, label=_("Kind"))
    within = filters.CharFilter(method="filter_within", label=_("Within (code)"), max_length=12)

    class Meta:
        model = Division
        fields: list[str] = []

    def filter_within(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        return queryset.below(value.ljust(12, "0")) if value.isascii() and value.isdigit() else queryset.none()


class OrganizationFilter(filters.FilterSet):
    q = NameFilter()
    kind = filters.MultipleChoiceFilter(choices=OrganizationKind.choices, label=_("Kind"))
    township = filters.ModelChoiceFilter(
        field_name="division", queryset=_townships_in_reach, label=_("Township"), empty_label=_("All")
    )

    class Meta:
        model = Organization
        fields: list[str] = []


class PostFilter(filters.FilterSet):
    kind = filters.MultipleChoiceFilter(choices=PostKind.choices, label=_("Kind"))
    grade = filters.ChoiceFilter(choices=Grade.choices, label=_("Grade"))
    township = filters.ModelChoiceFilter(
        field_name="organization__division", queryset=_townships_in_reach, label=_("Township"), empty_label=_("All")
    )
    vacant = filters.BooleanFilter(widget=YesNoInput, method="filter_vacant", label=_("Has a vacant seat"))

    class Meta:
        model = Post
        fields: list[str] = []

    def filter_vacant(self, queryset: QuerySet, _name: str, value: bool) -> QuerySet:
        compare = "lt" if value else "gte"
        return queryset.filter(**{f"actual__{compare}": F("approved_number")})


class CadreFilter(filters.FilterSet):
    q = NameFilter(near=sorted_near)
    status = filters.ChoiceFilter(choices=CadreStatus.choices, label=_("Status"))
    sex = filters.ChoiceFilter(choices=Sex.choices, label=_("Sex"))
    grade = filters.MultipleChoiceFilter(choices=Grade.choices, label=_("Grade"))
    township = filters.ModelChoiceFilter(
        method="filter_township", queryset=_townships_in_reach, label=_("Serves in"), empty_label=_("All")
    )
    age_from = filters.NumberFilter(method="filter_age_from", label=_("Age from"), min_value=0, max_value=OLDEST)
    age_to = filters.NumberFilter(method="filter_age_to", label=_("Age to"), min_value=0, max_value=OLDEST)

    class Meta:
        model = Cadre
        fields: list[str] = []

    def filter_township(self, queryset: QuerySet, _name: str, value: Division | None) -> QuerySet:
        if value is None:
            return queryset
        serving = Tenure.objects.filter(post__organization__division=value, held__contains=localdate())
        return queryset.filter(pk__in=serving.values("cadre_id"))

    def filter_age_from(self, queryset: QuerySet, _name: str, value: Any) -> QuerySet:
        return queryset.filter(born_on__lte=add_months(localdate(), -12 * int(value)))

    def filter_age_to(self, queryset: QuerySet, _name: str, value: Any) -> QuerySet:
        return queryset.filter(born_on__gt=add_months(localdate(), -12 * (int(value) + 1)))


class TenureFilter(filters.FilterSet):
    q = NameFilter(name_path="cadre__name", key_path="cadre__name_key")
    kind = filters.MultipleChoiceFilter(field_name="post__kind", choices=PostKind.choices, label=_("Kind of post"))
    township = filters.ModelChoiceFilter(
        field_name="post__organization__division",
        queryset=_townships_in_reach,
        label=_("Township"),
        empty_label=_("All"),
    )
    running = filters.BooleanFilter(widget=YesNoInput, method="filter_running", label=_("Held today"))
    since = filters.DateFromToRangeFilter(widget=DateRangeInput, method="filter_since", label=_("First day"))

    class Meta:
        model = Tenure
        fields: list[str] = []

    def filter_running(self, queryset: QuerySet, _name: str, value: bool) -> QuerySet:
        today = localdate()
        return queryset.filter(held__contains=today) if value else queryset.exclude(held__contains=today)

    def filter_since(self, queryset: QuerySet, _name: str, value: slice) -> QuerySet:
        if value.start:
            queryset = queryset.filter(held__startswith__gte=value.start)
        if value.stop:
            queryset = queryset.filter(held__startswith__lte=value.stop)
        return queryset


def _counties_in_reach(request: Any) -> QuerySet:
    user = getattr(request, "user", None)
    return Division.objects.visible_to(user).filter(level=Level.COUNTY).order_by("code")


class VerificationFilter(filters.FilterSet):
    """Cadres by how their items stand; without any choice, those with an item that no paper has settled."""

    OPEN, NONE = "open", "none"

    q = NameFilter()
    division = filters.ModelChoiceFilter(queryset=_counties_in_reach, label=_("County"), empty_label=_("All"))
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
