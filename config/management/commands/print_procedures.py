"""The page ``docs/procedures.md``, made from the tables of moves so that it cannot lag behind them."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from cadres.shared.workflow import WORKFLOWS, Move, Workflow, edges

HEAD = """\
# Procedures

Made by `manage.py print_procedures`; a test compares this page with the code. Each table is the one that service,
page, API and the trigger of the database read. *Asks for* are the inputs of the move's form, *writes* the fields saved
with the stage besides them, *then* what happens in the same transaction.
"""


class Command(BaseCommand):
    help = "Print the stages and moves of every procedure (docs/procedures.md)."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            self.stdout.write("\n".join(page()), ending="\n")


def page() -> Iterator[str]:
    yield HEAD.rstrip()
    for workflow in sorted(WORKFLOWS, key=lambda one: one.name):
        yield f"\n## {str(workflow.model_class._meta.verbose_name).capitalize()}\n"
        yield f"`{workflow.model}`\n"
        yield f"```mermaid\n{diagram(workflow)}\n```\n"
        yield "| move | may be taken by who holds | conditions | asks for | writes | then |"
        yield "|---|---|---|---|---|---|"
        yield from (_row(move) for move in workflow.moves)


def diagram(workflow: Workflow) -> str:
    """The stages and moves as Mermaid text."""
    names: dict[tuple[str, str], list[str]] = {}
    for move in workflow.moves:
        for source in move.sources:
            names.setdefault((str(source), str(move.target)), []).append(move.name)
    field: Any = workflow.model_class._meta.get_field(workflow.stage_field)
    begin = str(field.default)
    pairs = edges(workflow.moves)
    ends = sorted({target for _source, target in pairs} - {source for source, _target in pairs})
    lines = ["stateDiagram-v2", f"    [*] --> {begin}"]
    lines += [f"    {source} --> {target}: {', '.join(names[source, target])}" for source, target in pairs]
    return "\n".join([*lines, *(f"    {stage} --> [*]" for stage in ends)])


def _row(move: Move) -> str:
    conditions = [guard.__name__.replace("_", " ") for guard in move.guards]
    asks = [*move.inputs, *(["reason"] if move.needs_reason else [])]
    then = [path.rpartition(".")[2].replace("_", " ") for path in (move.before, move.effect) if path]
    cells = (
        f"**{move.label}** (`{move.name}`)",
        f"`{move.permission}`",
        "; ".join(conditions),
        ", ".join(f"`{name}`" for name in asks),
        ", ".join(f"`{name}`" for name in move.writes if name not in move.inputs),
        "; ".join(then),
    )
    return "| " + " | ".join(cells) + " |"
