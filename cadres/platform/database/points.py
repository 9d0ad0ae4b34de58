"""What the accounts of the database may do with a table, where its own guards do not say it (``config/grants.py``)."""

from dataclasses import dataclass

from cadres.shared.extensions import Point

READ = frozenset({"SELECT"})
ADD = READ | {"INSERT"}
WRITE = ADD | {"UPDATE", "DELETE"}
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Rights:
    """Of the program on the table of ``model`` ("app.Model"); ``change``: the fields of which alone it may update."""

    model: str
    may: frozenset[str]
    change: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sealers:
    """What the sealer may do beside reading: all others of its rows are closed to it."""

    model: str
    may: frozenset[str]


@dataclass(frozen=True)
class Reported:
    """Fields that name no person, and so are open to reports."""

    model: str
    fields: tuple[str, ...]


RIGHTS: Point[Rights] = Point("rights of the program in the database", key=lambda one: one.model)
SEALERS: Point[Sealers] = Point("rights of the sealer in the database", key=lambda one: one.model)
REPORTED: Point[Reported] = Point("what reports may read", key=lambda one: one.model)
