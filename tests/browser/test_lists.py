"""The find box, the builder of conditions and the tools of lists in a real browser."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cadres.platform.saved_views import services as saved_views
from tests.support import cadres as factories

LOOKS = [
    pytest.param(360, "light", "zh-hans", id="phone-light-zh"),
    pytest.param(1440, "dark", "en", id="wide-dark-en"),
]


@pytest.fixture
def people(transactional_db):
    township = factories.TownshipFactory(name="响滩镇", name_key="xiang tan zhen")
    organization = factories.OrganizationFactory(division=township, name="中共响滩镇委员会")
    post = factories.PostFactory(organization=organization)
    zeng = factories.CadreFactory(name="曾志强", name_key="zeng zhi qiang", born_on=date(1970, 1, 1))
    factories.TenureFactory(cadre=zeng, post=post)
    others = [factories.CadreFactory(name=f"赵{sign}", name_key=f"zhao {sign}") for sign in "abc"]
    return [zeng, *others]


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_ctrl_k_finds_by_keyboard_alone(people, page_as, check_page, width, scheme, language):
    page = page_as(factories.UserFactory(), width=width, scheme=scheme, language=language)
    page.goto("/posts/")
    page.keyboard.press("Control+k")
    page.keyboard.type("zzq")
    page.locator("#finder-found .hit").first.wait_for()
    check_page(page)

    page.keyboard.press("ArrowDown")
    assert "曾志强" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "finder-text"
    page.keyboard.press("Escape")
    assert not page.locator("#finder").is_visible()

    page.keyboard.press("/")
    page.locator("#finder-text").fill("响滩镇")
    expect(page.locator("#finder-found h3")).to_have_count(2)
    page.keyboard.press("Enter")
    page.wait_for_url("**/divisions/*/")


def test_slash_in_a_field_is_a_slash(people, page_as):
    page = page_as(factories.UserFactory())
    page.goto("/cadres/")
    page.locator("#filter input[type=text]").first.press("/")

    assert not page.locator("#finder").is_visible()


def test_the_find_page_works_without_scripts(people, page_as):
    page = page_as(factories.UserFactory(), scripts=False)
    page.goto("/cadres/")
    page.locator("[data-dialog=finder]").click()
    page.locator("main input[name=q]").fill("曾志强")
    page.locator("main form button").click()
    page.locator("main .hit", has_text="曾志强").click()

    assert page.locator("h1").inner_text() == "曾志强"


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_the_builder_adds_counts_and_shows(people, page_as, check_page, width, scheme, language):
    page = page_as(factories.UserFactory(), width=width, scheme=scheme, language=language)
    page.goto(reverse("cadres:cadre_conditions"))
    check_page(page)
    page.locator("#new-0").select_option("age")
    page.locator("button[name=add]").click()
    value = page.locator("#conditions:not(.htmx-settling) #value-0")  # quicker than any hand: before it listens
    value.fill("50")
    value.press("Tab")
    expect(page.locator("#condition-count")).to_contain_text("1")
    page.locator("button[name=more]").click()
    page.locator("#new-1").select_option("post")
    page.locator("button[name=add]").nth(1).click()
    page.locator("#operator-1").wait_for()
    check_page(page)
    page.locator("button[name=show]").click()
    page.wait_for_url("**/cadres/?where=*")

    assert page.url.endswith("?where=age.min.50~~post.now.secretary")
    expect(page.locator("#records tbody tr")).to_have_count(1)
    expect(page.locator(".chip")).to_have_count(3)
    check_page(page)


def test_the_builder_works_without_scripts(people, page_as):
    page = page_as(factories.UserFactory(), scripts=False)
    page.goto(reverse("cadres:cadre_conditions"))
    page.locator("#new-0").select_option("age")
    page.locator("button[name=add]").click()
    page.locator("#value-0").fill("50")
    page.locator("button[name=add]").click()
    page.locator("button[name=less]").nth(1).click()
    page.locator("button[name=show]").click()

    assert page.url.endswith("?where=age.min.50")
    expect(page.locator("#records tbody tr")).to_have_count(1)


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_side_panel_columns_views_and_picks(people, page_as, check_page, width, scheme, language):
    user = factories.UserFactory()
    saved_views.save_view("cadres:cadre_list", "sex=1", name="男干部", by=user)
    page = page_as(user, width=width, scheme=scheme, language=language)
    page.goto("/cadres/")
    page.locator(".peek a").first.click()
    expect(page.locator("#panel-title")).to_have_text("曾志强")
    expect(page.locator("#panel-title")).to_be_focused()
    page.locator("#panel a[rel=next]").click()
    expect(page.locator("#panel-title")).to_have_text("赵a")
    assert f"panel={people[1].pk}" in page.url
    check_page(page)

    page.locator(".columns > summary").click()
    page.locator("#column-ethnicity").check()
    page.locator(".columns button").click()
    page.locator("td[data-label]", has_text="汉族").first.wait_for()
    assert "columns=ethnicity" in page.url
    check_page(page)

    page.locator("[name=pick]").first.check()
    expect(page.locator("[data-picked]")).to_contain_text("(1)")
    here = page.url
    for action in ("forms", "export"):  # personal data: asked for first
        page.locator(f"button[name=bulk][value={action}]").click()
        page.wait_for_url("**/exports/new/**")
        check_page(page)
        page.goto(here)
        page.locator("[name=pick]").first.check()

    page.locator(".saved-views a", has_text="男干部").click()
    page.wait_for_url("**sex=1**")
    assert page.locator(".saved-views [aria-current]").inner_text() == "男干部"
    page.goto(reverse("cadres:view_list"))
    check_page(page)


def test_the_side_panel_works_without_scripts(people, page_as):
    page = page_as(factories.UserFactory(), scripts=False)
    page.goto("/cadres/?sort=-name")
    page.locator(".peek a").first.click()
    page.locator("#panel a[rel=next]").click()

    expect(page.locator("#panel-title")).to_have_text("赵b")
    assert "sort=-name" in page.url


def test_columns_are_put_in_order_by_their_arrows_and_by_dragging(people, page_as, check_page):
    page = page_as(factories.UserFactory())
    page.goto("/cadres/?columns=name,sex,grade,status")
    page.locator(".columns > summary").click()
    line = page.locator("[data-column]", has=page.locator("#column-status"))
    line.locator("[data-column-move='-1']").press("Enter")
    assert "columns=name" in page.url  # nothing is sent before its button
    page.locator("[data-column]", has=page.locator("#column-grade")).drag_to(
        page.locator("[data-column]", has=page.locator("#column-sex")), target_position={"x": 20, "y": 2}
    )
    page.locator(".columns button").click()
    page.wait_for_url("**columns=name&columns=grade&columns=sex&columns=status**")

    headings = page.locator("#records thead th a, #records thead th:not(:has(*))").all_inner_texts()
    assert [text.strip() for text in headings if text.strip()][:4] == ["Name", "Grade", "Sex", "Status"]


def test_columns_are_put_in_order_without_scripts(people, page_as):
    page = page_as(factories.UserFactory(), scripts=False)
    page.goto("/cadres/?columns=name,sex,grade")
    page.locator(".columns > summary").click()
    page.locator("[data-column]", has=page.locator("#column-grade")).locator("a").click()

    assert page.url.endswith("columns=name%2Cgrade%2Csex")


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_the_bar_of_actions_sticks_while_something_is_ticked(transactional_db, page_as, width, scheme, language):
    factories.CadreFactory.create_batch(40)
    page = page_as(factories.UserFactory(), width=width, scheme=scheme, language=language)
    page.goto("/cadres/")
    expect(page.locator("#bulk")).not_to_be_in_viewport()
    page.locator("[name=pick]").first.check()

    expect(page.locator("#bulk")).to_be_in_viewport()
    page.locator("button[name=bulk][value=roster]").click()
    page.wait_for_url("**/rosters/new/?chosen=*")
