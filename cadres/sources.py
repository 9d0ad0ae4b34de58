from cadres.platform.exports.export_sources import ListSource
from cadres.registry.rosters.export_sources import RosterSource
from cadres.registry.word_templates.export_sources import FormsSource
from cadres.registry.workbooks.export_sources import RecordsSource

OWN = (ListSource, FormsSource, RosterSource, RecordsSource)
