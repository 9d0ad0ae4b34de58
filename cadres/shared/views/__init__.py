"""The generic pages, by noun. A view elsewhere is a declaration; the work is done here."""

from cadres.shared.views.forms import FormPage, MovePage
from cadres.shared.views.lists import RecordList
from cadres.shared.views.records import Guarded, RecordDetail

__all__ = ["FormPage", "Guarded", "MovePage", "RecordDetail", "RecordList"]
