"""Two files compared, merged and parted in the browser, with and without scripts."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from cadres.models import AnnualResult, Education, FamilyMember, Merge
from cadres.registry.tenures.choices import EndReason
from tests.cadres.platform.merging.test_services import pair_of
from tests.support.cadres import CadreFactory, LeaderFactory, TenureFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

NUMBER = "11010519491231002X"


@pytest.fixture
def pair():
    same = {"identity_number": NUMBER, "native_place": "四川平昌"}
    one = CadreFactory(name="王伟", health="健康", phone="13812345678", **same)
    two = CadreFactory(name="王玮", resume="2004.08--2010.01  某乡工作员\n2010.01--        某镇副镇长", **same)
    for cadre in (one, two):
        Education.objects.create(cadre=cadre, mode="full_time", level="大学", school="某农业大学农学专业")
    FamilyMember.objects.create(cadre=two, relation="妻子", name="李某", born="198305", work="某县第一小学教师")
    AnnualResult.objects.create(cadre=two, year=2023, grade="competent")
    held = DateRange(date(2012, 1, 1), date(2016, 1, 1))
    TenureFactory(cadre=one, held=held, end_reason=EndReason.EXCHANGED)
    return pair_of(one, two)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_pages_of_merging_are_sound(page_as, check_page, pair, width, scheme):
    staff, leader = UserFactory(), LeaderFactory()
    page = page_as(staff, width=width, scheme=scheme)
    page.goto("/duplicates/")
    check_page(page)
    page.goto(f"/duplicates/?panel={pair.pk}")
    check_page(page)
    page.goto(pair.get_absolute_url())
    check_page(page)
    page.get_by_role("button", name="Propose the merge").click()
    check_page(page)
    merge = Merge.objects.get()

    second = page_as(leader, width=width, scheme=scheme)
    second.goto(merge.get_absolute_url())
    check_page(second)
    second.get_by_role("link", name="Merge them").click()
    second.get_by_role("button", name="Merge them").click()
    second.wait_for_url(f"**{merge.get_absolute_url()}")
    check_page(second)
    second.goto("/duplicates/merges/")
    check_page(second)


def test_merging_needs_no_scripts(page_as, pair):
    staff, leader = UserFactory(), LeaderFactory()
    page = page_as(staff, scripts=False)
    page.goto(pair.get_absolute_url())
    page.locator(f'input[name="stays"][value="{pair.first}"]').check()
    page.get_by_role("button", name="Propose the merge").click()
    merge = Merge.objects.get()
    assert merge.stays == pair.first

    second = page_as(leader, scripts=False)
    second.goto(merge.get_absolute_url())
    second.get_by_role("link", name="Merge them").click()
    second.get_by_role("button", name="Merge them").click()
    second.wait_for_url(f"**{merge.get_absolute_url()}")
    second.goto(f"/cadres/{pair.second}/")
    second.wait_for_url(f"**/cadres/{pair.first}/")
    assert second.get_by_text("has been merged into this one").is_visible()
