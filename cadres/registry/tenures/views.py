"""The list of tenures; each is read on the page of its cadre or its post."""

from cadres.registry.tenures.lists import TENURE_LIST
from cadres.shared.lists.views import RecordList


class TenureList(RecordList):
    definition = TENURE_LIST
