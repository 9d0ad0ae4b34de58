"""What the base lets people find: cadres, divisions, posts. Every look-up is a range or a key of an index."""

import re
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from cadres.platform.access_log.services import look_up_number
from cadres.platform.divisions.models import Division
from cadres.platform.search.filters import begins_with
from cadres.platform.search.points import Finder, Hit
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.posts.models import Post
from cadres.shared.crypto import blind_indexes
from cadres.shared.months import month_text
from cadres.shared.name_expressions import initials

LETTERS = re.compile(r"[a-z]{2,10}")
PLACES = 6


def find_cadres(user: Any, text: str, most: int) -> list[Hit]:
    """By name, pinyin with or without spaces, or the initials of the pinyin."""
    rows = Cadre.objects.visible_to(user)
    found = _read(rows.filter(begins_with(text)), most)
    letters = text.lower()
    if len(found) < most and LETTERS.fullmatch(letters):
        begun = rows.alias(initials=initials("name_key")).filter(initials__startswith=letters)
        found += [one for one in _read(begun, most) if one not in found]
    return _hits(found[:most])


def find_by_number(number: str, *, by: Any, reason: str) -> list[Hit]:
    """Files in reach with this identity number. Raises ``Refused``, see ``look_up_number``."""
    rows = Cadre.objects.visible_to(by).filter(identity_index__in=blind_indexes(number))
    return _hits(look_up_number(lambda: _read(rows, PLACES), by=by, reason=reason))


def _hits(found: list[Cadre]) -> list[Hit]:
    return [
        Hit(
            one.name,
            " · ".join([month_text(one.born_on), *one.present_posts, one.division.name]),
            one.get_absolute_url(),
        )
        for one in sorted(found, key=lambda cadre: (cadre.name_key, cadre.pk))
    ]


def _read(rows: QuerySet, most: int) -> list[Cadre]:
    """Unsorted on purpose: sorted by name, the database might walk the whole list instead of the index asked."""
    rows = rows.order_by().select_related("division").with_present_posts()
    return list(rows.only("name", "name_key", "born_on", "division__name")[:most])


def find_divisions(user: Any, text: str, most: int) -> list[Hit]:
    """By the beginning of the name, or of its pinyin."""
    rows = Division.objects.visible_to(user).filter(begins_with(text)).order_by().select_related("parent")
    found = sorted(rows[:most], key=lambda one: one.code)
    return [
        Hit(one.name, " · ".join(filter(None, [str(one.get_level_display()), one.parent.name if one.parent else ""])),
            reverse("cadres:division_detail", args=[one.pk]))
        for one in found
    ]  # fmt: skip


def find_posts(user: Any, text: str, most: int) -> list[Hit]:
    """Posts of the township or organization that the text begins with; what follows narrows them ("某镇 书记")."""
    head, _space, tail = text.partition(" ")
    place = Q(name__in=[text[:length] for length in range(2, len(text) + 1)]) | Q(name__startswith=head)
    if not head.isascii():
        divisions = list(Division.objects.visible_to(user).filter(place).order_by()[:PLACES])
    else:
        divisions = list(Division.objects.visible_to(user).filter(begins_with(text)).order_by()[:PLACES])
    if not divisions:
        return []
    exact = max((one.name for one in divisions if text.startswith(one.name)), key=len, default="")
    rest = text[len(exact) :].strip() if exact else "" if head.isascii() else tail
    posts = Post.objects.visible_to(user).filter(organization__division__in=[one.code for one in divisions])
    if rest:
        posts = posts.filter(Q(name__contains=rest) | Q(organization__name__contains=rest))
    found = posts.for_list().order_by("-grade", "organization_id", "pk")[:most]
    return [
        Hit(
            str(one),
            "、".join(holder["name"] for holder in one.holder_rows) or str(_("vacant")),
            one.get_absolute_url(),
        )
        for one in found
    ]


def _list(name: str) -> Any:
    return lambda text: f"{reverse(name)}?{urlencode({'q': text})}"


FINDERS = (
    Finder("cadres", _("Cadres"), "cadres.view_cadre", find_cadres, _list("cadres:cadre_list")),
    Finder("divisions", _("Divisions"), "cadres.view_division", find_divisions, _list("cadres:division_list")),
    Finder("posts", _("Posts"), "cadres.view_post", find_posts),
)
