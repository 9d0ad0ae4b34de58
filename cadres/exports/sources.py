"""What the base gives out: lists, rosters, appointment forms, whole kinds of records."""

import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from operator import attrgetter
from typing import IO, Any

from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cadres.approval import write_docx
from cadres.choices import ExportFormat
from cadres.exports.registry import Given, Line, Source, TableSource
from cadres.imports import sheets
from cadres.imports.resource import RESOURCES, Resource
from cadres.models import Cadre, Roster
from cadres.rosters.reading import Made, make
from cadres.rosters.workbook import write_roster
from cadres.rules import masked
from cadres.services import approval
from cadres.services.forms_files import export_form, with_form_parts
from cadres.shared.lists import MOST_PICKED, rows_of
from cadres.shared.views import RecordList
from cadres.shared.watermark import Mark
from cadres.shared.words import filter_words

BESIDE = "README.txt"  # beside the forms, which must stay as other programs read them
AT_ONCE = 50  # forms in memory, each with its photo


def list_of(name: str) -> type[RecordList] | None:
    """The list with this URL name, if it is one of personal data."""
    try:
        view = getattr(resolve(reverse(name)).func, "view_class", None)
    except (NoReverseMatch, Resolver404):
        return None
    return view if view and issubclass(view, RecordList) and view.personal else None


def numbers(text: str) -> list[int]:
    """Keys written as "3.17.20"; anything else is passed over."""
    return [int(part) for part in text.replace(",", ".").split(".") if part.isascii() and part.isdigit()][:MOST_PICKED]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return localdate()


class ListSource(TableSource):
    """Any ``RecordList`` that says ``personal``: with its filter, columns and order, or the rows picked in it."""

    key = "list"

    @classmethod
    def read(cls, user: Any, query: QueryDict) -> dict[str, Any]:  # noqa: ARG003 -- as in Source
        name = query.get("list", "")
        if list_of(name) is None:
            raise Http404
        pick = [part for part in query.get("pick", "").split(".") if part.isalnum()][:MOST_PICKED]
        return {"list": name, "query": query.get("query", "").replace("\0", ""), "pick": pick}

    @cached_property
    def view(self) -> RecordList:
        """The list as the user would see it."""
        view_class = list_of(self.params["list"])
        if view_class is None:
            raise Http404
        request = HttpRequest()
        request.method, request.path = "GET", reverse(self.params["list"])
        request.GET, request.user = QueryDict(self.params["query"]), self.user
        view = view_class()
        view.setup(request)
        return view

    @property
    def permissions(self) -> tuple[str, ...]:
        return (self.view.permission,)

    @property
    def title(self) -> Any:
        return self.view.title

    @property
    def url(self) -> str:
        return f"{self.view.request.path}?{self.params['query']}"

    def rows(self) -> Any:
        view, pick = self.view, self.params["pick"]
        rows = rows_of(view.get_queryset(), pick) if pick else view.found()[1]
        if self.closed:
            rows = rows.exclude(**{f"{view.personal}__in": self.closed})
        return rows.order_by(view._order(), "pk")

    def told(self) -> list[tuple[str, str]]:
        if self.params["pick"]:
            return [(_("Selected"), _("%(number)d rows, one by one") % {"number": len(self.params["pick"])})]
        filterset, _rows, sentences = self.view.found()
        words = [(label, text) for label, text, _names in filter_words(filterset.form, self.view.request.GET)]
        return [*words, *((_("Condition"), text) for text, _url in sentences)] or [(_("Filter"), _("none: all rows"))]

    def header(self) -> list[str]:
        return self.view.export_header()

    def count(self, most: int) -> int:
        return self.rows().order_by().values("pk")[:most].count()

    def sample(self, number: int) -> Iterator[list[Any]]:
        for _record, cells in self.view.export_cells(self.rows()[:number]):
            yield cells

    def lines(self) -> Iterator[Line]:
        cadre_of = attrgetter(self.view.personal.replace("__", "."))
        for record, cells in self.view.export_cells(self.rows()):
            yield cadre_of(record), cells


class FormsSource(Source):
    """Appointment forms of named people: a zip of ``.lrmx`` files, or one Word document."""

    key = "forms"
    formats = (ExportFormat.ZIP, ExportFormat.DOCX)

    @classmethod
    def read(cls, user: Any, query: QueryDict) -> dict[str, Any]:
        most = approval.MOST if query.get("as") == ExportFormat.DOCX else MOST_PICKED
        ids = list(dict.fromkeys(numbers(query.get("ids", ""))))[:most]
        found = set(cls._reach(user).filter(pk__in=ids).values_list("pk", flat=True))
        if not found:
            raise Http404
        return {"ids": [pk for pk in ids if pk in found]}

    @staticmethod
    def _reach(user: Any) -> Any:
        return Cadre.objects.visible_to(user).exclude(pk__in=user.barred_cadres)

    @property
    def permissions(self) -> tuple[str, ...]:
        return ("cadres.export_form",)

    @property
    def title(self) -> str:
        return _("Appointment forms")

    @property
    def url(self) -> str:
        ids = self.params["ids"]
        return reverse("cadres:cadre_detail", args=ids) if len(ids) == 1 else reverse("cadres:cadre_list")

    def rows(self) -> Any:
        rows = self._reach(self.user).exclude(pk__in=self.closed)
        return rows.filter(pk__in=self.params["ids"]).order_by("name_key", "pk")

    def told(self) -> list[tuple[str, str]]:
        return [(pgettext("export", "Persons"), "、".join(self.rows().values_list("name", flat=True)))]

    def header(self) -> list[str]:
        return [_("The whole form: particulars, résumé, education, family, yearly results, photo")]

    def count(self, most: int) -> int:
        return min(self.rows().count(), most)

    def sample(self, number: int) -> Iterator[list[Any]]:
        for name in self.rows().values_list("name", flat=True)[:number]:
            yield [name]

    def write(self, wanted: str, *, mark: Mark, given: Given) -> IO[bytes]:
        cadres = list(self.rows().values_list("pk", flat=True))
        if wanted == ExportFormat.DOCX:
            sheets_ = approval.give_out(cadres, by=self.user, way="export_docx")
            for pk in cadres:
                given(pk)
            return BytesIO(write_docx(sheets_, who=mark.who, short=mark.short, line=mark.line))
        return self._zip(cadres, mark, given)

    def _zip(self, ids: list[int], mark: Mark, given: Given) -> IO[bytes]:
        """A form that was taken in is given out as it came, so nothing is lost."""
        file = tempfile.TemporaryFile()  # noqa: SIM115 -- the caller closes it
        number = 0
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(BESIDE, f"\ufeff{mark.line}\r\n")
            for start in range(0, len(ids), AT_ONCE):
                cadres = list(with_form_parts(Cadre.objects.filter(pk__in=ids[start : start + AT_ONCE])))
                for cadre in sorted(cadres, key=lambda cadre: ids.index(cadre.pk)):
                    number += 1
                    name = "".join(sign for sign in cadre.name if sign.isalnum())
                    archive.writestr(f"{number:03d}-{name}.lrmx", export_form(cadre, by=self.user))
                    given(cadre.pk)
        file.seek(0)
        return file


class RosterSource(Source):
    """A roster as it was kept when it was asked for: whoever changes it later changes another thing."""

    key = "roster"
    formats = (ExportFormat.XLSX,)
    kept = ("name", "columns", "order", "grouping", "conditions")

    @classmethod
    def read(cls, user: Any, query: QueryDict) -> dict[str, Any]:
        roster = get_object_or_404(
            Roster.objects.visible_to(user), pk=next(iter(numbers(query.get("roster", "0"))), 0)
        )
        params = {name: getattr(roster, name) for name in cls.kept}
        return {**params, "roster": roster.pk, "on": _day(query.get("on", "")).isoformat()}

    @property
    def permissions(self) -> tuple[str, ...]:
        return ("cadres.view_cadre",)

    @property
    def title(self) -> str:
        return self.params["name"]

    @property
    def url(self) -> str:
        return f"{reverse('cadres:roster_detail', args=[self.params['roster']])}?on={self.params['on']}"

    @cached_property
    def made(self) -> Made:
        roster = Roster(**{name: self.params[name] for name in self.kept})
        on = date.fromisoformat(self.params["on"])
        return make(roster, user=self.user, on=on, without=self.closed)

    def told(self) -> list[tuple[str, str]]:
        return [(_("As of the day"), self.params["on"])]

    def header(self) -> list[str]:
        return [str(column.title) for column in self.made.columns]

    def count(self, most: int) -> int:
        return min(self.made.number, most)

    def sample(self, number: int) -> Iterator[list[Any]]:
        rows = (row for group in self.made.groups for row in group.rows)
        for row, _number in zip(rows, range(number), strict=False):
            yield row.cells

    def write(self, wanted: str, *, mark: Mark, given: Given) -> IO[bytes]:
        for group in self.made.groups:
            for row in group.rows:
                given(row.cadre.pk)
        return write_roster(self.title, self.made, mark)


class RecordsSource(Source):
    """Everything of one kind in reach, as the workbook that can be taken in again (``cadres.imports``)."""

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

    def told(self) -> list[tuple[str, str]]:
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
        told = column.write(self.resource.export_value(column.name, value))
        return masked(str(told)) if column.secret and told else told

    def write(self, wanted: str, *, mark: Mark, given: Given) -> IO[bytes]:
        cadre_of = attrgetter(self.resource.personal)
        return sheets.export(
            self.resource, secrets=self.params["secrets"], step=lambda record: given(cadre_of(record)), mark=mark
        )


OWN = (ListSource, FormsSource, RosterSource, RecordsSource)
