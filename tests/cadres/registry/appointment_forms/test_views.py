"""Forms from the upload over the preview to the files, and out again with nothing lost."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadres.models import Cadre, Job
from cadres.platform.accounts.choices import Role
from cadres.registry.appointment_forms import jobs as forms
from cadres.registry.appointment_forms.lrmx import BadForm, read
from cadres.registry.appointment_forms.services.exporting import export_form
from cadres.registry.appointment_forms.services.intake import import_form
from tests.cadres.registry.appointment_forms.test_jobs import counts, rows, sent
from tests.support import appointment_forms as forms_made
from tests.support.appointment_forms import JPEG, old, small, zipped
from tests.support.cadres import CountyFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def post(browser, *uploads, preview=False, division=None):
    data = {"division": division or CountyFactory().pk, "files": list(uploads)}
    return browser.post("/cadres/import/", data | ({"preview": "on"} if preview else {}), follow=True)


def test_from_the_upload_over_the_preview_to_the_files(staff, as_user):
    browser = as_user(staff)
    bad = ("坏.lrmx", small("赵六", XingBie="?"))

    page = post(browser, zipped(("好.lrmx", small("张三")), bad, ("旧.lrm", old(p0="钱七"))), preview=True)

    job = Job.objects.get()
    assert f"/cadres/import/{job.pk}/" in page.text
    refused = browser.get(f"/cadres/import/{job.pk}/")
    assert all(
        text in refused.text
        for text in ("坏.lrmx", "XingBie 性别", "line 4", "List of what to mend", "Take in 2 fit files")
    )
    assert "Compare everything with the paper" in browser.get(f"/cadres/import/{job.pk}/?rows=new").text
    given = browser.get(f"/jobs/{job.pk}/files/mend/")
    assert zipfile.ZipFile(BytesIO(b"".join(given))).namelist() == ["坏.lrmx"]
    browser.post(f"/cadres/import/{job.pk}/take/", follow=True)
    assert sorted(Cadre.objects.values_list("name", flat=True)) == ["张三", "钱七"]
    assert browser.post(f"/cadres/import/{job.pk}/take/").status_code == 422
    again = Job.objects.order_by("-pk")[0]
    assert "张三" in browser.get(f"/cadres/import/{again.pk}/?rows=new").text


def test_a_few_plain_files_come_in_at_once(staff, as_user):
    page = post(
        as_user(staff),
        SimpleUploadedFile("旧.lrm", old(p0="钱七")),
        SimpleUploadedFile("旧.pic", JPEG),
        SimpleUploadedFile("新.lrmx", small("张三")),
    )

    assert not Job.objects.exists()
    assert "2 taken in, 0 refused" in page.text
    assert bytes(Cadre.objects.get(name="钱七").photo) == JPEG


def test_many_plain_files_become_a_job(staff, as_user):
    uploads = [SimpleUploadedFile(name, data) for name, data in forms_made.forms(forms.AT_ONCE + 1)]

    post(as_user(staff), *uploads)

    assert counts(Job.objects.get()) == (forms.AT_ONCE + 1, 0, 0, 0)


def test_a_hostile_zip_is_refused_where_it_was_uploaded(staff, as_user):
    page = post(as_user(staff), zipped(("../a.lrmx", small()), ("b.zip", b"")))

    assert page.status_code == 422
    assert "lead out of the zip" in page.text
    assert "archives inside" in page.text
    assert not Job.objects.exists()


def test_nobody_else_sees_the_files(staff, as_user):
    job = sent(staff, ("a.lrmx", small()), dry=True)
    other, leader = as_user(UserFactory()), as_user(UserFactory(role=Role.LEADER))

    assert other.get(f"/cadres/import/{job.pk}/").status_code == 404
    assert other.post(f"/cadres/import/{job.pk}/take/").status_code == 404
    assert leader.get("/cadres/import/").status_code == 403
    assert leader.get(f"/cadres/import/{job.pk}/").status_code == 403


def test_a_county_out_of_reach_cannot_be_named(staff, as_user):
    far = CountyFactory(code="510100000000", name="远县")

    assert post(as_user(staff), zipped(("a.lrmx", small())), division=far.pk).status_code == 422


def test_the_preview_page_asks_little_of_the_database(staff, as_user):
    job = sent(staff, *forms_made.forms(120), dry=True)
    browser = as_user(staff)
    browser.get(f"/cadres/import/{job.pk}/")

    with CaptureQueriesContext(connection) as queries:
        page = browser.get(f"/cadres/import/{job.pk}/?rows=new&page=2")

    assert "Page 2 of 2" in page.text
    assert len(queries) <= 12


def test_nothing_of_many_forms_is_lost(staff):
    """What came in goes out again, byte for byte in the photo, sign for sign in the résumé."""
    made = [read(data) for _name, data in forms_made.forms(8, photo=3000)]
    written = ["1982.03", "198203；民盟", "民革"]
    for number, form in enumerate(made):
        form.values["RuDangShiJian"] = written[number % 3]
        form.values["CanJiaGongZuoShiJian"] = "2004.08"
        form.values["JianLi"] += "\n（其间：\t2010.01--2010.07　 中青班学习）"
        form.unknown = [f'<XinYuanSu bian="{number} &amp; &quot;1&quot;"><a>一</a>尾</XinYuanSu>', "<x:y></x:y>"]
        form.family[0].unknown = ["<DianHua>无</DianHua>"]
    some = [(f"{number}.lrmx", forms_made.write(form)) for number, form in enumerate(made)]

    done = sent(staff, *some)

    assert counts(done) == (8, 0, 0, 0)
    for row, form, (_name, data) in zip(rows(done, "new"), made, some, strict=True):
        cadre = Cadre.objects.get(pk=row["pk"])
        assert bytes(cadre.photo) == form.photo
        assert cadre.resume == form.values["JianLi"]
        assert export_form(cadre, by=staff) == data
    assert counts(sent(staff, *some)) == (0, 0, 8, 0)


def test_what_nobody_knows_of_an_old_form_is_kept_and_not_written(staff):
    cadre = import_form(old(p13="来历不明"), division=CountyFactory(), by=staff, file_name="a.lrm").cadre

    assert Cadre.objects.get(pk=cadre.pk).form_extra["old"] == {"13": "来历不明"}
    assert "来历不明" not in export_form(cadre, by=staff).decode()


@pytest.mark.parametrize(
    ("values", "element"),
    [
        ({"ShenFenZheng": "1" * 41}, "ShenFenZheng"),
        ({"XingMing": "长" * 61}, "XingMing"),
        ({"RuDangShiJian": "长" * 61}, "RuDangShiJian"),
        ({"ChuShengNianYue": "190013"}, "ChuShengNianYue"),
        ({"ChuShengNianYue": "000001"}, "ChuShengNianYue"),
        ({"ChuShengNianYue": "999912"}, "ChuShengNianYue"),
    ],
)
def test_what_no_column_holds_is_refused_with_its_element(staff, values, element):
    told = {"XingMing": "测试甲", "ChuShengNianYue": "198203"} | values

    with pytest.raises(BadForm) as caught:
        import_form(
            small(told.pop("XingMing"), told.pop("ChuShengNianYue"), **told), division=CountyFactory(), by=staff
        )

    assert caught.value.faults[0].element == element


def test_a_long_name_of_another_people_comes_in(staff):
    name = "阿卜杜热合曼·阿卜杜外力·买买提吐尔逊江·玉山江艾力"

    assert import_form(small(name), division=CountyFactory(), by=staff).cadre.name == name
