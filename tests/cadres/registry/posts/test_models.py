"""How offices write a post, by the one rule that the database keeps."""

import pytest

from cadres.models import Post
from cadres.platform.divisions.choices import TownshipKind
from cadres.registry.organizations.choices import OrganizationKind
from tests.support.cadres import CountyFactory, OrganizationFactory, PostFactory, TownshipFactory

pytestmark = pytest.mark.django_db

TOWNSHIP = [
    # Organization, post, as offices write it.
    ("中共元山镇委员会", "书记", "元山镇党委书记"),
    ("中共元山镇委员会", "党委书记", "元山镇党委书记"),
    ("中共平昌县元山镇委员会", "副书记", "元山镇党委副书记"),
    ("中共平昌县元山镇委员会", "委员", "元山镇党委委员"),
    ("中共元山镇委员会", "组织委员", "元山镇党委组织委员"),
    ("中共元山镇委员会", "党委委员、纪委书记", "元山镇党委委员、纪委书记"),
    ("中共元山镇委员会", "党建办公室干部", "元山镇党建办公室干部"),
    ("元山镇党委", "书记", "元山镇党委书记"),
    ("中共元山镇纪律检查委员会", "书记", "元山镇纪委书记"),
    ("元山镇人民政府", "镇长", "元山镇镇长"),
    ("平昌县元山镇人民政府", "副镇长", "元山镇副镇长"),
    ("某省平昌县元山镇人民政府", "镇长", "元山镇镇长"),
    ("元山镇人民代表大会", "人大主席", "元山镇人大主席"),
    ("元山镇人民代表大会主席团", "主席", "元山镇人大主席"),
    ("元山镇中心小学", "校长", "元山镇中心小学校长"),
    ("县供销社", "主任", "县供销社主任"),
]
STREET = [
    ("中共同州街道工作委员会", "书记", "同州街道党工委书记"),
    ("同州街道党工委", "党工委副书记", "同州街道党工委副书记"),
    ("同州街道办事处", "主任", "同州街道办事处主任"),
    ("平昌县同州街道办事处", "办事处副主任", "同州街道办事处副主任"),
    ("同州街道党工委、办事处", "党工委书记", "同州街道党工委书记"),
    ("同州街道党工委、办事处", "办事处主任", "同州街道办事处主任"),
    ("同州街道人大工委", "主任", "同州街道人大工委主任"),
]
COUNTY = [
    ("中共平昌县委员会", "书记", "平昌县委书记"),
    ("中共平昌县委员会组织部", "部长", "平昌县委组织部部长"),
    ("中共平昌县委组织部", "部长", "平昌县委组织部部长"),
    ("平昌县人民政府", "副县长", "平昌县副县长"),
    ("平昌县人民代表大会常务委员会", "主任", "平昌县人大常委会主任"),
    ("平昌县财政局", "局长", "平昌县财政局局长"),
    ("平昌县纪律检查委员会", "书记", "平昌县纪委书记"),
    ("平昌县人民政府办公室", "主任", "平昌县人民政府办公室主任"),
]


@pytest.mark.parametrize(("body", "post", "written"), TOWNSHIP)
def test_of_a_township(body, post, written):
    township = TownshipFactory(name="元山镇")
    assert str(PostFactory(organization=OrganizationFactory(division=township, name=body), name=post)) == written


@pytest.mark.parametrize(("body", "post", "written"), STREET)
def test_of_a_street(body, post, written):
    street = TownshipFactory(name="同州街道", kind=TownshipKind.SUBDISTRICT)
    assert str(PostFactory(organization=OrganizationFactory(division=street, name=body), name=post)) == written


@pytest.mark.parametrize(("body", "post", "written"), COUNTY)
def test_of_the_county(body, post, written):
    body = OrganizationFactory(division=CountyFactory(), kind=OrganizationKind.COUNTY_ORGAN, name=body)
    assert str(PostFactory(organization=body, name=post)) == written


def test_a_place_that_has_another_name_by_now_is_read_from_the_organization():
    body = OrganizationFactory(division=TownshipFactory(name="元石镇"), name="中共平昌县元山乡委员会")
    assert str(PostFactory(organization=body)) == "元山乡党委书记"


def test_the_post_follows_its_organization():
    """Also by SQL, without a word of ours, and when a merge carries it over."""
    township = TownshipFactory(name="元山镇")
    post = PostFactory(organization=OrganizationFactory(division=township, name="元山镇党委"), name="书记")
    post.organization.division = TownshipFactory(name="响滩镇")
    post.organization.name = "中共响滩镇委员会"
    post.organization.save()
    assert str(Post.objects.get(pk=post.pk)) == "响滩镇党委书记"

    other = OrganizationFactory(division=township, name="中共元山镇委员会")
    Post.objects.filter(pk=post.pk).update(organization=other)
    assert str(Post.objects.get(pk=post.pk)) == "元山镇党委书记"


def test_many_posts_entered_at_once_say_at_once_how_they_are_written():
    body = OrganizationFactory(division=TownshipFactory(name="元山镇"), name="中共元山镇委员会")
    (post,) = Post.objects.bulk_create([PostFactory.build(organization=body, name="书记")])
    assert post.office_name == "元山镇党委书记"
