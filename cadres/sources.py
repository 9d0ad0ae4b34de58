from cadres.platform.exports.export_sources import ListSource
from cadres.registry.appointment_forms.export_sources import FormsSource
from cadres.registry.rosters.export_sources import RosterSource
from cadres.registry.workbooks.export_sources import RecordsSource

OWN = (ListSource, FormsSource, RosterSource, RecordsSource)
