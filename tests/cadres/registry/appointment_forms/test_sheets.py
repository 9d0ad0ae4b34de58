"""The appointment form on paper: every box filled from the same data as the file, nothing cut off."""

from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.urls import reverse
from docx import Document

from cadres.models import Step
from cadres.registry.appointment_forms.lrmx import Form, Relative, read
from cadres.registry.appointment_forms.services.intake import import_form
from cadres.registry.appointment_forms.services.sheets import sheet_of, write_docx
from cadres.registry.appointment_forms.services.sheets.fit import SIZES, lines_of, step_for
from cadres.registry.appointment_forms.services.sheets.sheet import FAMILY_ROWS, resume_lines
from tests.cadres.registry.appointment_forms.test_lrmx import JPEG, SAMPLE
from tests.support.cadres import CadreFactory, CountyFactory, PostFactory, TenureFactory
from tests.support.exports import exported

TODAY = date(2026, 11, 23)


def sample():
    return read(Path(SAMPLE).read_bytes())


def words(data: bytes) -> str:
    """All text of a Word document; merged cells once."""
    seen, found = set(), []
    for table in Document(BytesIO(data)).tables:
        for row in table.rows:
            for cell in row.cells:
                if cell._tc not in seen:
                    seen.add(cell._tc)
                    found.append(cell.text)
    return "\n".join(found)


def test_boxes_say_what_the_file_says():
    sheet = sheet_of(sample(), TODAY)

    assert (sheet.name.text, sheet.born.text) == ("测试甲", "1982.03\n（44岁）")
    assert sheet.proposed.text == "某县甲镇党委书记"
    assert sheet.schooling[1].level.text == "省委党校研究生"
    assert sheet.resume[-1].when.startswith("2021.05--")
    assert sheet.resume[3].when == ""  # "during which" continues the period before
    assert [member.born.text for member in sheet.family[:2]] == ["1984.05", "2012.10"]
    assert len(sheet.family) == FAMILY_ROWS


def test_ages_are_counted_on_the_day_that_the_form_names():
    form = sample()
    form.values["JiSuanNianLingShiJian"] = "20260201"

    assert "43岁" in sheet_of(form, TODAY).born.text


@pytest.mark.parametrize("length", [1, 40, 400, 4000])
def test_long_text_is_set_smaller_and_never_cut(length):
    form = Form(values={"XingMing": "测试甲", "JiangChengQingKuang": "奖" * length})
    cell = sheet_of(form, TODAY).awards

    assert cell.text == "奖" * length
    assert cell.step == step_for("奖" * length, width=16.2 - 1.6 - 0.3, height=2.6)


def test_steps_only_grow_with_the_text_and_the_chosen_one_fits():
    steps = [step_for("字" * n, width=5, height=1.2) for n in range(1, 200)]

    assert steps == sorted(steps)
    assert steps[0] == 0
    assert steps[-1] == len(SIZES) - 1
    assert lines_of("字" * 20, width=5, size=SIZES[steps[19]]) * SIZES[steps[19]] * 2.54 / 72 * 1.3 <= 1.2


def test_a_long_family_gets_more_rows():
    form = Form(values={"XingMing": "测试甲"}, family=[Relative("子", f"测试{n}") for n in range(9)])

    assert len(sheet_of(form, TODAY).family) == 9


def test_resume_lines_with_other_dashes():
    lines = resume_lines("1998.09—2002.07　某大学学习\n2002.07-   某乡干部\n（其间：2005.03挂职）")

    assert [line.when for line in lines] == ["1998.09—2002.07", "2002.07-", ""]
    assert lines[0].what == "某大学学习"


def test_the_word_document_holds_every_box():
    text = words(write_docx([sheet_of(sample(), TODAY)]))

    for part in ("测试甲", "某县甲镇党委书记", "某省委党校公共管理专业", "2023年称职，2024年优秀，2025年称职"):
        assert part in text
    for label in ("拟免职务", "行政机关\n任免意见", "工作单位及职务"):
        assert label in text
    assert "2016.09--2021.05\t某县甲镇党委副书记" in text


def test_several_in_one_document_and_a_damaged_photo_is_left_out():
    form = sample()
    form.photo = JPEG  # right at both ends, nothing between
    data = write_docx([sheet_of(form, TODAY), sheet_of(sample(), TODAY)])

    assert len(Document(BytesIO(data)).tables) == 4
    assert not [name for name in ZipFile(BytesIO(data)).namelist() if "media" in name]


def test_the_page_shows_those_asked_for_and_records_it(staff, as_user, django_assert_max_num_queries):
    county = CountyFactory()
    first = import_form(SAMPLE.read_bytes(), division=county, by=staff).cadre
    others = [TenureFactory(post=PostFactory(head=True)).cadre for _ in range(6)]
    stranger = CadreFactory(division=CountyFactory(code="510000000000", parent=None, level="province"))
    ids = ",".join(str(cadre.pk) for cadre in [*others, first, stranger])
    browser = as_user(staff)

    with django_assert_max_num_queries(14):
        page = browser.get(f"{reverse('cadres:approval_form')}?ids={ids}").content.decode()

    assert page.count('<article class="form-scroll"') == 7
    assert "拟任职务" in page
    assert "某县甲镇党委书记" in page
    assert "style=" not in page
    assert Step.objects.filter(move="print_form").count() == 7
    assert not Step.objects.filter(subject=f"cadres.cadre:{stranger.pk}").exists()


def test_the_document_is_downloaded_under_the_name(staff, as_user):
    cadre = CadreFactory(name="测试甲")
    data = exported(as_user(staff), staff, f"{reverse('cadres:approval_docx')}?ids={cadre.pk}")

    assert "测试甲" in words(data)
    section = Document(BytesIO(data)).sections[0]
    assert staff.username in section.header.paragraphs[0].text
    assert "换届考察" in section.footer.paragraphs[0].text
    assert Step.objects.filter(move="export_docx", by=staff).count() == 1


@pytest.mark.parametrize("ids", ["", "x", "0", "9" * 30])
def test_nothing_asked_for_is_nothing(staff, as_user, ids):
    assert as_user(staff).get(reverse("cadres:approval_form"), {"ids": ids}).status_code == 404
