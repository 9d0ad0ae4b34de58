"""The board of posts: counted, filtered, printed."""

import pytest
from django.urls import reverse

from cadres.models import FileAccess
from tests.support.cadres import PostFactory, TenureFactory
from tests.support.selection import VacancyFactory


@pytest.mark.parametrize("towns", [1, 5])
def test_the_board_says_vacant_full_and_filling(staff, as_user, django_assert_max_num_queries, towns):
    for _ in range(towns):
        full = TenureFactory()
        VacancyFactory(post=PostFactory(head=True, organization__division=full.post.organization.division))
    browser = as_user(staff)

    with django_assert_max_num_queries(8):
        page = browser.get(reverse("cadres:board_list")).content.decode()

    assert page.count("seats seats-full") == towns
    assert page.count("1 vacant, 1 being filled") == towns


def test_the_board_filters_and_exports(staff, as_user):
    full = TenureFactory().post.organization.division
    vacant = PostFactory().organization.division
    browser = as_user(staff)
    address = reverse("cadres:board_list")

    def shown(**asked):
        page = browser.get(address, asked).content.decode()
        return [town for town in (full, vacant) if f">{town.name}<" in page]

    assert shown() == [full, vacant]
    assert shown(state="vacant") == [vacant]
    assert shown(state="full") == [full]
    assert shown(state="over") == []
    assert shown(grade="b_section_deputy") == []
    export = b"".join(browser.get(address, {"export": "csv"}).streaming_content).decode()
    assert "1/1 full" in export
    assert "0/1 1 vacant" in export


def test_the_board_is_printed_on_record_with_who_and_when(staff, as_user):
    town = TenureFactory().post.organization.division
    browser = as_user(staff)
    assert "print=1" in browser.get(reverse("cadres:board_list")).content.decode()

    page = browser.get(reverse("cadres:board_list"), {"print": "1", "state": "full"}).content.decode()

    assert town.name in page
    assert f'<p class="watermark" aria-hidden="true">{staff}' in page
    row = FileAccess.objects.get()
    assert (row.kind, row.part, row.by, row.cadre) == ("print", "board", staff, None)
