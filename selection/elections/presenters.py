"""The state diagram of an election, made from the table of moves."""

from cadres.shared.workflow import edges
from selection.elections.choices import CLOSED, Stage
from selection.elections.workflow import MOVES


def mermaid() -> str:
    """The diagram as Mermaid text, as ``docs/selection.md`` holds it."""
    names = {(str(source), str(move.target)): move.name for move in MOVES for source in move.sources}
    lines = ["stateDiagram-v2", f"    [*] --> {Stage.PREPARED.value}"]
    lines += [f"    {source} --> {target}: {names[source, target]}" for source, target in edges(MOVES)]
    lines += [f"    {stage.value} --> [*]" for stage in CLOSED]
    return "\n".join(lines)
