"""A county's own Word template: only harmless files get in, a second person approves, and forms are made with it."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, transaction
from django.urls import reverse
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from cadres.models import Step, WordTemplate
from cadres.registry.appointment_forms.services.sheets.word import FIELDS, LISTS, PHOTO, STEP_SIGNS, default_template
from cadres.registry.word_templates.services import checks
from cadres.registry.word_templates.services import templates as services
from cadres.registry.word_templates.services.checks import objections, trial
from cadres.shared.errors import Refused
from cadres.shared.files.apart import reader
from tests.support.cadres import CadreFactory, CountyFactory, LeaderFactory, UserFactory
from tests.support.documents import package
from tests.support.exports import exported
from tests.support.workbooks import strict

LIST = "cadres:word_template_list"


def template(*texts: str, header: str = "", title: str = "") -> bytes:
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    document.core_properties.title = title
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def codes(data: bytes) -> list[str]:
    return [objection.code for objection in objections(data)]


def text_of(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(data)).paragraphs)


def with_entry(name: str) -> bytes:
    file = BytesIO(default_template())
    with ZipFile(file, "a") as archive:
        archive.writestr(name, "x")
    return file.getvalue()


def test_the_programs_own_template_and_every_placeholder_pass():
    everything = [f"{{{{ {name} }}}}" for name in (*FIELDS, PHOTO)]
    for name, columns in LISTS.items():
        everything += [f"{{%p for 行 in {name} %}}", *(f"{{{{ 行.{one} }}}}" for one in columns), "{%p endfor %}"]

    assert codes(default_template()) == []
    assert codes(template(*everything)) == []
    assert codes(template("{{ 姓名 }}{% if 现任职务 and not 拟任职务 %}现任{% else %}拟任{% endif %}")) == []


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["{{ 姓名 }}", "{{ 身份证号 }}"], ["template-unknown"]),
        (["{{ 姓名 }}", "{%p for 行 in 简历 %}", "{{ 行.密级 }}", "{%p endfor %}"], ["template-unknown"]),
        (["没有姓名"], ["template-name"]),
        (["{{ 姓名"], ["template-syntax"]),
        (["{{ 姓名 }}{% if 性别 %}"], ["template-syntax"]),
        (["{{ 姓名.__class__.__mro__ }}"], ["template-forbidden"]),
        (["{{ 姓名['__class__'] }}"], ["template-forbidden"]),
        (["{{ 照片.tpl.docx }}"], ["template-forbidden"]),
        (["{{ 姓名 * 1000000000 }}"], ["template-forbidden"]),
        (["{{ 姓名 ~ 姓名 }}"], ["template-forbidden"]),
        (["{{ 姓名 | upper }}"], ["template-forbidden"]),
        (["{{ 姓名.upper() }}"], ["template-forbidden"]),
        (["{{ range(9) }}"], ["template-forbidden"]),
        (["{{ 姓名 }}{% for x in range(999999999) %}x{% endfor %}"], ["template-forbidden"]),
        (["{{ 姓名 }}{% for x in 简历 %}{% for y in 简历 %}x{% endfor %}{% endfor %}"], ["template-forbidden"]),
        (["{{ 姓名 }}{% for x in 简历 recursive %}x{% endfor %}"], ["template-forbidden"]),
        (["{{ 姓名 }}" + "{% for x in 简历 %}x{% endfor %}" * 21], ["template-forbidden"]),
        (["{{ 姓名 }}{% set x = 姓名 %}"], ["template-forbidden"]),
        (["{{ 姓名 }}{% include 'x' %}"], ["template-forbidden"]),
        (["{{ 姓名 }}{% import 'x' as y %}"], ["template-forbidden"]),
        (["{{ 姓名 }}{% macro x() %}{% endmacro %}"], ["template-forbidden"]),
        (["{{ 姓名 }}{% raw %}x{% endraw %}{{ 全部 }}"], ["template-unknown"]),
        (["{{ 姓名 }}" * 501], ["template-long"]),
    ],
)
def test_anything_but_known_placeholders_is_refused(texts, found):
    assert codes(template(*texts)) == found


@pytest.mark.parametrize("where", [{"header": "{{ 姓名 }}"}, {"title": "{% if x %}"}])
def test_placeholders_stand_in_the_text_only(where):
    assert codes(template("{{ 姓名 }}", **where)) == ["template-elsewhere"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.4",
        package({"a.txt": "x"}),
        with_entry("word/vbaProject.bin"),
        with_entry("word/embeddings/oleObject1.bin"),
        default_template()[:-40],
        default_template() + b"behind",
    ],
)
def test_what_is_no_plain_word_file_is_refused(data):
    assert codes(data) == ["template-file"]


def test_a_strict_document_is_refused_with_the_way_out():
    assert codes(strict(default_template())) == ["template-strict"]


def test_too_large_a_file_and_too_large_a_form_are_refused(monkeypatch):
    assert codes(b"x" * (checks.LARGEST + 1)) == ["template-large"]
    monkeypatch.setattr(reader, "INSIDE", True)  # another limit than that of the program
    monkeypatch.setattr(checks, "MOST_MADE", 1000)
    assert codes(default_template()) == ["template-long"]


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from(["{{", "}}", "{%", "%}", "{#", "姓名", "for", "p ", "tr ", "r ", " in 简历", "vm", "\t"]))
)
def test_no_text_of_a_template_raises(pieces):
    assert all(code.startswith("template-") for code in codes(template("".join(pieces))))


def test_texts_are_escaped_and_each_form_begins_a_page():
    made = Document(BytesIO(trial(template("{{ 姓名 }}", "奖：{{ 奖惩情况 }}"))))
    names = [p for p in made.paragraphs if p.text.startswith("测试甲")]
    awards = next(p for p in made.paragraphs if p.text.startswith("奖：奖奖"))

    assert [p.paragraph_format.page_break_before for p in names] == [False, True]
    assert min(run.font.size.pt for run in awards.runs if run.font.size) < 12
    assert not [sign for paragraph in made.paragraphs for sign in paragraph.text if sign in STEP_SIGNS]


@pytest.mark.django_db
def test_proposed_by_one_approved_by_another_then_used_and_the_former_kept(staff, as_user):
    county = staff.remits.get().division
    leader = LeaderFactory(remit=county)
    cadre = CadreFactory(name="测试丁", division=county)
    address = f"{reverse('cadres:approval_docx')}?ids={cadre.pk}"
    browser, other = as_user(staff), as_user(leader)
    upload = SimpleUploadedFile("../我县 模板.docx", template("我县表样 {{ 姓名 }}"))
    form = {"division": county.pk, "file": upload, "basis": "加县委抬头"}

    assert browser.post(reverse("cadres:word_template_propose"), form).status_code == 302
    proposed = WordTemplate.objects.get()
    assert (proposed.name, services.template_for(staff)) == ("我县 模板.docx", None)
    assert browser.post(reverse("cadres:word_template_approve", args=[proposed.pk])).status_code == 403
    trial_run = other.get(reverse("cadres:word_template_trial", args=[proposed.pk]))
    assert "我县表样 测试甲" in text_of(trial_run.content)
    assert other.post(reverse("cadres:word_template_approve", args=[proposed.pk])).status_code == 302
    assert "我县表样 测试丁" in text_of(exported(as_user(staff), staff, address))

    second = services.propose_template(county, default_template(), name="a.docx", basis="恢复", by=staff)
    services.approve_template(second, by=leader)
    assert services.template_for(staff) == default_template()
    assert browser.get(reverse("cadres:word_template_present")).content == default_template()
    assert "我县表样" in text_of(browser.get(reverse("cadres:word_template_file", args=[proposed.pk])).content)
    page = browser.get(reverse(LIST)).text
    assert (page.count("in use"), "家庭成员" in page, "{{ 姓名 }}" in page) == (1, True, True)
    moves = Step.objects.filter(subject__startswith="cadres.wordtemplate:").values_list("move", flat=True)
    assert list(moves.order_by("pk")) == ["propose", "approve"] * 2


@pytest.mark.django_db
def test_a_bad_file_is_refused_beside_what_was_typed(staff, as_user):
    county = staff.remits.get().division
    form = {"division": county.pk, "file": SimpleUploadedFile("a.docx", b"MZ"), "basis": "加县委抬头"}

    answer = as_user(staff).post(reverse("cadres:word_template_propose"), form)

    assert (answer.status_code, "no plain Word file" in answer.text, "加县委抬头" in answer.text) == (422, True, True)
    assert not WordTemplate.objects.exists()


@pytest.mark.django_db
def test_withdrawn_declined_and_what_the_database_guards(staff, as_user):
    county = staff.remits.get().division
    leader = LeaderFactory(remit=county)
    first = services.propose_template(county, default_template(), name="a", basis="一", by=staff)
    second = services.propose_template(county, default_template(), name="a", basis="二", by=staff)
    with pytest.raises(Refused):
        services.propose_template(county, default_template(), name="a", basis=" ", by=staff)
    with pytest.raises(PermissionDenied):
        services.propose_template(county, default_template(), name="a", basis="三", by=leader)
    services.decline_template(first, by=staff)
    with pytest.raises(PermissionDenied):
        services.decline_template(second, by=UserFactory(remit=county))
    services.approve_template(second, by=leader)
    with pytest.raises(Refused):
        services.decline_template(second, by=leader)
    for change in (
        lambda: WordTemplate.objects.filter(pk=second.pk).update(content=b"x"),
        lambda: WordTemplate.objects.filter(pk=second.pk).update(approved_by=staff),
        lambda: WordTemplate.objects.filter(pk=second.pk).delete(),
    ):
        with pytest.raises(Error), transaction.atomic():
            change()


@pytest.mark.django_db
def test_another_county_sees_and_uses_nothing_of_it(staff, as_user):
    county = staff.remits.get().division
    made = services.propose_template(county, default_template(), name="a", basis="一", by=staff)
    services.approve_template(made, by=LeaderFactory(remit=county))
    stranger = UserFactory(remit=CountyFactory(code="510104000000"))

    assert services.template_for(stranger) is None
    assert as_user(stranger).get(reverse("cadres:word_template_file", args=[made.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        services.propose_template(county, default_template(), name="a", basis="一", by=stranger)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(number, staff, as_user, django_assert_max_num_queries):
    county = staff.remits.get().division
    for turn in range(number):
        services.propose_template(county, default_template(), name="a", basis=str(turn), by=staff)
    browser = as_user(staff)

    with django_assert_max_num_queries(7):
        assert browser.get(reverse(LIST)).status_code == 200
