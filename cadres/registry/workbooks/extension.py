from cadres.platform.exports.points import SOURCES
from cadres.platform.imports.points import RESOURCES
from cadres.registry.workbooks.export_sources import RecordsSource
from cadres.registry.workbooks.import_resources import ALL


def register() -> None:
    RESOURCES.add(*ALL)
    SOURCES.add(RecordsSource)
