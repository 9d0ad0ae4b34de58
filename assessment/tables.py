"""Lists of the assessment."""

from decimal import ROUND_HALF_UP, Decimal

import django_tables2 as tables
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessment.models import Cycle, IndicatorSystem, Score
from cadres.shared.tables import RecordTable

CENT = Decimal("0.01")
RIGHT = {"td": {"class": "num"}, "th": {"class": "num"}}


def points(value) -> str:
    """Rounded to two decimals; ``number_format`` alone would cut them off."""
    return number_format(value.quantize(CENT, ROUND_HALF_UP), decimal_pos=2, use_l10n=True)


class SystemTable(RecordTable):
    name = tables.Column(verbose_name=_("Indicator system"), linkify=lambda record: record.get_absolute_url())
    version = tables.Column(verbose_name=_("Version"), attrs=RIGHT)
    division = tables.Column(verbose_name=_("County"))
    size = tables.Column(verbose_name=_("Indicators"), attrs=RIGHT)
    stage = tables.Column(verbose_name=_("Stage"))
    since = tables.DateColumn(verbose_name=_("In force from"), accessor="in_force__lower")

    class Meta(RecordTable.Meta):
        model = IndicatorSystem
        fields: tuple[str, ...] = ("name", "version", "division", "size", "stage", "since")
        sorts = {"name": "name", "version": "version", "stage": "stage"}


class CycleTable(RecordTable):
    year = tables.Column(verbose_name=_("Year"), linkify=lambda record: record.get_absolute_url())
    division = tables.Column(verbose_name=_("County"))
    system = tables.Column(verbose_name=_("Indicator system"))
    stage = tables.Column(verbose_name=_("Stage"))
    entered = tables.Column(verbose_name=_("Values"), attrs=RIGHT)
    due_on = tables.DateColumn(verbose_name=_("Values due by"))

    class Meta(RecordTable.Meta):
        model = Cycle
        fields: tuple[str, ...] = ("year", "division", "system", "stage", "entered", "due_on")
        sorts = {"year": "year", "stage": "stage"}

    def render_year(self, value):
        return str(value)  # a year takes no thousands separator

    def render_entered(self, record):
        return f"{record.entered} / {record.townships * record.indicators}"


class ScoreTable(RecordTable):
    """Scores with their components; listed by place and person, sorted by figures only when asked."""

    name = tables.Column(
        verbose_name=pgettext_lazy("person", "Name"),
        accessor="tenure__cadre__name",
        linkify=lambda record: record.get_absolute_url(),
    )
    township = tables.Column(verbose_name=_("Township"), accessor="division__name")
    post = tables.Column(verbose_name=_("Post"), accessor="tenure__post__name")
    year = tables.Column(verbose_name=_("Year"), accessor="cycle__year", attrs=RIGHT)
    tier = tables.Column(verbose_name=_("Tier"))
    level_part = tables.Column(verbose_name=pgettext_lazy("assessment", "Level"), attrs=RIGHT)
    adjustment = tables.Column(verbose_name=_("Allowance for conditions"), attrs=RIGHT)
    progress_part = tables.Column(verbose_name=_("Progress"), attrs=RIGHT)
    total = tables.Column(verbose_name=_("Total"), attrs=RIGHT)
    band = tables.Column(verbose_name=_("Suggested band"))
    grade = tables.Column(verbose_name=pgettext_lazy("assessment", "Grade"), empty_values=(None,))

    class Meta(RecordTable.Meta):
        model = Score
        fields: tuple[str, ...] = (
            "name",
            "township",
            "post",
            "year",
            "tier",
            "level_part",
            "adjustment",
            "progress_part",
            "total",
            "band",
            "grade",
        )
        sorts = {
            "name": "tenure__cadre__name_key",
            "township": "division_id",
            "year": "cycle__year",
            "total": "total",
            "level_part": "level_part",
            "progress_part": "progress_part",
        }

    def render_year(self, value):
        return str(value)  # a year takes no thousands separator

    def value_year(self, value):
        return value

    def render_level_part(self, value, record):
        return points(value) if not record.no_score else "—"

    render_adjustment = render_progress_part = render_total = render_level_part

    def value_level_part(self, value, record):
        return value if not record.no_score else ""

    value_adjustment = value_progress_part = value_total = value_level_part

    def render_grade(self, record):
        return record.get_grade_display() or record.get_no_score_display() or "—"

    def value_grade(self, record):
        return record.get_grade_display() or record.get_no_score_display()


def entry_url(cycle: Cycle, township: str) -> str:
    return reverse("assessment:value_enter", args=[cycle.pk, township])
