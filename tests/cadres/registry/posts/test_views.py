"""Pages of posts: seats approved, held and vacant."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from tests.support.cadres import PostFactory, TenureFactory

pytestmark = pytest.mark.django_db


def test_posts_show_approved_actual_and_vacant(staff, as_user):
    post = PostFactory(kind="committee_member", name="委员", approved_number=3)
    TenureFactory(post=post)
    TenureFactory(post=post, seat=2, held=DateRange(date(2020, 1, 1), date(2021, 1, 1)), end_reason="promoted")

    rows = as_user(staff).get(reverse("cadres:post_list"), {"vacant": "true"}).context["page"].rows

    assert [(row.approved_number, row.actual, row.vacant) for row in rows] == [(3, 1, 2)]


def test_the_approved_number_cannot_fall_below_what_is_held(staff, as_user):
    post = PostFactory(kind="committee_member", name="委员", approved_number=3)
    TenureFactory(post=post, seat=2)
    url = reverse("cadres:post_change", args=[post.pk])
    client = as_user(staff)

    refused = client.post(url, {"approved_number": 1, "document": "县委〔2026〕2号"})
    assert refused.status_code == 422
    assert [o.code for o in refused.context["objections"]] == ["seats-taken"]

    assert client.post(url, {"approved_number": 2, "document": "县委〔2026〕2号"}).status_code == 302
    post.refresh_from_db()
    assert post.approved_number == 2


@pytest.mark.parametrize("number", [0, 2])
def test_a_main_post_has_the_seats_that_the_law_names(staff, as_user, number):
    post = PostFactory()
    url = reverse("cadres:post_change", args=[post.pk])

    refused = as_user(staff).post(url, {"approved_number": number, "document": "县委〔2026〕2号"})

    assert "one-seat" in [o.code for o in refused.context["objections"]]
    assert "Regulation on Rural Grassroots Party Organizations (2019)" in refused.text


def test_a_refusal_without_an_article_says_that_it_is_the_programs_own(staff, as_user):
    post = PostFactory(kind="committee_member", name="委员", approved_number=3)
    TenureFactory(post=post, seat=2)

    refused = as_user(staff).post(
        reverse("cadres:post_change", args=[post.pk]), {"approved_number": 1, "document": "d"}
    )

    assert "<cite>Rule of this program</cite>" in refused.text
