"""What the page of a township says (乡镇页面), worked out from rows that were read already; no query here."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cadres.registry.organizations.models import Organization
from cadres.registry.organizations.presenters import period_of
from cadres.registry.posts.choices import MAIN_POSTS
from cadres.registry.posts.models import Post
from cadres.registry.tenures.models import Tenure
from cadres.registry.townships.models import DivisionProfile
from cadres.registry.townships.rules import MOST_POINTS, tier_points
from cadres.shared.dates import whole_months
from cadres.shared.phrases import days_text, in_a_row


def group_today(posts: Sequence[Post], today: date) -> list[dict[str, Any]]:
    """Each holder and each vacant seat, post by post; ``both`` where one person is secretary and head."""
    main = [row["pk"] for post in posts if post.kind in MAIN_POSTS for row in post.holder_rows]
    rows: list[dict[str, Any]] = []
    for post in posts:
        common = {"organization": post.organization, "post": post}
        for holder in post.holder_rows:
            since = date.fromisoformat(holder["since"])
            both = post.kind in MAIN_POSTS and main.count(holder["pk"]) > 1
            rows.append({**common, "holder": holder, "since": since, "time": time_in(since, today), "both": both})
        if post.vacant > 0:
            rows.append({**common, "vacant": post.vacant})
    return rows


def time_in(since: date, today: date) -> str:
    years, months = divmod(whole_months(since, today), 12)
    lengths = []
    if years:
        lengths.append(ngettext("%(years)d year", "%(years)d years", years) % {"years": years})
    if months or not years:
        lengths.append(ngettext("%(months)d month", "%(months)d months", months) % {"months": months})
    return in_a_row(lengths)


def terms_of(organizations: Iterable[Organization], today: date) -> list[dict[str, Any]]:
    """Each organization with its running term, how much of it is over, and its other terms."""
    found = []
    for organization in organizations:
        terms = [period_of(row) for row in organization.term_rows]
        running = next((term for term in terms if term["first"] <= today < term["end"]), None)
        if running is not None:
            days = (running["end"] - running["first"]).days
            running["share"] = (today - running["first"]).days * 100 // days
            months = whole_months(today, running["end"])
            running["left"] = ngettext("%(months)d month left", "%(months)d months left", months) % {"months": months}
        rest = [term for term in terms if term is not running]
        found.append({"organization": organization, "running": running, "others": rest})
    return found


def mark_one_shoulder(tenures: Sequence[Tenure]) -> None:
    """``joined``: the days on which the holder had the other main post of this township too (一肩挑)."""
    for tenure in tenures:
        tenure.joined = ""
        for other in tenures:
            if other.cadre_id != tenure.cadre_id or other.post.kind == tenure.post.kind:
                continue
            first = max(tenure.held.lower, other.held.lower)
            ends = [end for end in (tenure.held.upper, other.held.upper) if end]
            if not ends or first < min(ends):
                days = days_text(first, min(ends, default=None))
                tenure.joined = _("one shoulder %(days)s") % {"days": days}


def points_of(profile: DivisionProfile) -> list[tuple[str, int, int]]:
    """Label, points and most points of each fact that the tier follows from."""
    facts = {name: getattr(profile, name) for name in MOST_POINTS}
    labels = {name: str(profile._meta.get_field(name).verbose_name) for name in MOST_POINTS}
    labels["was_poor"] = _("Never a poor township")
    return [(labels[name], points, MOST_POINTS[name]) for name, points in tier_points(**facts).items()]
