"""The check of the Chinese names what is missing; ``make messages`` puts it at the end and leaves the rest alone."""

from io import BytesIO, StringIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import CommandError, call_command

from config.management.commands import check_translations
from config.management.commands.check_translations import CATALOGUE, SOURCES, entry_of, read_catalogue
from config.unspoken import faults_of, unspoken

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=1; plural=0;\\n"\n'
KEPT = HEAD + '\nmsgid "Zeal"\nmsgstr "热心"\n\nmsgctxt "award"\nmsgid "Revoke"\nmsgstr "撤销"\n'


def collected(*texts):
    found = Catalog(locale="zh_Hans")
    for text in texts:
        found.add(**text)
    return found


@pytest.fixture
def catalogue(settings, tmp_path, monkeypatch):
    """A catalogue of two strings; the code has one of them, and two others."""
    settings.BASE_DIR = tmp_path
    monkeypatch.setattr(check_translations.shutil, "which", lambda _program: "xgettext")
    code = collected({"id": "Zeal"}, {"id": "Revoke"}, {"id": "At most %(most)s yuan.", "flags": ["python-format"]})
    monkeypatch.setattr(check_translations, "collect", lambda _root, _copy: code)
    path = tmp_path / CATALOGUE
    path.parent.mkdir(parents=True)
    path.write_text(KEPT)
    return path


def test_new_strings_stand_at_the_end_and_the_rest_stays_as_it_was(catalogue):
    said = StringIO()
    call_command("check_translations", "--add", stdout=said)

    new = '\nmsgid "Revoke"\nmsgstr ""\n\n#, python-format\nmsgid "At most %(most)s yuan."\nmsgstr ""\n'
    assert catalogue.read_text() == KEPT + new
    assert said.getvalue().startswith("2 new strings at the end")

    call_command("check_translations", "--add", stdout=StringIO())
    assert catalogue.read_text() == KEPT + new


def test_the_check_says_what_is_missing_or_empty_and_how_to_go_on(catalogue):
    said = StringIO()
    with pytest.raises(CommandError, match=r"2 of 3 strings .* by: make messages"):
        call_command("check_translations", stderr=said)
    assert [line.split()[0] for line in said.getvalue().splitlines()] == ["missing", "missing"]

    call_command("check_translations", "--add", stdout=StringIO())
    said = StringIO()
    with pytest.raises(CommandError, match="2 of 3"):
        call_command("check_translations", stderr=said)
    assert [line.split()[0] for line in said.getvalue().splitlines()] == ["empty", "empty"]


UNSPOKEN = [
    ("from django.utils.translation import gettext as now\nnow('A word')", "gettext is called now"),
    ("from django.utils.translation import gettext as _\n_(f'A {word}')", "written out"),
    ("from django.utils.translation import gettext_lazy as _\n_(word)", "written out"),
    ("from django.utils.translation import pgettext\npgettext('award', word)", "written out"),
    ("models.CharField(verbose_name='kind of record')", "verbose_name is not translated"),
    ("filters.CharFilter(label=f'Kind of {word}')", "label is not translated"),
    ("Objection('late', 'Nothing is left.')", "what Objection says"),
    ("class Stage(TextChoices):\n    OPEN = 'open', 'Open'", "label of a choice"),
    ("class Stage(models.TextChoices):\n    OPEN = 'open'", "a label of its own"),
]
SPOKEN = [
    "from django.utils.translation import gettext as _\n_('A %(word)s') % {'word': word}",
    "from django.utils.translation import pgettext_lazy\npgettext_lazy('award', 'Revoke')",
    "from django.utils.translation import ngettext\nngettext('%(n)d day', '%(n)d days', n)",
    "class Stage(TextChoices):\n    OPEN = 'open', _('Open')",
    "Objection('late', _('Nothing is left.'))",
    "models.CharField(verbose_name='类别')",
]


@pytest.mark.parametrize(("source", "fault"), UNSPOKEN)
def test_what_is_never_collected_is_read_from_the_syntax(source, fault):
    ((_line, found),) = faults_of(source)
    assert fault in found


LAZY = "from django.utils.translation import gettext_lazy as _\n"


def test_what_is_filled_in_before_the_reader_is_known_keeps_one_language():
    filled = "_('up to %(most)d lines') % {'most': 5}"
    assert "format_lazy" in dict(faults_of(f"{LAZY}HELP = {filled}"))[2]
    assert "format_lazy" in dict(faults_of(f"{LAZY}class F:\n    x = Field(help_text={filled})"))[3]
    assert list(faults_of(f"{LAZY}def f():\n    return {filled}")) == []
    assert list(faults_of(f"{LAZY}HELP = format_lazy(_('up to {{most}} lines'), most=5)")) == []


@pytest.mark.parametrize("source", SPOKEN)
def test_what_is_collected_is_no_fault(source):
    assert list(faults_of(source)) == []


def test_nothing_of_the_program_is_left_out():
    assert list(unspoken(settings.BASE_DIR, SOURCES[:-1])) == []


@pytest.mark.parametrize(
    "text",
    [
        {"id": 'A "quoted" word'},
        {"id": "Revoke", "context": "award"},
        {"id": "First line.\nSecond line, a long one that a tool for catalogues would like to break in two or three."},
        {"id": ("%(n)d day", "%(n)d days"), "flags": ["python-format"]},
    ],
)
def test_a_new_string_is_read_as_it_was_written(text):
    (message,) = [one for one in collected(text) if one.id]
    kept = read_po(BytesIO((HEAD + entry_of(message)).encode()), locale="zh_Hans")

    (found,) = [one for one in kept if one.id]
    assert (found.id, found.context, found.flags) == (message.id, message.context, message.flags)
    assert not any(found.string)


def test_a_string_with_a_plural_is_read_without_a_warning(tmp_path, capsys):
    path = tmp_path / "django.po"
    path.write_text(HEAD + '\nmsgid "%(n)d day"\nmsgid_plural "%(n)d days"\nmsgstr[0] ""\nmsgstr[1] ""\n')

    assert len(read_catalogue(path)) == 1
    assert capsys.readouterr().out == ""
