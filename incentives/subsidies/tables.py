"""Lists of the incentives."""

import django_tables2 as tables
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from cadres.models import Tenure
from cadres.platform.divisions.choices import Tier
from cadres.registry.cadre_files.tables import FileColumn
from cadres.shared.lists.columns import DayColumn
from cadres.shared.lists.tables import RecordTable

RIGHT = {"td": {"class": "num"}, "th": {"class": "num"}}


def yuan(value) -> str:
    """A sum as people write it: no decimals when there are none."""
    return number_format(value, decimal_pos=0 if value == value.to_integral_value() else 2, use_l10n=True)


class DueTable(RecordTable):
    """Who is due the township work subsidy this month."""

    cadre = FileColumn(key="cadre_id", verbose_name=_("Cadre"))
    township = tables.Column(verbose_name=_("Township"), accessor="post__organization__division")
    post = tables.Column(verbose_name=_("Post"))
    tier = tables.Column(verbose_name=_("Tier"))
    since = DayColumn(verbose_name=_("Since"), accessor="held__lower")
    monthly = tables.Column(verbose_name=_("Yuan a month"), attrs=RIGHT)

    class Meta(RecordTable.Meta):
        model = Tenure
        fields: tuple[str, ...] = ("cadre", "township", "post", "tier", "since", "monthly")
        sorts = {"cadre": "cadre__name_key", "township": "post__organization__division_id", "monthly": "monthly"}

    def render_tier(self, value):
        return Tier(value).label

    def render_monthly(self, value):
        return yuan(value)

    def value_monthly(self, value):
        return value
