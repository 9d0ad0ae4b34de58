"""What is measured in a generated province or nation, for remits of a county, a province and the nation."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from cadres.models import Cadre, Division, Organization, Post, Remit, Tenure, User
from cadres.platform.accounts.choices import Role
from cadres.platform.divisions.choices import Level
from cadres.registry.posts.choices import PostKind
from config.bench.targets import Target

# A county in the middle of the list, its province, everything. The widest remit of a scale comes last.
COUNTY, PROVINCE = "511923000000", "510000000000"
REMITS = {"province": ("county", "province"), "nation": ("county", "province", "nation")}


def account(remit: str) -> User:
    """The account that measures: made once, and nobody can log in with it, since it has no password."""
    user, new = User.objects.get_or_create(
        username=f"bench-{remit}", defaults={"name": f"Measuring ({remit})", "role": Role.STAFF}
    )
    if new:
        user.set_unusable_password()
        user.save()
    codes = {"county": [COUNTY], "province": [PROVINCE]}.get(remit)
    if codes is None:
        codes = list(Division.objects.filter(level=Level.PROVINCE).values_list("pk", flat=True))
    Remit.objects.bulk_create((Remit(user=user, division_id=code) for code in codes), ignore_conflicts=True)
    return user


def _first(rows: Callable[[User], QuerySet]) -> Callable[[User], Any]:
    return lambda user: rows(user).values_list("pk", flat=True).first()


def _township(user: User) -> Any:
    """The first of the remit that has a leading group."""
    low, _high = user.code_ranges[0]
    return Division.objects.townships().filter(pk__gt=low, organizations__isnull=False).order_by("pk").first()


def _secretary(user: User) -> Any:
    """Who leads that township: a career with as many posts as any."""
    held = Tenure.objects.held_on(localdate()).filter(post__kind=PostKind.SECRETARY)
    return held.get(post__organization__division=_township(user)).cadre_id


TOWNSHIP = _first(lambda user: Division.objects.filter(pk=_township(user).pk))
COUNTY_OF = _first(lambda user: Division.objects.filter(pk=_township(user).parent_id))
CADRE = _first(lambda user: Cadre.objects.filter(pk=_secretary(user)))
ORGANIZATION = _first(lambda user: Organization.objects.filter(division=_township(user)).order_by("pk"))
POST = _first(lambda user: Post.objects.filter(organization__division=_township(user), kind=PostKind.OTHER))

# Nobody has this number, whose digits fit together all the same: as long a look-up as any.
IDENTITY = "11010119000101003X"


def _lists(name: str, *queries: str, area: str = "cadres", budgeted: bool = True) -> tuple[Target, ...]:
    return tuple(Target(area, name, query=query, budgeted=budgeted) for query in queries)


TARGETS = (
    Target("home", "home", budgeted=False),
    *_lists(
        "cadres:cadre_list",
        "",
        "?sort=-name",
        "?sort=born_on",
        "?sort=-grade",
        "?sex=2&age_from=40&age_to=45",
        "?grade=c_section_chief&sort=-born_on",
        "?q=王",
        "?q=王建国",
        "?q=wang",
        "?q=zhangwei",
        "?q=尉迟",
        "?where=age.min.40~sex.is.2",
        "?where=post.now.secretary~in_post.min.3~age.max.40",
        "?where=served.never.511923~work.min.20",
        "?where=or~post.ever.head~post.ever.congress_chair~~grade.is.b_section_deputy",
    ),
    *_lists(
        "cadres:find",
        "?q=王伟",
        "?q=wangwei",
        "?q=zzq",
        f"?q={IDENTITY}",
        "?q=响滩",
        budgeted=False,
    ),
    Target("cadres", "cadres:cadre_detail", CADRE),
    Target("cadres", "cadres:cadre_timeline", CADRE),
    Target("cadres", "cadres:cadre_history", CADRE),
    *_lists(
        "cadres:tenure_list",
        "",
        "?sort=since",
        "?sort=cadre",
        "?running=true",
        "?kind=secretary",
        "?q=wang",
        "?q=王建国",
        "?since_after=2016-01-01&since_before=2016-12-31",
    ),
    *_lists("cadres:post_list", "", "?kind=secretary", "?vacant=true"),
    Target("cadres", "cadres:post_detail", POST),
    *_lists("cadres:board_list", "", "?sort=name", "?state=vacant", "?grade=c_section_chief"),
    Target("cadres", "cadres:structure_detail", TOWNSHIP),
    Target("cadres", "cadres:structure_detail", COUNTY_OF),
    *_lists("cadres:division_list", "", "?sort=name", "?q=xiang"),
    Target("cadres", "cadres:division_detail", TOWNSHIP),
    *_lists("cadres:organization_list", "", "?sort=name"),
    Target("cadres", "cadres:organization_detail", ORGANIZATION),
    Target("selection", "selection:watch_list"),
    *_lists(
        "v1:cadre-list",
        "?limit=1000",
        "?limit=1000&sort=name_key",
        "?limit=1000&q=wang",
        "?limit=1000&where=age.min.50~sex.is.2",
        area="api",
    ),
    *_lists("v1:tenure-list", "?limit=1000", "?limit=1000&running=true", area="api"),
    *_lists("v1:post-list", "?limit=1000", area="api"),
    *_lists("v1:division-list", "?limit=1000", area="api"),
    *_lists("v1:term-list", "?limit=1000", area="api"),
    Target("api", "v1:cadre-detail", CADRE),
)
