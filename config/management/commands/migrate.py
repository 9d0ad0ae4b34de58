"""Django's ``migrate``, in nearly half the time over hundreds of triggers; then every account has its rights."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.commands import migrate
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

from cadres.platform.database.services.grants import put_right

OPERATIONS = (AddTrigger, RemoveTrigger)


def undrawn(forwards: Callable[[Operation, str, ProjectState], None]) -> Callable:
    """The step that does not draw the model and all its relations anew: Django sees no trigger in them."""

    def state_forwards(operation: Operation, app_label: str, state: ProjectState) -> None:
        state.reload_model = lambda *_args, **_options: None
        try:
            forwards(operation, app_label, state)
        finally:
            del state.reload_model  # the class's own is seen again

    return state_forwards


@contextmanager
def undrawn_triggers() -> Iterator[None]:
    drawn = [operation.state_forwards for operation in OPERATIONS]
    for operation in OPERATIONS:
        operation.state_forwards = undrawn(operation.state_forwards)
    try:
        yield
    finally:
        for operation, forwards in zip(OPERATIONS, drawn, strict=True):
            operation.state_forwards = forwards


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with undrawn_triggers():
            super().handle(*args, **options)
        if not (options["plan"] or options["check_unapplied"]):
            self._part_rights()

    def _part_rights(self) -> None:
        try:
            put_right()
        except ImproperlyConfigured as error:  # the tables are somebody else's than the database: as it was before
            self.stderr.write(str(error))
