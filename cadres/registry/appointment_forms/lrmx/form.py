"""What one file says, and what may be wrong with it."""

from dataclasses import dataclass, field

from cadres.registry.appointment_forms.lrmx.elements import LABELS, LEAVES


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a file: where, and what to do about it. ``line`` 0 when no line can be named."""

    message: str
    element: str = ""
    line: int = 0

    @property
    def label(self) -> str:
        """The element with its name on the printed form."""
        printed = LABELS.get(self.element, "")
        return f"{self.element} {printed}".strip()


class BadForm(ValueError):
    """The file cannot be taken in; carries every fault found."""

    def __init__(self, *faults: Fault):
        self.faults = faults
        super().__init__("; ".join(fault.message for fault in faults))


@dataclass
class Relative:
    """One family item. ``unknown`` holds the source of children that this program does not know."""

    relation: str = ""
    name: str = ""
    born: str = ""
    political_status: str = ""
    work: str = ""
    unknown: list[str] = field(default_factory=list)
    line: int = field(default=0, compare=False)

    @property
    def empty(self) -> bool:
        return not any((self.relation, self.name, self.born, self.political_status, self.work, self.unknown))


@dataclass
class Form:
    """The content of one file. ``values`` has every leaf element, empty where the file says nothing.

    ``old`` are places of an ``.lrm`` file whose meaning nobody knows; ``remarks`` is what its reader must be told.
    """

    values: dict[str, str] = field(default_factory=dict)
    family: list[Relative] = field(default_factory=list)
    photo: bytes = b""
    unknown: list[str] = field(default_factory=list)
    old: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict, compare=False)
    remarks: list[Fault] = field(default_factory=list, compare=False)

    def __post_init__(self) -> None:
        self.values = {name: self.values.get(name, "") for name in LEAVES}
