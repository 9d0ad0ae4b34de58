from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from cadres.registry.corrections.models import Correction
from cadres.shared.lists.columns import LinkColumn, MomentColumn
from cadres.shared.lists.tables import RecordTable


class CorrectionTable(RecordTable):
    cadre = LinkColumn("cadres:correction_detail", verbose_name=_("Cadre"))
    kind = tables.Column(verbose_name=_("What"))
    document = tables.Column(verbose_name=_("Paper it rests on"))
    stage = tables.Column(verbose_name=_("Stage"))
    proposed_by = tables.Column(verbose_name=_("Proposed by"))
    proposed_at = MomentColumn(verbose_name=_("Proposed at"))
    decided_by = tables.Column(verbose_name=_("Decided by"))

    class Meta(RecordTable.Meta):
        model = Correction
        fields: Any = ("cadre", "kind", "document", "stage", "proposed_by", "proposed_at", "decided_by")
        sorts = {"proposed_at": "proposed_at"}
