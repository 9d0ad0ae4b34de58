import django_filters as filters
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models import Cadre
from cadres.platform.search.filters import NameFilter
from cadres.shared.lists.filters import RecordFilter, RecordNumberFilter
from training.needs.choices import Reason
from training.needs.models import Need
from training.programmes.choices import Topic

STATES = (
    ("open", pgettext_lazy("state of a need", "Open")),
    ("not_called", _("Nobody called up yet")),
    ("late", _("Overdue")),
    ("settled", _("Settled")),
)


class NeedFilter(RecordFilter):
    """By person, reason, topic and whether it is settled."""

    q = NameFilter(name_path="cadre__name", key_path="cadre__name_key")
    state = filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state")
    reason = filters.MultipleChoiceFilter(label=_("Reason"), choices=Reason.choices)
    topic = filters.MultipleChoiceFilter(label=_("Topic"), choices=Topic.choices)
    cadre = RecordNumberFilter(label=_("Cadre"), field_name="cadre_id", rows=Cadre.objects.visible_to)

    class Meta:
        model = Need
        fields: list[str] = []

    def by_state(self, rows, _name, value):
        if value == "open":
            return rows.open()
        if value == "not_called":
            return rows.not_called()
        return rows.overdue_on(localdate()) if value == "late" else rows.exclude(settled_by=None)
