import django_filters as filters
from django.utils.translation import gettext_lazy as _

from cadres.platform.outbox.choices import OutboxState
from cadres.platform.outbox.points import CHANNELS
from cadres.shared.lists.filters import RecordFilter


def _channels() -> list:
    return [(channel.name, channel.label) for channel in CHANNELS]


class OutboxFilter(RecordFilter):
    state = filters.ChoiceFilter(label=_("State"), choices=OutboxState.choices)
    channel = filters.ChoiceFilter(label=_("Channel"), choices=_channels)
    user = filters.CharFilter(label=_("User name"), field_name="user__username")
