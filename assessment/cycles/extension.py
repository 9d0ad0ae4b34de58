from assessment.cycles.import_resources import Values
from cadres.platform.imports.points import RESOURCES


def register() -> None:
    RESOURCES.add(Values)
