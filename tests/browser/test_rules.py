"""The rules in force, one rule through time, and what would change from a day on, as people see them."""

import pytest
from django.urls import reverse

from cadres.models import LocalRule
from tests.support import cadres as factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def setting(db):
    return LocalRule.objects.create(
        division=factories.CountyFactory(),
        key="notice.days",
        value=7,
        during="[2090-01-01,)",
        basis="县委组织部〔2026〕31号",
        set_by=factories.UserFactory(),
        approved_by=factories.LeaderFactory(),
    )


@pytest.mark.parametrize(("width", "scheme", "language"), [(1440, "light", "en"), (360, "dark", "zh-hans")])
def test_from_the_list_to_a_rule_and_to_what_would_change(setting, page_as, check_page, width, scheme, language):
    page = page_as(factories.UserFactory(), width=width, scheme=scheme, language=language)

    page.goto(reverse("cadres:rule_list"))
    check_page(page)
    page.locator(f"a[href='{reverse('cadres:rule_detail', args=['notice.days'])}']").click()
    page.get_by_text(setting.basis).first.wait_for()
    check_page(page)
    page.locator("[name=day]").fill("2090-01-01")
    page.locator("form[method=get] button.btn:not([class*=quiet])").last.click()
    page.wait_for_url("**/rules/changes/?day=2090-01-01")
    page.get_by_text(setting.basis).first.wait_for()
    check_page(page)


def test_a_refusal_says_what_it_rests_on(page_as, check_page):
    post = factories.PostFactory(kind="committee_member", name="委员", approved_number=2)
    factories.TenureFactory(post=post, seat=2)
    page = page_as(factories.UserFactory(), width=360, language="zh-hans")

    page.goto(reverse("cadres:post_change", args=[post.pk]))
    page.locator("[name=approved_number]").fill("1")
    page.locator("[name=document]").fill("县委〔2026〕2号")
    page.locator("form.form button[type=submit]").click()

    page.locator(".objections cite").first.wait_for()
    assert page.locator(".objections cite").all_inner_texts() == ["本系统规定"]
    page.troubles.clear()  # the browser calls every 422 an error
    check_page(page)
