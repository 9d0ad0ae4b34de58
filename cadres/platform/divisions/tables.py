from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from cadres.platform.divisions.choices import Tier
from cadres.platform.divisions.models import Division
from cadres.shared.lists.columns import LinkColumn
from cadres.shared.lists.tables import RecordTable


class DivisionTable(RecordTable):
    name = LinkColumn("cadres:division_detail", verbose_name=_("Name"))
    code = tables.Column(verbose_name=_("Code"))
    level = tables.Column(verbose_name=_("Level"))
    kind = tables.Column(verbose_name=_("Kind"))
    tier = tables.Column(verbose_name=_("Economic tier"))
    parent = tables.Column(verbose_name=_("Part of"))

    class Meta(RecordTable.Meta):
        model = Division
        fields = ("name", "code", "level", "kind", "tier", "parent")
        sorts = {"code": "code", "name": "name_key"}

    def render_tier(self, value: str) -> Any:
        return Tier(value).label
