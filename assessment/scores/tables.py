"""Lists of the assessment."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessment.scores.models import Score
from assessment.systems.tables import RIGHT, points
from cadres.shared.lists.columns import LinkColumn
from cadres.shared.lists.tables import RecordTable


class ScoreTable(RecordTable):
    """Scores with their components; listed by place and person, sorted by figures only when asked."""

    name = LinkColumn(
        "assessment:score_detail", verbose_name=pgettext_lazy("person", "Name"), accessor="tenure__cadre__name"
    )
    township = tables.Column(verbose_name=_("Township"), accessor="division__name")
    post = tables.Column(verbose_name=_("Post"), accessor="tenure__post__office_name")
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
        optional = ("tier",)
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
