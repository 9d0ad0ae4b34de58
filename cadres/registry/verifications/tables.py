from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.registry.cadre_files.choices import VerifiedItem
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.tables import FileColumn
from cadres.registry.verifications.choices import VerificationState
from cadres.registry.verifications.presenters import TONES
from cadres.shared.lists.columns import MonthColumn
from cadres.shared.lists.tables import RecordTable


class StateColumn(tables.Column):
    """How an item stands: a badge once something is decided; exported as its words."""

    def __init__(self, item: VerifiedItem):
        super().__init__(verbose_name=item.label, accessor=f"state_{item}", empty_values=())

    def render(self, value: Any) -> SafeString:
        css = f"badge badge-{TONES[value]}" if value else "muted"
        return format_html('<span class="{}">{}</span>', css, self.value(value))

    def value(self, value: Any) -> Any:
        return VerificationState(value).label if value else _("not verified")


class VerificationTable(RecordTable):
    name = FileColumn(url_name="cadres:cadre_verification", verbose_name=pgettext_lazy("person", "Name"))
    born_on = MonthColumn(verbose_name=_("Born, as on file"))
    birth = StateColumn(VerifiedItem.BIRTH)
    work = StateColumn(VerifiedItem.WORK)
    party = StateColumn(VerifiedItem.PARTY)
    education = StateColumn(VerifiedItem.EDUCATION)
    resume = StateColumn(VerifiedItem.RESUME)
    standing = StateColumn(VerifiedItem.STANDING)
    division = tables.Column(verbose_name=_("Managed by"))

    class Meta(RecordTable.Meta):
        model = Cadre
        optional = ("division",)
        fields = ("name", "born_on", *VerifiedItem.values, "division")
        sorts = {"name": "name_key", "born_on": "born_on"}
