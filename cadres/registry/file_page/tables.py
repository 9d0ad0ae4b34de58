from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.tables import FileColumn
from cadres.shared.dates import whole_years
from cadres.shared.lists.columns import NUMBER, MonthColumn
from cadres.shared.lists.tables import RecordTable


class CadreTable(RecordTable):
    name = FileColumn(verbose_name=pgettext_lazy("person", "Name"))
    sex = tables.Column(verbose_name=_("Sex"))
    born_on = MonthColumn(verbose_name=_("Born"))
    age = tables.Column(verbose_name=_("Age"), accessor="born_on", attrs=NUMBER)
    grade = tables.Column(verbose_name=_("Grade"))
    present_posts = tables.Column(verbose_name=_("Present posts"), empty_values=(None, []))
    education = tables.Column(verbose_name=_("Education"), accessor="education_levels", empty_values=(None, []))
    status = tables.Column(verbose_name=_("Status"))
    ethnicity = tables.Column(verbose_name=_("Ethnic group"))
    native_place = tables.Column(verbose_name=_("Native place"))
    political_status = tables.Column(verbose_name=_("Political status"))
    joined_party_on = MonthColumn(verbose_name=_("Joined the party"))
    began_work_on = MonthColumn(verbose_name=_("Began work"))
    grade_since = MonthColumn(verbose_name=_("At this grade since"))
    township_since = MonthColumn(verbose_name=_("Leading in townships since"))
    division = tables.Column(verbose_name=_("Managed by"))

    class Meta(RecordTable.Meta):
        model = Cadre
        optional = (
            "ethnicity",
            "native_place",
            "political_status",
            "joined_party_on",
            "began_work_on",
            "grade_since",
            "township_since",
            "division",
        )
        fields = ("name", "sex", "born_on", "age", "grade", "present_posts", "education", "status", *optional)
        sorts = {"name": "name_key", "born_on": "born_on", "grade": "grade"}

    def render_age(self, value: Any) -> int:
        return whole_years(value, self.today)

    def render_present_posts(self, value: list[str]) -> str:
        return "、".join(value)

    def render_education(self, value: list[str]) -> str:
        return "、".join(dict.fromkeys(level for level in value if level))
