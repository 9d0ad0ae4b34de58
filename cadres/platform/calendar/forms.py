"""A year's days as the State Council's notice lists them, or as lines and tables."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cadres.platform.calendar.choices import Holiday
from cadres.platform.calendar.regulations import NAMES
from cadres.platform.calendar.rules.days import Entry, statutory
from cadres.platform.calendar.rules.notation import MOST, read_line, read_text, text_of, text_of_table
from cadres.platform.imports.services.workbook import BadWorkbook, check_file
from cadres.shared.errors import Refused
from cadres.shared.files.workbooks import Damaged, OpenSheet, SheetRows, Workbook
from cadres.shared.pages.forms import DateInput, DayField
from cadres.shared.phrases import in_a_row

LARGEST = 1 << 20  # bytes of a table of at most 200 lines
COLUMNS = 4


class NoticeForm(forms.Form):
    """What both ways of entering share. ``seen`` is the draft that was shown."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    document = forms.CharField(
        label=_("Number of the notice"), max_length=120, help_text=_("Such as 国办发明电〔2025〕7号.")
    )
    basis = forms.CharField(
        label=_("Where it was read"), max_length=300, required=False, help_text=_("Address or file of the office.")
    )


class DaysForm(NoticeForm):
    """Row by row like the notice: each holiday from, to, and the weekend days worked for it."""

    others = forms.CharField(
        label=_("Other days"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One entry a line, such as “2015-09-03..2015-09-05 holiday 纪念日” or “2015-09-06 works”."),
    )

    def __init__(self, *args: Any, year: int, entries: Iterable[Entry] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.year = year
        given = _by_holiday(year, entries)
        for holiday in Holiday:
            first, last, works = given[holiday]
            label = holiday.label
            self.fields[f"{holiday}_from"] = DayField(
                label=_("%(holiday)s: free from") % {"holiday": label},
                widget=DateInput,
                initial=first,
                required=False,
            )
            self.fields[f"{holiday}_to"] = DayField(
                label=_("%(holiday)s: free to") % {"holiday": label}, widget=DateInput, initial=last, required=False
            )
            self.fields[f"{holiday}_works"] = forms.CharField(
                label=_("%(holiday)s: weekend days worked") % {"holiday": label},
                initial=" ".join(map(str, works)),
                required=False,
                max_length=120,
                help_text=_("Such as 2026-02-14 2026-02-28; empty where there are none."),
            )
        self.fields["others"].initial = given["others"]
        self.order_fields(
            ["seen", *(f"{one}_{end}" for one in Holiday for end in ("from", "to", "works")), "others", "document"]
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        entries: list[Entry] = []
        for holiday in Holiday:
            entries += self._of(holiday, values)
        found, faults = read_text(values.get("others", ""))
        for fault in faults:
            self.add_error("others", fault)
        values["entries"] = entries + found
        return values

    def _of(self, holiday: Holiday, values: dict[str, Any]) -> list[Entry]:
        name = NAMES[holiday]
        first, last = values.get(f"{holiday}_from"), values.get(f"{holiday}_to")
        found = []
        if first or last:
            found.append(Entry(first or last, last or first, works=False, name=name))
        for word in values.get(f"{holiday}_works", "").replace(",", " ").replace("，", " ").split():
            entry = read_line(f"{word} works {name}")
            if isinstance(entry, Entry):
                found.append(entry)
            else:
                text = gettext("Write days like 2026-02-14, not “%(word)s”.") % {"word": word[:20]}
                self.add_error(f"{holiday}_works", text)
        return found


def _by_holiday(year: int, entries: Iterable[Entry]) -> dict[str, Any]:
    """What the fields begin with; where nothing is entered yet, the days that the law fixes."""
    entries = list(entries)
    found: dict[str, Any] = {}
    if not entries:
        for holiday in Holiday:
            days = sorted(day for day, one in statutory(year).items() if one == holiday)
            found[holiday] = (days[0], days[-1], []) if days else (None, None, [])
        return found | {"others": ""}
    rest = list(entries)
    for holiday in Holiday:
        own = [entry for entry in rest if entry.name == NAMES[holiday]]
        free = [entry for entry in own if not entry.works][:1]
        works = [entry for entry in own if entry.works]
        rest = [entry for entry in rest if entry not in (*free, *works)]
        first, last = (free[0].first, free[0].last) if free else (None, None)
        found[holiday] = (first, last, [entry.first for entry in works])
    return found | {"others": text_of(rest)}


class ImportForm(NoticeForm):
    """Lines that are pasted, or a small table from a file; both say the same."""

    text = forms.CharField(
        label=_("Days"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "One entry a line: “2027-02-05..2027-02-13 holiday 春节” or “2027-02-14 works 春节” (放假, 上班)."
        ),
    )
    file = forms.FileField(
        label=_("Or a table"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text=_("CSV or .xlsx with four columns: from, to, holiday or works, name."),
    )

    def __init__(self, *args: Any, year: int, entries: Iterable[Entry] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["text"].initial = text_of(entries)
        self.order_fields(["seen", "text", "file", "document", "basis"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        field, text = "text", values.get("text", "")
        if file := values.get("file"):
            field = "file"
            try:
                text = text_of_table(table_of(file))
            except BadWorkbook as error:
                self.add_error("file", str(error))
                text = ""
            except Refused as refused:
                self.add_error("file", in_a_row(one.message for one in refused.objections))
                text = ""
        entries, faults = read_text(text)
        for fault in faults:
            self.add_error(field, fault)
        values["entries"] = entries
        return values


def table_of(file: Any) -> list[list[Any]]:
    """The rows of an uploaded table. Raises ``BadWorkbook``."""
    if file.size > LARGEST:
        raise BadWorkbook(gettext("The file is larger than 1 MB. A year's days are a few dozen lines."))
    if not file.name.lower().endswith(".xlsx"):
        return list(csv.reader(StringIO(_decoded(file.read()))))[: MOST + 2]
    check_file(file, file.size)
    try:
        with Workbook(file) as book:
            tables = [rows for sheet in book.sheets if (rows := _rows(sheet))]
    except Damaged as error:
        raise BadWorkbook(gettext("The workbook is damaged. Open it in Excel and save it again.")) from error
    if len(tables) > 1:
        raise BadWorkbook(gettext("Several sheets of the workbook say something. Keep the one with the days."))
    return tables[0] if tables else []


def _rows(sheet: OpenSheet) -> list[list[Any]]:
    """Those in which something stands, from the first one that may be a heading."""
    rows = [[cell.value for cell in row.cells] for row in SheetRows(sheet, COLUMNS, until=MOST + 2)]
    return [row for row in rows if any(cell not in (None, "") for cell in row)]


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadWorkbook(gettext("The text of the file cannot be read. Save it as CSV in UTF-8."))
