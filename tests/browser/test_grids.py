"""Grids in a real browser: paste, keys, filling, and what is said of it."""

import pytest
from django.urls import reverse

from cadres.models import FamilyMember
from selection.elections.choices import Stage
from selection.elections.models import Inspection
from tests.support.cadres import CadreFactory, UserFactory
from tests.support.selection import ready_election

PASTE = """
([text, selector]) => {
  const target = document.querySelector(selector);
  target.focus();
  const carried = new DataTransfer();
  carried.setData("text/plain", text);
  target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true }));
}
"""


def paste(page, text, selector):
    page.evaluate(PASTE, [text, selector])


@pytest.fixture
def election(transactional_db):
    found = ready_election(Stage.REGISTRATION, nominees=3)
    for nominee, name in zip(found.nominees.order_by("pk"), ("测试甲", "测试乙", "测试丙"), strict=True):
        nominee.cadre.name = name
        nominee.cadre.save()
    return found


@pytest.fixture
def votes(election, page_as):
    page = page_as(UserFactory())
    page.goto(reverse("selection:recommendation_record", args=[election.pk]))
    return page, [f"#id_vote_{nominee.pk}" for nominee in election.nominees.order_by("pk")]


def values(page, selectors):
    return [page.locator(one).input_value() for one in selectors]


def test_names_and_headings_of_the_paste_find_their_places(votes):
    page, fields = votes
    text = "Nominee\tvotes in the meeting\tnobody's column\n测试丙\t11\tx\n测试甲\t７\tx\n测试癸\t1\t\n"

    paste(page, text, fields[1])

    assert values(page, fields) == ["7", "3", "11"]
    said = page.locator("[data-grid-status]").inner_text()
    assert "Cells filled in: 2." in said
    assert "Beyond the table: 2." in said
    assert "Not understood: 测试癸." in said
    assert page.locator("[data-grid-total]").nth(1).inner_text() == "21"

    page.locator("[data-grid-undo]").click()
    assert values(page, fields) == ["3", "3", "3"]
    assert page.locator("[data-grid-total]").nth(1).inner_text() == "9"


def test_a_block_goes_where_the_cursor_is_and_what_does_not_fit_is_said(votes):
    page, fields = votes

    paste(page, "5\t是\n六\t否\n4\t也许\n", fields[0])

    assert values(page, fields) == ["5", "3", "4"]
    chosen = [page.locator(one.replace("vote", "chosen")).is_checked() for one in fields]
    assert chosen == [True, False, True]  # what was not understood stays as it was
    assert "Not understood: 六、也许." in page.locator("[data-grid-status]").inner_text()


def test_the_keys_walk_through_the_cells_and_enter_sends_nothing(votes):
    page, fields = votes
    here = "document.activeElement.id"
    page.locator(fields[0]).focus()

    page.keyboard.press("Enter")
    assert f"#{page.evaluate(here)}" == fields[1]
    page.keyboard.press("ArrowDown")
    assert f"#{page.evaluate(here)}" == fields[2]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    assert f"#{page.evaluate(here)}" == fields[1].replace("vote", "talk")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("8")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+d")
    assert values(page, fields)[1:] == ["8", "8"]
    assert page.url.endswith("/recommendation/")


def test_a_value_fills_its_column_and_a_row_the_rows_below(transactional_db, page_as):
    election = ready_election(Stage.RECOMMENDED)
    Inspection.objects.all().delete()
    one, two = (nominee.pk for nominee in election.nominees.order_by("pk"))
    page = page_as(UserFactory())
    page.goto(reverse("selection:inspections_record", args=[election.pk]))
    page.locator(f"#id_{one}-file_paper").fill("组干1号")
    page.locator(f"#id_{one}-conclusion").fill("同意")
    page.locator(f"#id_{one}-fit").check()

    page.locator("th", has_text="paper of the file review").locator("[data-grid-fill]").click()
    assert page.locator(f"#id_{two}-file_paper").input_value() == "组干1号"
    page.locator(f"#id_{one}-team").fill("测试甲、测试乙")
    page.locator(f"#id_{two}-file_paper").fill("组干2号")
    page.locator("[data-grid-fill-all]").click()

    assert page.locator(f"#id_{two}-team").input_value() == "测试甲、测试乙"
    assert page.locator(f"#id_{two}-file_paper").input_value() == "组干2号"  # what stands there stays
    assert page.locator(f"#id_{two}-conclusion").input_value() == ""  # about one person
    assert not page.locator(f"#id_{two}-fit").is_checked()


def test_votes_are_not_repeated(votes):
    page, _fields = votes
    assert page.locator("[data-grid-fill], [data-grid-fill-all]").count() == 0


LOOKS = [
    pytest.param(360, "dark", "zh-hans", id="phone-dark-zh"),
    pytest.param(1440, "light", "en", id="wide-light-en"),
]


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_rows_are_added_by_typing_and_by_paste(transactional_db, page_as, check_page, width, scheme, language):
    cadre = CadreFactory()
    FamilyMember.objects.create(cadre=cadre, relation="妻子", name="测试乙")
    page = page_as(UserFactory(), width=width, scheme=scheme, language=language)
    page.goto(reverse("cadres:family_rows", args=[cadre.pk]))
    check_page(page)
    rows = page.locator("[data-grid] tbody tr")
    assert rows.count() == 4

    page.locator("#id_new3-relation").fill("母亲")
    assert rows.count() == 5
    people = "".join(f"儿子\t测试{number}\t20100{number}\t群众\t学生\n" for number in range(1, 8))
    paste(page, people, "#id_new1-relation")
    assert rows.count() >= 8
    page.locator("main form.card button[type=submit].btn-primary").click()
    page.wait_for_url("**#family")

    assert [member.name for member in cadre.family.on_form()] == ["测试乙", *(f"测试{one}" for one in range(1, 8))]


def test_a_grid_works_without_scripts(transactional_db, page_as):
    cadre = CadreFactory()
    page = page_as(UserFactory(), scripts=False)
    page.goto(reverse("cadres:family_rows", args=[cadre.pk]))
    page.locator("[name=new2-relation]").fill("妻子")
    page.locator("[name=new2-name]").fill("测试乙")
    page.locator("main form.card button[type=submit].btn-primary").click()

    page.wait_for_url("**#family")
    assert FamilyMember.objects.get().name == "测试乙"
