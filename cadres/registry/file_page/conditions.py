"""What cadres can be searched by. Nouns above contribute their own to ``CADRES``."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.platform.divisions.choices import Tier
from cadres.platform.divisions.filters import townships_in_reach
from cadres.registry.cadre_files.choices import (
    AnnualGrade,
    CadreStatus,
    EducationMode,
    EducationRank,
    PoliticalStatus,
    Sex,
)
from cadres.registry.cadre_files.models import AnnualResult, Education
from cadres.registry.cadre_files.rules.education import EDUCATION_WORDS
from cadres.registry.posts.choices import Grade, PostKind
from cadres.registry.tenures.choices import EndReason
from cadres.registry.tenures.models import Tenure
from cadres.registry.townships.models import DivisionProfile
from cadres.shared.dates import add_months
from cadres.shared.lists.conditions import Condition, ConditionSet
from cadres.shared.pages.fields import EthnicGroupField
from cadres.shared.pages.forms import DateInput
from cadres.shared.scope import code_range

CADRES = ConditionSet("cadres")

YEARS = _("years")
AMOUNT = {"min": _("at least"), "max": _("at most"), "is": _("exactly")}
IS = {"is": _("is"), "not": _("is not")}
WHEN = {"now": _("at present"), "ever": _("ever"), "never": _("never")}
LATEST = 10


def number(label: Any, low: int, high: int) -> Callable[[Any], forms.Field]:
    return lambda _user: forms.IntegerField(label=label, min_value=low, max_value=high)


def choice(label: Any, choices: Any) -> Callable[[Any], forms.Field]:
    return lambda _user: forms.ChoiceField(label=label, choices=choices)


def day(_user: Any) -> forms.Field:
    """The day on which it should hold; today when left empty."""
    return forms.DateField(label=_("on"), required=False, widget=DateInput())


def township(user: Any) -> forms.Field:
    """A township of the county to choose, or a code where a remit is wider."""
    rows = townships_in_reach(user)
    if rows.query.is_empty():
        code = RegexValidator("^[0-9]{2,12}$", _("Only the digits of the code."))
        return forms.CharField(label=_("code of the division"), max_length=12, validators=[code])
    return forms.ChoiceField(label=_("township"), choices=lambda: list(rows.values_list("code", "name")))


def _before(on: date | None, years: int) -> date:
    """Who began on this day or earlier has completed so many years ``on`` that day."""
    return add_months(on or localdate(), -12 * years)


def _years(field: str) -> Callable[[str, int, date | None], Q]:
    """Completed years since the date in a column."""

    def where(operator: str, years: int, on: date | None) -> Q:
        at_least = Q(**{f"{field}__lte": _before(on, years)})
        at_most = Q(**{f"{field}__gt": _before(on, years + 1)})
        return {"min": at_least, "max": at_most, "is": at_least & at_most}[operator]

    return where


def _is(field: str) -> Callable[[str, str, Any], Q]:
    def where(operator: str, value: str, _detail: Any) -> Q:
        return ~Q(**{field: value}) if operator == "not" else Q(**{field: value})

    return where


def _grade(operator: str, value: str, _detail: Any) -> Q:
    return Q(**{{"is": "grade", "min": "grade__gte", "max": "grade__lte"}[operator]: value})


def _tenures() -> QuerySet:
    return Tenure.objects.filter(cadre=OuterRef("pk")).order_by()


def _held(operator: str, where: Q) -> Q:
    """Of the posts held today, ever begun, or never begun."""
    today = localdate()
    if operator == "now":
        return Q(Exists(_tenures().filter(where, held__contains=today)))
    begun = Exists(_tenures().filter(where, held__startswith__lte=today))
    return ~Q(begun) if operator == "never" else Q(begun)


def _in_post(operator: str, years: int, on: date | None) -> Q:
    """Completed years in the post held that day; of several posts, in the one held longest."""
    present = _tenures().filter(held__contains=on or localdate())
    at_least = Q(Exists(present.filter(held__startswith__lte=_before(on, years))))
    more = Q(Exists(present.filter(held__startswith__lte=_before(on, years + 1))))
    at_most = Q(Exists(present)) & ~more
    return {"min": at_least, "max": at_most, "is": at_least & ~more}[operator]


def _served_in(operator: str, code: str, _detail: Any) -> Q:
    low, end = code_range(code.ljust(12, "0"))
    path = "post__organization__division_id"
    return _held(operator, Q(**{f"{path}__gte": low, f"{path}__lt": end}))


def _tier(operator: str, tier: str, _detail: Any) -> Q:
    """The tier is that of the township's latest profile."""
    later = DivisionProfile.objects.filter(division=OuterRef("division"), year__gt=OuterRef("year")).order_by()
    profiles = DivisionProfile.objects.filter(~Exists(later), tier=tier).order_by()
    return _held(operator, Q(post__organization__division__in=profiles.values("division")))


def _post_kind(operator: str, kind: str, _detail: Any) -> Q:
    return _held(operator, Q(post__kind=kind))


def _ended(operator: str, reason: str, _detail: Any) -> Q:
    ended = Exists(_tenures().filter(end_reason=reason))
    return ~Q(ended) if operator == "never" else Q(ended)


def education(operator: str, rank: str, _detail: Any = None) -> Q:
    """Level as written, ranked by its words in the order of ``EDUCATION_WORDS``."""
    levels = Q()
    above = Q()
    for one, words in EDUCATION_WORDS.items():  # the highest first; the first word met decides
        named = Q()
        for word in words:
            named |= Q(level__contains=word)
        if one >= int(rank):
            levels |= named & ~above
        above |= named
    lines = Education.objects.filter(levels, cadre=OuterRef("pk")).order_by()
    if operator in EducationMode.values:
        lines = lines.filter(mode=operator)
    return Q(Exists(lines))


def _results(operator: str, grade: str, latest: int | None) -> Q:
    """The latest so many yearly results on record; "all" needs that many to be there."""
    latest = latest or 1
    same = AnnualResult.objects.filter(cadre=OuterRef("cadre")).order_by("-year")
    own = AnnualResult.objects.filter(cadre=OuterRef("pk"))
    counted = own.filter(year__in=same.values("year")[:latest]).order_by()
    if operator == "any":
        return Q(Exists(counted.filter(grade=grade)))
    enough = Exists(own.order_by("-year").values("pk")[latest - 1 : latest])
    return Q(enough) & ~Q(Exists(counted.exclude(grade=grade)))


def years_of(key: str, label: Any, where: Callable, most: int = 60, unit: Any = YEARS) -> Condition:
    return Condition(key, label, AMOUNT, number(unit, 1, most), where, detail=day)


OWN = (
    years_of("age", _("Age"), _years("born_on"), 120, pgettext_lazy("of age", "years")),
    Condition("sex", _("Sex"), {"is": _("is")}, choice(_("Sex"), Sex.choices), _is("sex")),
    Condition("nation", _("Ethnic group"), IS, lambda _user: EthnicGroupField(max_length=20), _is("ethnicity")),
    Condition(
        "status", _("Status"), {"is": _("is")}, choice(_("Status"), CadreStatus.choices), _is("status")
    ),
    Condition(
        "politics", _("Political status"), IS, choice(_("Political status"), PoliticalStatus.choices),
        _is("political_status"),
    ),
    years_of("party", _("Years in the party"), _years("joined_party_on"), 90),
    years_of("work", _("Years of work"), _years("began_work_on")),
    Condition("grade", _("Grade"), AMOUNT, choice(_("Grade"), Grade.choices), _grade),
    years_of("in_grade", _("Years in grade"), _years("grade_since")),
    years_of("in_post", _("Years in present post"), _in_post),
    years_of("in_townships", _("Years of township leadership"), _years("township_since")),
    Condition(
        "education",
        _("Education"),
        {
            "min": _("at least"),
            EducationMode.FULL_TIME: _("full-time, at least"),
            EducationMode.IN_SERVICE: _("in-service, at least"),
        },
        choice(_("Education"), EducationRank.choices),
        education,
    ),
    Condition("post", _("Holds or held a post"), WHEN, choice(_("Kind of post"), PostKind.choices), _post_kind),
    Condition("served", _("Serves or served in"), WHEN, township, _served_in),
    Condition("tier", _("Serves or served in a township of tier"), WHEN, choice(_("Tier"), Tier.choices), _tier),
    Condition(
        "left",
        _("Left a post because of"),
        {"ever": _("ever"), "never": _("never")},
        choice(_("Left because of"), EndReason.choices),
        _ended,
    ),
    Condition(
        "results",
        _("Latest yearly results"),
        {"all": _("all are"), "any": _("one is")},
        choice(pgettext_lazy("yearly result", "Grade"), AnnualGrade.choices),
        _results,
        detail=lambda _user: forms.IntegerField(
            label=_("how many years"), min_value=1, max_value=LATEST, required=False
        ),
    ),
)  # fmt: skip
