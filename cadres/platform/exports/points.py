"""What can be given out on request: each source under a stable key."""

from collections.abc import Callable, Iterator
from typing import IO, Any, ClassVar

from django.http import Http404, QueryDict
from django.utils.functional import Promise

from cadres.platform.accounts.models import User
from cadres.platform.exports.choices import ExportFormat
from cadres.shared.extensions import Point
from cadres.shared.files.spreadsheets import write_csv, write_workbook
from cadres.shared.files.watermark import Watermark

Given = Callable[[int | None], None]
Line = tuple[int | None, list[Any]]


class Source:
    """One thing as one user may have it. Subclass, implement, add to ``SOURCES``: see ``docs/exports.md``.

    ``params`` say exactly what and must not change their meaning later: whatever somebody could edit meanwhile is
    copied into them. Nothing of it holds rows that are closed to the user as his own or his relatives'.
    """

    key: ClassVar[str]
    formats: ClassVar[tuple[str, ...]]

    def __init__(self, user: User, params: dict[str, Any], *, shown_to: User | None = None):
        """``shown_to`` is who looks at it before it is made: what is closed to him is not shown either."""
        self.user, self.params = user, params
        self.closed = user.barred_cadres | (shown_to.barred_cadres if shown_to else frozenset())

    @classmethod
    def read(cls, user: User, query: QueryDict) -> dict[str, Any]:
        """The params by what stands in the address. Raises ``Http404`` when nothing can be meant by it."""
        raise NotImplementedError

    @property
    def permissions(self) -> tuple[str, ...]:
        """All of them are needed, when it is asked for and again when the file is made."""
        raise NotImplementedError

    @property
    def title(self) -> str | Promise:
        """What it is, without anything personal: the auditor reads it."""
        raise NotImplementedError

    @property
    def url(self) -> str:
        """Where it was asked for."""
        raise NotImplementedError

    def condition_labels(self) -> list[tuple[str, str]]:
        """Which of them, as pairs of label and words."""
        return []

    def header(self) -> list[str]:
        raise NotImplementedError

    def count(self, most: int) -> int:
        """How many records, counted up to ``most``."""
        raise NotImplementedError

    def sample(self, number: int) -> Iterator[list[Any]]:
        """The first rows, for who decides. What is masked on every page is masked here."""
        raise NotImplementedError

    def write(self, wanted: str, *, mark: Watermark, given: Given) -> IO[bytes]:
        """The file, marked; ``given`` is told the cadre of each record as it is written (``None``: nobody's)."""
        raise NotImplementedError


class TableSource(Source):
    """A source whose records are rows: implement ``lines``, and ``header`` that stands above them."""

    formats = (ExportFormat.XLSX, ExportFormat.CSV)

    def lines(self) -> Iterator[Line]:
        """The id of the cadre and the cells of each row, a few rows in memory at a time."""
        raise NotImplementedError

    def sample(self, number: int) -> Iterator[list[Any]]:
        for (_cadre, cells), _number in zip(self.lines(), range(number), strict=False):
            yield cells

    def write(self, wanted: str, *, mark: Watermark, given: Given) -> IO[bytes]:
        rows = self._given(given)
        if wanted == ExportFormat.CSV:
            return write_csv(self.header(), rows, mark)
        return write_workbook(str(self.title), self.header(), rows, mark)

    def _given(self, given: Given) -> Iterator[list[Any]]:
        for cadre, cells in self.lines():
            given(cadre)
            yield cells


SOURCES: Point[type[Source]] = Point("exports", key=lambda source: source.key)


def source_of(key: str) -> type[Source]:
    if key not in SOURCES:
        raise Http404
    return SOURCES[key]
