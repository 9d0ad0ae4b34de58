"""An export of personal data as people do it: the clerk asks, the leader decides on the phone, the clerk downloads."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cadres.models import ExportRequest
from tests.support import cadres as factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(db):
    return [factories.TenureFactory(cadre__name=name).cadre for name in ("曾志强", "赵小明")]


@pytest.mark.parametrize("scripts", [True, False])
def test_asked_for_approved_and_downloaded_once(scripts, people, page_as, check_page):
    clerk = page_as(factories.UserFactory(name="张经办"), scripts=scripts)
    leader = page_as(factories.LeaderFactory(name="李部长"), width=360, height=780, scheme="dark", scripts=scripts)
    judge = check_page if scripts else lambda _page: None

    clerk.goto(f"{reverse('cadres:cadre_list')}?sex=1")
    clerk.locator(".exports a", has_text="Excel").click()
    judge(clerk)
    clerk.locator("[name=purpose]").fill("换届考察名单")
    clerk.locator("[name=document]").fill("组〔2026〕9号")
    clerk.get_by_role("button", name="Ask for approval").click()
    clerk.wait_for_url("**/exports/*/")
    judge(clerk)
    asked = ExportRequest.objects.get()

    leader.goto("/")
    leader.get_by_text("张经办: Cadres").click()
    judge(leader)
    leader.get_by_role("link", name="See the rows").click()
    leader.get_by_text("曾志强").first.wait_for()
    judge(leader)
    leader.go_back()
    leader.locator(".available-moves a", has_text="Approve").click()
    judge(leader)
    leader.locator("form.form button[type=submit]").click()
    leader.wait_for_url(f"**{asked.get_absolute_url()}")
    judge(leader)

    clerk.goto("/")
    clerk.locator("main").get_by_text("Cadres", exact=True).first.click()
    judge(clerk)
    with clerk.expect_download() as download:
        clerk.get_by_role("button", name="Download once").click()
    assert download.value.suggested_filename == f"Cadres-{asked.pk}.xlsx"
    clerk.goto(asked.get_absolute_url())
    expect(clerk.get_by_role("button", name="Download once")).to_have_count(0)
    clerk.goto(reverse("cadres:export_list"))
    judge(clerk)
