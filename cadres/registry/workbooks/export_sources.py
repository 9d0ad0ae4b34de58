from collections.abc import Iterator
from operator import attrgetter
from typing import IO, Any

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cadres.platform.exports.choices import ExportFormat
from cadres.platform.exports.points import Given, Source
from cadres.platform.imports.points import RESOURCES, Resource
from cadres.platform.imports.services import sheets
from cadres.shared.files.watermark import Watermark
from cadres.shared.identity import masked


class RecordsSource(Source):
    """Everything of one kind in reach, as the workbook that can be taken in again (``cadres.platform.imports``)."""

    key = "records"
    formats = (ExportFormat.XLSX,)

    @classmethod
    def read(cls, user: Any, query: QueryDict) -> dict[str, Any]:  # noqa: ARG003 -- as in Source
        resource = RESOURCES.get(query.get("key", ""))
        if resource is None or not resource.personal:
            raise Http404
        return {"key": resource.key, "secrets": query.get("secrets") == "1"}

    @cached_property
    def resource(self) -> Resource:
        if self.params["key"] not in RESOURCES:
            raise Http404
        return RESOURCES[self.params["key"]](self.user)

    @property
    def permissions(self) -> tuple[str, ...]:
        return ("cadres.export_records", self.resource.permission)

    @property
    def title(self) -> Any:
        return self.resource.label

    @property
    def url(self) -> str:
        return reverse("cadres:import_home")

    def condition_labels(self) -> list[tuple[str, str]]:
        return [(_("With identity numbers and telephones"), _("yes") if self.params["secrets"] else _("no"))]

    @property
    def columns(self) -> list[Any]:
        return [column for column in self.resource.columns if self.params["secrets"] or not column.secret]

    def header(self) -> list[str]:
        return [str(column.header) for column in self.columns]

    def count(self, most: int) -> int:
        return self.resource.rows().order_by().values("pk")[:most].count()

    def sample(self, number: int) -> Iterator[list[Any]]:
        rows = self.resource.rows().exclude(**{f"{self.resource.personal}__in": self.closed})
        for record in rows[:number]:
            values = self.resource.current(record)
            yield [self._shown(column, values[column.name]) for column in self.columns]

    def _shown(self, column: Any, value: Any) -> Any:
        text = column.write(self.resource.export_value(column.name, value))
        return masked(str(text)) if column.secret and text else text

    def write(self, wanted: str, *, mark: Watermark, given: Given) -> IO[bytes]:
        cadre_of = attrgetter(self.resource.personal)
        return sheets.export(
            self.resource, secrets=self.params["secrets"], step=lambda record: given(cadre_of(record)), mark=mark
        )
