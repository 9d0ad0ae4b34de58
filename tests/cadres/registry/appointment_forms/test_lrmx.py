"""Appointment form files: nothing of a good one is lost, nothing of a hostile one comes in."""

from datetime import date
from io import BytesIO

import pytest
from django.conf import settings as django_settings
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadres.models import AnnualResult, Cadre, Step
from cadres.platform.accounts.choices import Role
from cadres.registry.appointment_forms.lrmx import BadForm, Form, Relative, read, texts, write
from cadres.registry.appointment_forms.lrmx.elements import LEAVES
from cadres.registry.appointment_forms.lrmx.reader import LARGEST_FILE
from cadres.registry.appointment_forms.services.exporting import export_form
from cadres.registry.appointment_forms.services.intake import import_form
from cadres.registry.cadre_files.choices import AnnualGrade, PoliticalStatus, Sex
from cadres.shared.files.photos import photo_type
from cadres.shared.identity import identity_number_is_sound
from cadres.shared.months import read_month
from tests.support.cadres import CadreFactory, CountyFactory, PostFactory, TenureFactory, UserFactory
from tests.support.exports import exported, unzipped

SAMPLE = django_settings.BASE_DIR / "docs" / "samples" / "sample.lrmx"
JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 10 + b"\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 17 + b"\x00\x00\x00\x00IEND\xaeB`\x82"

# Any text that XML can hold, as the reader leaves it: no carriage return, nothing blank around it.
xml_text = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.just("\n"), max_size=30)
leaf = xml_text.map(str.strip)
resume = st.lists(leaf.filter(bool), max_size=3).map("\n".join)
relatives = st.builds(
    Relative, relation=leaf, name=st.just("测试乙"), born=leaf, political_status=leaf, work=leaf, unknown=st.just([])
)
forms = st.builds(
    Form,
    values=st.fixed_dictionaries(
        {name: resume if name == "JianLi" else leaf for name in LEAVES if name not in ("XingMing", "Version")}
    ),
    family=st.lists(relatives, max_size=3),
    photo=st.sampled_from([b"", JPEG, PNG]),
    unknown=st.lists(st.just('<XinYuanSu a="1 &amp; 2">新<b>版</b>本</XinYuanSu>'), max_size=2),
)


def file_of(**values: str) -> bytes:
    """A small file of an invented person; give an element's text by its name."""
    told = {"XingMing": "测试甲", "XingBie": "男", "ChuShengNianYue": "198203", **values}
    inner = "\n".join(f"<{name}>{text}</{name}>" for name, text in told.items())
    return f"<?xml version='1.0' encoding='utf-8'?>\n<Person>\n{inner}\n</Person>".encode()


@given(form=forms)
def test_what_is_written_is_read_again(form):
    form.values["Version"] = "3.2.1.16"

    assert read(write(form)) == form


def test_the_sample_file_comes_back_byte_for_byte():
    data = SAMPLE.read_bytes()

    assert write(read(data)) == data


@given(data=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: f"<Person>{text}</Person>".encode()))
def test_garbage_is_refused_readably(data):
    try:
        form = read(data)
    except BadForm as error:
        form, messages = None, [str(fault.message) for fault in error.faults]

    assert form is not None or all(messages)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"   ", "empty"),
        (b"<Person><XingMing>x</Person>", "damaged"),
        (b"<Formular/>", "<Person>"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><Person><XingMing>&a;</XingMing></Person>', "document type"),
        (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><Person/>', "document type"),
        (b"<Person>" + b"<a>" * 50 + b"</a>" * 50 + b"</Person>", "nested"),
        (b"<Person>" + b"<a/>" * 6000 + b"</Person>", "too many"),
        (b" " * (LARGEST_FILE + 1), "larger than 5 MB"),
        (b"<Person><XingMing><b/></XingMing></Person>", "Only text"),
        (b"<Person><XingMing>a</XingMing><XingMing>b</XingMing></Person>", "twice"),
        (b"<?xml version='1.0' encoding='utf-8'?><Person>\n<XingMing>\xff</XingMing></Person>", "no characters"),
        (b"<?xml version='1.0' encoding='klingon'?><Person><XingMing>x</XingMing></Person>", "encoding"),
    ],
)
def test_bad_files_are_refused_with_the_reason(data, word):
    with pytest.raises(BadForm) as caught:
        read(data)

    assert word in str(caught.value.faults[0].message)


def test_a_fault_names_element_and_line():
    with pytest.raises(BadForm) as caught:
        read(b"<Person>\n<XingBie>x</XingBie>\n<XingBie>y</XingBie>\n</Person>")

    fault = caught.value.faults[0]
    assert (fault.line, fault.label) == (3, "XingBie 性别")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_encodings_of_the_office_are_read(encoding):
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    text = f'<?xml version="1.0" encoding="{declared}"?><Person><XingMing>张　三</XingMing></Person>'

    assert read(text.encode(encoding)).values["XingMing"] == "张三"


def test_order_and_white_space_do_not_matter():
    form = read(
        "<Person><XingBie>\n 男 \n</XingBie><JiGuan> \n </JiGuan><XingMing>欧阳 测 试</XingMing></Person>".encode()
    )

    assert (form.values["XingMing"], form.values["XingBie"], form.values["JiGuan"]) == ("欧阳测试", "男", "")


def test_the_resume_keeps_its_own_spaces():
    lines = "2000.09--2004.08  某大学学习\n（其间：休学）\n2021.05--         某县甲镇党委书记"

    assert read(file_of(JianLi=f"\n{lines}\n  ")).values["JianLi"] == lines


@pytest.mark.parametrize(("photo", "kind"), [(JPEG, "image/jpeg"), (PNG, "image/png"), (b"<svg/>", "")])
def test_photos_are_known_by_their_bytes(photo, kind):
    assert photo_type(photo) == kind


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("198203", date(1982, 3, 1)),
        ("19820315", date(1982, 3, 15)),
        ("1982.03", date(1982, 3, 1)),
        ("1982年03月", date(1982, 3, 1)),
        ("198213", None),
        ("19820231", None),
        ("0082", None),
        ("", None),
    ],
)
def test_months(text, day):
    assert read_month(text) == day


@pytest.mark.parametrize(
    ("text", "status", "joined"),
    [
        ("200406", PoliticalStatus.MEMBER, date(2004, 6, 1)),
        ("200406；民盟", PoliticalStatus.MEMBER, date(2004, 6, 1)),
        ("民革", PoliticalStatus.OTHER_PARTY, None),
        ("群众", PoliticalStatus.MASSES, None),
        ("", PoliticalStatus.MASSES, None),
    ],
)
def test_party_entries(text, status, joined):
    assert texts.party(text) == (status, joined)


def test_yearly_results_are_read_longest_word_first():
    told, _unread = texts.read_results("2022年基本称职，2023年不称职；2024、2025年均为称职，2026年")

    assert told == {
        2022: AnnualGrade.BASIC,
        2023: AnnualGrade.INCOMPETENT,
        2024: AnnualGrade.COMPETENT,
        2025: AnnualGrade.COMPETENT,
    }


@pytest.mark.parametrize(
    ("number", "sound"), [("11010519491231002X", True), ("110105194912310021", False), ("1", False)]
)
def test_identity_numbers_carry_a_check_digit(number, sound):
    assert identity_number_is_sound(number) is sound


def test_the_sample_becomes_a_cadre_and_comes_out_the_same(staff):
    data = SAMPLE.read_bytes()

    done = import_form(data, division=CountyFactory(), by=staff, file_name="sample.lrmx")

    cadre = Cadre.objects.get(pk=done.cadre.pk)
    assert done.created
    assert (cadre.name, cadre.sex, cadre.born_on) == ("测试甲", Sex.MALE, date(1982, 3, 1))
    assert cadre.name_key == "ce shi jia"
    assert {row.year: row.grade for row in cadre.annual_results.all()}[2024] == AnnualGrade.EXCELLENT
    assert cadre.education.get(mode="in_service").level == "省委党校研究生"
    assert [member.name for member in cadre.family.order_by("pk")] == ["测试乙", "测试丁"]
    assert Step.objects.get(subject=f"cadres.cadre:{cadre.pk}").move == "import_form"
    assert export_form(cadre, by=staff) == data


texts_of_columns = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), max_size=20
)
months = st.dates(date(1950, 1, 1), date(2020, 12, 31)).map(lambda day: f"{day:%Y%m}")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.fixed_dictionaries(
        {
            "XingMing": st.just("测试戊"),
            "XingBie": st.sampled_from(["男", "女"]),
            "ChuShengNianYue": st.dates(date(1950, 1, 1), date(1990, 1, 1)).map(lambda day: f"{day:%Y%m%d}"),
            "RuDangShiJian": months | st.sampled_from(["", "民盟", "201001；民建", "群众", "共青团员"]),
            "CanJiaGongZuoShiJian": st.sampled_from(["", "199108", "19910801", "1991.08"]),
            "NianDuKaoHeJieGuo": st.sampled_from(
                ["", "无", "2024年称职", "2023、2024年度考核优秀", "2019年优秀，2020年称职"]
            ),
            "XianRenZhiWu": texts_of_columns,
            "NiRenZhiWu": texts_of_columns,
            "JianLi": resume,
            "MinZu": texts_of_columns,
            "QuanRiZhiJiaoYu_XueLi": texts_of_columns,
            "ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi": texts_of_columns,
            "ShenFenZheng": st.sampled_from(["", "11010519491231002X"]),
            "Version": st.sampled_from(["3.2.1.6", "4.0"]),
        }
    ),
    family=st.lists(st.builds(Relative, relation=st.sampled_from(["", "妻子"]), name=texts_of_columns), max_size=3),
    photo=st.sampled_from([b"", JPEG]),
    unknown=st.lists(st.just("<XinYuanSu>新</XinYuanSu>"), max_size=1),
)
def test_import_and_export_lose_nothing(staff, values, family, photo, unknown):
    family = [relative for relative in family if not relative.empty]
    form = Form(values=values, family=family, photo=photo, unknown=unknown)
    Cadre.objects.all().delete()

    cadre = import_form(write(form), division=CountyFactory(), by=staff).cadre

    assert read(export_form(Cadre.objects.get(pk=cadre.pk), by=staff)) == form


def test_the_same_identity_number_is_the_same_person(staff):
    county = CountyFactory()
    known = CadreFactory(
        name="旧名", born_on=date(1949, 12, 1), began_work_on=None, identity_number="11010519491231002X"
    )

    done = import_form(
        file_of(XingMing="新名", ChuShengNianYue="194912", ShenFenZheng="11010519491231002x"),
        division=county,
        by=staff,
    )

    assert not done.created
    assert done.cadre.pk == known.pk
    assert Cadre.objects.get().name == "新名"


def test_name_and_month_of_birth_are_enough_when_unique(staff):
    known = CadreFactory(name="测试甲", born_on=date(1982, 3, 1), native_place="四川平昌")

    done = import_form(file_of(), division=CountyFactory(), by=staff)

    assert done.cadre.pk == known.pk
    assert done.cadre.native_place == "四川平昌"  # an empty element erases nothing


def test_two_namesakes_are_not_guessed_between(staff):
    CadreFactory.create_batch(2, name="测试甲", born_on=date(1982, 3, 1))

    with pytest.raises(BadForm, match="Several"):
        import_form(file_of(), division=CountyFactory(), by=staff)


def test_a_namesake_with_another_identity_number_is_another_person(staff):
    CadreFactory(name="测试甲", born_on=date(1982, 3, 1), identity_number="110105194912310021")

    assert import_form(file_of(ShenFenZheng="11010519491231002X"), division=CountyFactory(), by=staff).created


def test_a_grade_confirmed_here_stays_and_is_pointed_out(staff):
    cadre = CadreFactory(name="测试甲", born_on=date(1982, 3, 1))
    AnnualResult.objects.create(cadre=cadre, year=2025, grade=AnnualGrade.EXCELLENT, confirmed_here=True)

    done = import_form(file_of(NianDuKaoHeJieGuo="2025年称职"), division=CountyFactory(), by=staff)

    assert cadre.annual_results.get().grade == AnnualGrade.EXCELLENT
    assert "2025" in str(done.warnings[0].message)


def test_the_present_post_comes_from_the_tenures(staff):
    cadre = import_form(file_of(XianRenZhiWu="某县某局局长"), division=CountyFactory(), by=staff).cadre
    post = PostFactory()
    TenureFactory(cadre=cadre, post=post)

    assert read(export_form(cadre, by=staff)).values["XianRenZhiWu"] == str(post)


def test_a_later_change_is_not_hidden_by_the_old_spelling(staff):
    cadre = import_form(file_of(ChuShengNianYue="19820315"), division=CountyFactory(), by=staff).cadre
    assert read(export_form(cadre, by=staff)).values["ChuShengNianYue"] == "19820315"

    cadre.born_on = date(1983, 4, 1)

    assert read(export_form(cadre, by=staff)).values["ChuShengNianYue"] == "198304"


@pytest.mark.parametrize(
    ("values", "element"),
    [
        ({"XingMing": ""}, "XingMing"),
        ({"XingBie": "M"}, "XingBie"),
        ({"ChuShengNianYue": "1982"}, "ChuShengNianYue"),
        ({"CanJiaGongZuoShiJian": "then"}, "CanJiaGongZuoShiJian"),
        ({"JiGuan": "长" * 61}, "JiGuan"),
        ({"QuanRiZhiJiaoYu_XueLi": "长" * 41}, "QuanRiZhiJiaoYu_XueLi"),
        ({"CanJiaGongZuoShiJian": "197001"}, ""),
    ],
)
def test_refused_content_names_its_element_and_changes_nothing(staff, values, element):
    with pytest.raises(BadForm) as caught:
        import_form(file_of(**values), division=CountyFactory(), by=staff)

    assert caught.value.faults[0].element == element
    assert not Cadre.objects.exists()


def test_the_identity_number_is_stored_encrypted_only(staff):
    cadre = import_form(file_of(ShenFenZheng="11010519491231002x"), division=CountyFactory(), by=staff).cadre

    assert Cadre.objects.get(pk=cadre.pk).identity_number == "11010519491231002X"
    assert "1101051949" not in str(cadre.form_extra)


def upload(data: bytes, name: str) -> BytesIO:
    file = BytesIO(data)
    file.name = name
    return file


def test_one_bad_file_keeps_no_other_out(staff, as_user):
    files = [upload(SAMPLE.read_bytes(), "good.lrmx"), upload(b"<Person><a>", "bad.lrmx"), upload(b"", "empty.lrmx")]

    answer = as_user(staff).post(reverse("cadres:form_import"), {"division": CountyFactory().pk, "files": files})

    assert answer.status_code == 200
    assert Cadre.objects.get().name == "测试甲"
    page = answer.content.decode()
    assert "1 taken in, 2 refused" in page
    assert "bad.lrmx" in page


def test_a_form_is_given_out_with_permission_and_on_record(staff, leader, as_user):
    cadre = CadreFactory(name="测试甲")
    address = reverse("cadres:form_export", args=[cadre.pk])

    files = unzipped(exported(as_user(staff), staff, address))

    assert read(files["001-测试甲.lrmx"]).values["XingMing"] == "测试甲"
    assert staff.username in files["README.txt"].decode()
    assert Step.objects.filter(move="export_form", by=staff).exists()
    assert as_user(leader).get(address).status_code == 403


def test_a_form_outside_the_remit_does_not_exist(db, as_user):
    stranger = UserFactory(role=Role.STAFF, remit=CountyFactory(code="330523000000", name="安吉县"))

    assert as_user(stranger).get(reverse("cadres:form_export", args=[CadreFactory().pk])).status_code == 404
