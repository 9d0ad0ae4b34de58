"""What a procedure owns (程序所有): the fields of a model that its services alone write.

Each noun adds its entries in ``extension.py``. ``tests/config/test_side_doors.py`` fails for a procedure without an
entry and walks every other door: workbooks, forms of pages, API, merging, and all code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cadres.shared.extensions import Point
from cadres.shared.workflow import Workflow


@dataclass(frozen=True)
class Owned:
    """``fields`` of ``model`` ("app.Model") are written in the services of its noun, and in the modules ``writers``.

    ``called_by``: function of those services → modules that may call it, where not everybody may. ``workbooks``: key
    of a workbook that brings such fields in → why it may, and what it refuses.
    """

    model: str
    fields: tuple[str, ...]
    writers: tuple[str, ...] = ()
    called_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    workbooks: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return self.model.lower()


def owned_by(workflow: Workflow, *more: str, writers: tuple[str, ...] = ()) -> Owned:
    """The stage of a procedure and all that its moves write; ``more`` is written with them by its effects."""
    fields = {workflow.stage_field, *more}
    for move in workflow.moves:
        fields |= {name.removesuffix("_id") for name in move.writes}
    return Owned(workflow.model, tuple(sorted(fields)), writers)


OWNED: Point[Owned] = Point("owned by procedures", key=lambda owned: owned.key)
