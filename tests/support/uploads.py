"""Every way by which a file comes into the program: the page, what else its form wants, and a sound file."""

import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cadres.platform.calendar.regulations import NAMES
from cadres.platform.calendar.rules.days import statutory
from cadres.registry.appointment_forms.lrmx import write
from cadres.registry.appointment_forms.services.sheets.word import default_template
from tests.cadres.platform.attachments.making import attach, inspection
from tests.support.appointment_forms import form
from tests.support.cadres import COUNTY, CadreFactory, CountyFactory, PostFactory, TenureFactory
from tests.support.corrections import PAPER
from tests.support.documents import DOCX, add_document, jpeg, package, pdf
from tests.support.workbooks import workbook


@dataclass
class Entrance:
    """``page(staff)`` makes what the page needs and gives its address; ``sound``: names and contents of good files."""

    page: Callable[[Any], str]
    sound: dict[str, Callable[[], bytes]]
    field: str = "file"
    data: Callable[[], dict[str, Any]] = dict
    several: bool = False

    def sent(self, name: str, content: bytes) -> dict[str, Any]:
        file = SimpleUploadedFile(name, content)
        return {**self.data(), self.field: [file] if self.several else file}


def address(name: str, *arguments: Any) -> str:
    return reverse(f"cadres:{name}", args=arguments)


def lrmx() -> bytes:
    return write(form(1, random.Random(1)))


def zipped() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.lrmx", lrmx())
    return made.getvalue()


def table() -> bytes:
    """The days of a year that the law fixes."""
    rows = [(str(day), str(day), "holiday", NAMES[one]) for day, one in sorted(statutory(2027).items())]
    return workbook(("from", "to", "kind", "name"), rows).read()


def people() -> bytes:
    return workbook(("姓名", "性别", "出生年月"), [("测试甲", "男", "1982.03")]).read()


def _new_attachment(_staff: Any) -> str:
    record = inspection()
    return address("attachment_new", record._meta.label_lower, record.pk, "file")


PAPERS = {"a.pdf": pdf, "a.docx": lambda: package(DOCX)}
TENURE = {"since": "2026-03-02", "start_basis": "appointment", **PAPER}
ENTRANCES = {
    "cadres:attachment_new": Entrance(_new_attachment, PAPERS),
    "cadres:attachment_replace": Entrance(
        lambda staff: address("attachment_replace", attach(inspection(), staff).pk),
        {"a.pdf": lambda: pdf(text="another")},
        data=lambda: {"reason": "scanned anew"},
    ),
    "cadres:documents_put_in": Entrance(
        lambda _staff: address("documents_put_in", CadreFactory().pk),
        PAPERS | {"a.jpg": jpeg},
        field="files",
        data=lambda: {"section": "1"},
        several=True,
    ),
    "cadres:document_edition": Entrance(
        lambda staff: address("document_edition", add_document(CadreFactory(), staff, pdf()).pk),
        {"a.pdf": lambda: pdf(text="another")},
        data=lambda: {"reason": "scanned anew"},
    ),
    "cadres:photo_change": Entrance(
        lambda _staff: address("photo_change", CadreFactory().pk),
        {"a.jpg": jpeg},
        field="photo",
        data=lambda: {"seen": "none"},
    ),
    "cadres:import_upload": Entrance(
        lambda _staff: address("import_upload", "cadres"),
        {"a.xlsx": people},
        data=lambda: {"key": "auto", "county": COUNTY},
    ),
    "cadres:form_import": Entrance(
        lambda _staff: address("form_import"),
        {"a.lrmx": lrmx, "a.zip": zipped},
        field="files",
        data=lambda: {"division": CountyFactory().pk},
        several=True,
    ),
    "cadres:calendar_import": Entrance(
        lambda _staff: address("calendar_import", 2027),
        {"a.xlsx": table},
        data=lambda: {"document": "国办发明电〔2026〕0号", "basis": "gov.cn", "seen": "nothing"},
    ),
    "cadres:correction_enter": Entrance(
        lambda _staff: address("correction_enter", CadreFactory().pk),
        {"a.pdf": pdf},
        data=lambda: {**TENURE, "post": PostFactory().pk},
    ),
    "cadres:correction_tenure": Entrance(
        lambda _staff: address("correction_tenure", TenureFactory().pk),
        {"a.pdf": pdf},
        data=lambda: {**TENURE, "start_document": "县委任〔2026〕8号"},
    ),
    "cadres:sanction_annul": Entrance(
        lambda _staff: address("sanction_annul", _sanction()),
        {"a.pdf": pdf},
        data=lambda: {"on": "2025-05-01", "document": "撤1号", "reason": "申诉成立"},
    ),
    "cadres:word_template_propose": Entrance(
        lambda _staff: address("word_template_propose"),
        {"a.docx": default_template},
        data=lambda: {"division": CountyFactory().pk, "basis": "加县委抬头"},
    ),
}


def _sanction() -> int:
    return CadreFactory().sanctions.create(kind="party_warning", decided_on="2025-03-01", organ="县纪委").pk


EACH = [(name, file) for name, entrance in ENTRANCES.items() for file in entrance.sound]
