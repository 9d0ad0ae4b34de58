"""Posts filled and vacant (职位配备) on the first page: those of which an organization has one."""

from datetime import date
from typing import Any

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cadres.platform.divisions.choices import Level
from cadres.platform.divisions.models import Division
from cadres.registry.board.tables import led_by_one
from cadres.registry.posts.choices import ONE_OF_A_KIND
from cadres.registry.posts.models import Post
from cadres.shared.charts.bars import layout_bars
from cadres.shared.charts.base import About, Series
from cadres.shared.pages.overview import Card, Figure, Findings, FirstStep, list_of

LIST = "cadres:post_list"


def posts(user: Any, _today: date) -> Findings | None:
    """Whether a post has a vacant seat is asked as its list asks it."""
    rows = Post.objects.visible_to(user).filter(kind__in=ONE_OF_A_KIND).for_api()
    vacant = Q(actual__lt=F("approved_number"))
    found = rows.aggregate(
        **{f"{kind}_false": Count("pk", filter=Q(~vacant, kind=kind)) for kind in ONE_OF_A_KIND},
        **{f"{kind}_true": Count("pk", filter=Q(vacant, kind=kind)) for kind in ONE_OF_A_KIND},
    )
    if not any(found.values()):
        return None
    series = [
        Series(
            name,
            [found[f"{kind}_{state}"] for kind in ONE_OF_A_KIND],
            [list_of(LIST, kind=kind.value, vacant=state) for kind in ONE_OF_A_KIND],
        )
        for name, state in ((pgettext("posts", "Filled"), "false"), (_("Vacant"), "true"))
    ]
    both = Division.objects.visible_to(user).filter(led_by_one(), level=Level.TOWNSHIP).count()
    about = About("posts", _("Posts by kind"), first=_("Kind of post"))
    return Findings(
        [layout_bars(about, [kind.label for kind in ONE_OF_A_KIND], series)],
        [
            Figure(
                _("Townships where one person holds both posts"),
                both,
                list_of("cadres:board_list", one_shoulder="true"),
            )
        ],
    )


CARD = Card(
    "posts",
    gettext_lazy("Posts filled and vacant"),
    "cadres.view_post",
    "cadres:board_list",
    posts,
    place=10,
    first=FirstStep(
        gettext_lazy(
            "No posts are on record yet. Begin with the workbooks of organizations and posts; then come files and "
            "tenures, and this page shows how the county stands."
        ),
        gettext_lazy("Workbooks in and out"),
        "cadres:import_home",
        "cadres.import_records",
    ),
)
