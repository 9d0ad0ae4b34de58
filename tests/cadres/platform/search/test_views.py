"""The find box: what it finds, for whom, at what cost, and the blind index of identity numbers."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from cadres.models import Cadre
from cadres.platform.search.filters import begins_with
from cadres.registry.cadre_files.services import files as cadre_files
from cadres.registry.file_page.filters import CadreFilter
from cadres.registry.search.finders import find_by_number
from cadres.shared.crypto import blind_indexes
from tests.support.cadres import (
    CadreFactory,
    CountyFactory,
    OrganizationFactory,
    PostFactory,
    TenureFactory,
    TownshipFactory,
    TownshipUserFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NUMBER = "51192319820301123X"


@pytest.fixture
def zeng(db):
    """曾志强, secretary of 响滩镇."""
    township = TownshipFactory(name="响滩镇", name_key="xiang tan zhen")
    organization = OrganizationFactory(division=township, name="中共响滩镇委员会")
    post = PostFactory(organization=organization)
    cadre = CadreFactory(name="曾志强", name_key="zeng zhi qiang", identity_number=NUMBER)
    return TenureFactory(cadre=cadre, post=post).cadre


def found(client, text, **headers):
    answer = client.get(reverse("cadres:find"), {"q": text}, headers=headers)
    assert answer.status_code == 200
    return {group.key: [hit.title for hit in group.hits] for group in answer.context["found"]}


@pytest.mark.parametrize(
    "text",
    [
        "曾志强",
        "曾",
        "曾 志强",
        "曾\u200b志强",
        "ｚｅｎｇ",
        "zengzhiqiang",
        "zeng zhi qiang",
        "zengzhi",
        "zzq",
        "ZZQ",
        "zz",
    ],
)
def test_a_cadre_is_found(text, zeng, staff, as_user):
    CadreFactory(name="李明", name_key="li ming")

    assert found(as_user(staff), text)["cadres"] == ["曾志强"]


@pytest.mark.parametrize(
    "text", ["", "   ", "志强", NUMBER[:-1], "51192319820301124X", "%", "_", "\x00", "'", "z" * 500]
)
def test_what_does_not_begin_so_is_not_found(text, zeng, staff, as_user):
    assert "cadres" not in found(as_user(staff), text)


@pytest.mark.parametrize("text", ["响滩", "响滩镇", "xiangtan", "xiang tan"])
def test_a_township_is_found_with_its_posts(text, zeng, staff, as_user):
    assert found(as_user(staff), text) == {"divisions": ["响滩镇"], "posts": ["响滩镇党委书记"]}


@pytest.mark.parametrize(
    ("text", "posts"), [("响滩镇书记", 1), ("响滩镇 书记", 1), ("响滩 书记", 1), ("响滩镇镇长", 0)]
)
def test_a_post_is_found_by_place_and_name(text, posts, zeng, staff, as_user):
    assert len(found(as_user(staff), text).get("posts", [])) == posts


def test_nothing_outside_the_remit_is_found(zeng, as_user):
    stranger = UserFactory(remit=CountyFactory(code="511922000000", name="另一县"))

    for text in ("曾志强", "zzq", NUMBER, "响滩镇", "响滩镇书记"):
        assert found(as_user(stranger), text) == {}


def test_a_township_leader_has_no_find_box(as_user):
    client = as_user(TownshipUserFactory())

    assert client.get(reverse("cadres:find"), {"q": "曾"}).status_code == 403
    assert 'id="finder"' not in client.get("/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_finding_costs_the_same_for_any_number(rows, staff, as_user, django_assert_max_num_queries):
    for number in range(rows):
        TenureFactory(cadre=CadreFactory(name=f"响滩{number}", name_key="xiang tan"))
    TownshipFactory(name="响滩镇", name_key="xiang tan zhen")
    client = as_user(staff)

    with django_assert_max_num_queries(8):
        assert len(found(client, "xiangtan")["cadres"]) == rows


def test_more_than_fit_lead_to_the_list(staff, as_user):
    for number in range(8):
        CadreFactory(name=f"曾{number}", name_key="zeng")

    answer = as_user(staff).get(reverse("cadres:find"), {"q": "曾"}, headers={"HX-Request": "true"})

    (group,) = answer.context["found"]
    assert len(group.hits) == 6
    assert group.more_url == f"{reverse('cadres:cadre_list')}?q=%E6%9B%BE"
    assert "<html" not in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("text", [NUMBER, NUMBER.lower(), f" {NUMBER} "])
def test_a_number_leads_to_the_page_that_asks_for_a_reason(text, zeng, staff, as_user):
    answer = as_user(staff).post(reverse("cadres:find"), {"q": text}, headers={"HX-Request": "true"})

    page = answer.content.decode()
    assert answer.context["found"] == []
    assert f'action="{reverse("cadres:find_by_number")}"' in page
    assert "曾志强" not in page


def test_the_blind_index_follows_the_number(zeng, staff):
    assert zeng.identity_index == blind_indexes(NUMBER)[0]
    assert NUMBER not in zeng.identity_index

    cadre_files.change_file(zeng, {"identity_number": "511923198203011248"}, by=staff)
    zeng.refresh_from_db()
    assert zeng.identity_index == blind_indexes("511923198203011248")[0]

    zeng.identity_number = ""
    zeng.save(update_fields=["identity_number"])
    zeng.refresh_from_db()
    assert zeng.identity_index == ""


def test_saving_without_the_number_at_hand_leaves_the_index(zeng):
    cadre = Cadre.objects.defer("identity_number").get(pk=zeng.pk)
    cadre.name = "曾强"
    cadre.save(update_fields=["name"])

    assert Cadre.objects.get(pk=zeng.pk).identity_index == blind_indexes(NUMBER)[0]


def test_after_a_change_of_key_numbers_are_found_and_can_be_indexed_anew(zeng, staff, as_user, settings):
    settings.FIELD_KEYS = ["new-key", settings.SECRET_KEY]
    assert [one.title for one in find_by_number(NUMBER, by=staff, reason="核对")] == ["曾志强"]

    call_command("index_identities", all=True, stdout=StringIO())

    zeng.refresh_from_db()
    assert zeng.identity_index == blind_indexes(NUMBER)[0]
    assert [one.title for one in find_by_number(NUMBER, by=staff, reason="核对")] == ["曾志强"]


def test_the_backfill_goes_in_batches_and_can_be_repeated(monkeypatch, zeng):
    others = [CadreFactory(identity_number=f"5119231982030112{n:02d}") for n in range(4)]
    Cadre.objects.update(identity_index="")
    monkeypatch.setattr("cadres.management.commands.index_identities.BATCH", 2)

    for told in ("5", "0"):
        out = StringIO()
        call_command("index_identities", stdout=out)
        assert out.getvalue().strip().endswith(told)

    for cadre in [zeng, *others]:
        cadre.refresh_from_db()
        assert cadre.identity_index == blind_indexes(cadre.identity_number)[0]


@pytest.mark.parametrize("text", ["wang", "wan", "wangu", "xian", "王", "王国", "w", " wang g ", "Wáng", "欧"])
def test_the_list_finds_what_the_beginning_alone_would_find(text):
    for name, key in [
        ("王国强", "wang guo qiang"),
        ("万古", "wan gu"),
        ("万钢", "wan gang"),
        ("汪洋", "wang yang"),
        ("西安民", "xi an min"),
        ("先明", "xian ming"),
        ("欧阳海", "ou yang hai"),
        ("邬小兰", "wu xiao lan"),
    ]:
        CadreFactory(name=name, name_key=key)

    found = CadreFilter({"q": text}, queryset=Cadre.objects.all()).qs

    assert set(found) == set(Cadre.objects.filter(begins_with(text)))
