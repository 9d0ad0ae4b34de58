from cadres.platform.exports.lists import ListSource
from cadres.registry.appointment_forms.export_sources import FormsSource
from cadres.registry.import_resources.export_sources import RecordsSource
from cadres.registry.rosters.export_sources import RosterSource

OWN = (ListSource, FormsSource, RosterSource, RecordsSource)
