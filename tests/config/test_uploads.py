"""Files from outside: every entrance is known, and nothing of the program itself reads what anybody may have made."""

import ast
import inspect
import zipfile
from importlib import import_module

import defusedxml.ElementTree
import docx
import docxtpl
import openpyxl
import openpyxl.worksheet._reader
import pikepdf
import pytest
from django import forms
from django.conf import settings
from PIL import Image

from cadres.shared.workflow import WORKFLOWS
from config.management.commands.print_regulations import APPS
from tests.config.test_access_matrix import routes
from tests.support.uploads import EACH, ENTRANCES

SOURCES = (*APPS, "config")
LIBRARIES = {
    "PIL", "bz2", "defusedxml", "docx", "docxtpl", "gzip", "lxml", "lzma", "openpyxl", "pikepdf", "tarfile", "xml",
    "zipfile",
}  # fmt: skip
READ = {
    "cadres.registry.appointment_forms.lrmx.batch",
    "cadres.registry.appointment_forms.lrmx.reader",
    "cadres.registry.appointment_forms.services.sheets.word",
    "cadres.registry.word_templates.services.checks",
    "cadres.shared.files.kinds",
    "cadres.shared.files.packages",
    "cadres.shared.files.pdf",
    "cadres.shared.files.pictures",
    "cadres.shared.files.strict",
    "cadres.shared.files.workbooks",
}
# What else belongs to them and does no reading by itself.
WITHIN = {"cadres.registry.appointment_forms.lrmx", "cadres.registry.appointment_forms.lrmx.old"}
WRITE = {
    "cadres.platform.imports.services.sheets",
    "cadres.platform.imports.services.tables",
    "cadres.registry.appointment_forms.jobs",
    "cadres.registry.rosters.services.workbook",
    "cadres.registry.word_templates.export_sources",
    "cadres.shared.files.spreadsheets",
    "config.bench.invented",
}
OWN = {"cadres.management.commands.load_divisions"}  # read by a command what comes with the program
# Of a library, what only writes or names.
WRITERS = {
    "Alignment", "Cell", "Comment", "DataValidation", "Font", "PatternFill", "Workbook", "WriteOnlyCell",
    "get_column_letter", "zipfile",
}  # fmt: skip
# What the program takes from those that read, beside functions that say they read apart, exceptions and numbers: by
# these it asks, or holds what was said.
TAKEN = {
    "cadres.registry.appointment_forms.lrmx.batch": {"Batch", "Source", "Upload", "whole"},
    "cadres.registry.appointment_forms.services.sheets.word": {"default_template", "write_docx"},
    "cadres.shared.files.packages": {"Limits"},
    "cadres.shared.files.pictures": {"Picture"},
    "cadres.shared.files.workbooks": {"OpenSheet", "SheetRow", "SheetRows", "Workbook"},
}


def modules():
    for app in SOURCES:
        for path in sorted((settings.BASE_DIR / app).rglob("*.py")):
            name = ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts).removesuffix(".__init__")
            yield name, ast.parse(path.read_text())


def imports(tree):
    """(module, name) of each import; the name is empty where the module itself is taken."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name) for alias in node.names)


TREES = dict(modules())


def of_libraries(tree):
    return [(module, name) for module, name in imports(tree) if module.partition(".")[0] in LIBRARIES]


def test_whoever_uses_these_libraries_reads_apart_or_only_writes():
    """A new module that reads files from outside fails here, until it says ``reads_apart`` and stands in the list."""
    assert {name for name, tree in TREES.items() if of_libraries(tree)} == READ | WRITE | OWN


@pytest.mark.parametrize("name", sorted(WRITE))
def test_who_only_writes_has_nothing_that_reads(name):
    taken = {name or module for module, name in of_libraries(TREES[name])}
    assert taken <= WRITERS
    for call in ast.walk(TREES[name]):
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("ZipFile"):
            assert ast.literal_eval(call.args[1]) == "w"


def test_from_those_that_read_only_what_reads_apart_is_taken():
    wrong = []
    for user, tree in TREES.items():
        if user in READ | WITHIN:
            continue
        for module, name in imports(tree):
            if f"{module}.{name}" in READ or (module in READ | WITHIN and not _may_be_taken(module, name)):
                wrong.append((user, module, name))
    assert wrong == []


def _may_be_taken(module, name):
    taken = getattr(import_module(module), name)
    if name in TAKEN.get(module, ()) or getattr(taken, "reads_apart", False):
        return True
    if inspect.isclass(taken):
        return issubclass(taken, Exception) or taken.__module__ not in READ
    return not callable(taken) or taken.__module__ not in READ | WITHIN


def test_every_page_that_takes_a_file_is_known():
    """A new form with a file fails here until it stands in ``ENTRANCES``, where each test of entrances finds it."""
    found = {name for name, pattern in routes().items() if _takes_a_file(pattern.callback)}
    assert found == set(ENTRANCES)
    assert not [move for one in WORKFLOWS for move in one.moves if move.form_class and _has_file(move.form_class)]


def _takes_a_file(view):
    form_class = getattr(getattr(view, "view_class", None), "form_class", None)
    return inspect.isclass(form_class) and issubclass(form_class, forms.BaseForm) and _has_file(form_class)


def _has_file(form_class):
    return any(isinstance(field, forms.FileField) for field in form_class.base_fields.values())


def test_no_form_makes_a_field_for_files_while_it_runs_and_no_view_takes_one_by_itself():
    """So that the search above finds all of them."""
    fields, taken = [], []
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr == "FILES":
                taken.append(name)
            if isinstance(node, ast.FunctionDef):
                fields += [
                    f"{name}.{node.name}"
                    for call in ast.walk(node)
                    if isinstance(call, ast.Call) and ast.unparse(call.func).endswith(("FileField", "FilesField"))
                ]

    assert taken == ["cadres.shared.pages.form_pages", "cadres.shared.pages.uploads"]  # the form; first the scanner
    assert fields == ["cadres.shared.files.fields.paper_file"]  # called where forms declare their fields


def never(*_args, **_kwargs):
    raise AssertionError("the program itself reads a file from outside")


@pytest.fixture
def unreadable(monkeypatch):
    """In this process, none of the libraries reads anything."""
    monkeypatch.setattr(pikepdf, "open", never)
    monkeypatch.setattr(Image, "open", never)
    monkeypatch.setattr(defusedxml.ElementTree, "fromstring", never)
    monkeypatch.setattr("cadres.registry.appointment_forms.lrmx.reader.create_parser", never)
    monkeypatch.setattr(openpyxl.worksheet._reader.WorkSheetParser, "parse", never)
    monkeypatch.setattr(openpyxl, "load_workbook", never)
    monkeypatch.setattr("cadres.shared.files.workbooks.load_workbook", never)
    monkeypatch.setattr(docx, "Document", never)
    monkeypatch.setattr(docxtpl.DocxTemplate, "init_docx", never)
    opened = zipfile.ZipFile.__init__

    def only_written(self, file, mode="r", *args, **kwargs):
        assert mode == "w", "the program itself reads a zip from outside"
        opened(self, file, mode, *args, **kwargs)

    monkeypatch.setattr(zipfile.ZipFile, "__init__", only_written)


def send(name, file, staff, as_user, request):
    """A sound file through an entrance, while nothing here could read it."""
    entrance = ENTRANCES[name]
    page, sent = entrance.page(staff), entrance.sent(file, entrance.sound[file]())
    request.getfixturevalue("unreadable")
    return as_user(staff).post(page, sent)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "file"), EACH)
def test_a_sound_file_comes_in_by_every_entrance_and_is_read_elsewhere(name, file, staff, as_user, request):
    answer = send(name, file, staff, as_user, request)

    assert answer.status_code in (200, 302), answer.text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("name", "file"), [("cadres:import_upload", "a.xlsx"), ("cadres:form_import", "a.zip")])
def test_a_job_reads_elsewhere_too(name, file, staff, as_user, request):
    send(name, file, staff, as_user, request)

    job = staff.jobs.get()
    assert job.state == "done", job.message
    assert job.report["counts"]["refused"] == 0
