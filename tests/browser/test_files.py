"""The file of a cadre in a real browser: its parts and forms at both widths, and a birth date corrected by hand."""

from datetime import date

import pytest
from django.urls import reverse

from cadres.models import Education, FamilyMember, Sanction
from cadres.registry.verifications import services as verifications
from tests.support import cadres as factories

LOOKS = [pytest.param(360, "dark", id="phone-dark"), pytest.param(1440, "light", id="wide-light")]


@pytest.fixture
def cadre(transactional_db):
    cadre = factories.TenureFactory(cadre__resume="2004.08--2010.01  某镇科员\n2010.05--  某局科员").cadre
    Education.objects.create(cadre=cadre, mode="full_time", level="大学", school="某农业大学农学专业")
    for relation, name in (("妻子", "测试乙"), ("女儿", "测试丁")):
        FamilyMember.objects.create(cadre=cadre, relation=relation, name=name, born="198405", work="某县某中学教师")
    Sanction.objects.create(cadre=cadre, kind="party_warning", decided_on=date(2025, 3, 1), organ="县纪委")
    return cadre


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_file_and_its_forms(cadre, page_as, check_page, width, scheme):
    user = factories.UserFactory()
    verifications.verify(cadre, "birth", found="1981-12-01", paper="school", paper_number="学籍卡", by=user)
    page = page_as(user, width=width, scheme=scheme)
    sanction, member, level = cadre.sanctions.get(), cadre.family.first(), cadre.ranks.get()
    addresses = [
        cadre.get_absolute_url(),
        reverse("cadres:cadre_verification", args=[cadre.pk]),
        reverse("cadres:verify", args=[cadre.pk, "birth"]),
        reverse("cadres:cadre_history", args=[cadre.pk]),
        reverse("cadres:sanction_change", args=[sanction.pk]),
        reverse("cadres:rank_enter", args=[cadre.pk]),
        reverse("cadres:rank_correct", args=[level.pk]),
        reverse("cadres:rank_end", args=[level.pk]),
        reverse("cadres:family_change", args=[member.pk]),
        reverse("cadres:family_remove", args=[member.pk]),
    ]
    for address in addresses:
        assert page.goto(address).status == 200, address
        for folded in page.locator("main details").all():
            folded.evaluate("one => { one.open = true }")
        check_page(page)


def test_a_birth_date_is_corrected_and_found_in_the_history_without_scripts(cadre, page_as):
    page = page_as(factories.UserFactory(name="张干事"), scripts=False)
    page.goto(cadre.get_absolute_url())
    page.get_by_role("link", name="Verify on paper Month of birth").click()
    page.locator("[name=found]").fill("1981-12-01")
    page.locator("[name=paper]").select_option("school")
    page.locator("[name=paper_number]").fill("初中学籍卡")
    with page.expect_navigation():
        page.get_by_role("button", name="Verify").click()
    page.goto(cadre.get_absolute_url())
    page.get_by_role("link", name="History of Month of birth").click()

    told = page.locator("main .timeline-item", has_text="cadre changed")
    assert "张干事" in told.inner_text()
    assert "School record 初中学籍卡" in told.inner_text()


def test_relatives_are_put_in_order_without_scripts(cadre, page_as):
    page = page_as(factories.UserFactory(), scripts=False)
    page.goto(cadre.get_absolute_url())
    page.get_by_role("button", name="Move 女儿 测试丁 up").click()

    assert page.locator("#family tbody th").all_inner_texts() == ["女儿", "妻子"]
