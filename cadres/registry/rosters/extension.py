from cadres.platform.exports.points import SOURCES
from cadres.registry.rosters.columns import OWN
from cadres.registry.rosters.export_sources import RosterSource
from cadres.registry.rosters.points import COLUMNS


def register() -> None:
    COLUMNS.add(*OWN)
    SOURCES.add(RosterSource)
