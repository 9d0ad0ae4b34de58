"""Files that have been merged into others take nothing in any more (已合并档案)."""

from typing import Any

from django.utils.translation import gettext as _

from cadres.platform.merging.querysets import DEEPEST
from cadres.registry.cadre_files.models import Cadre
from cadres.shared.errors import Objection, Refused


def lock_unmerged(cadre: Cadre) -> Cadre:
    """The file, kept from being merged until commit. Call before other locks. Raises ``Refused`` when it was merged.

    Whoever writes something new about a cadre begins with this; see the order of locks in docs/merging.md.
    """
    row = Cadre.objects.select_for_update(of=["self"], no_key=True).select_related("merged_into").get(pk=cadre.pk)
    refuse_merged(row)
    return row


def refuse_merged(cadre: Cadre) -> None:
    """For a caller that has locked the row itself."""
    if cadre.merged_into_id is not None:
        text = _("The file %(number)d of %(name)s has been merged into file %(into)d. Use that one.")
        values = {"number": cadre.pk, "name": cadre.name, "into": cadre.merged_into_id}
        raise Refused(Objection("merged", text % values))


def stays_of(found: list[Any], rows: Any) -> dict[int, Any]:
    """By the number of each: itself, or the record that a merged one is part of now. ``rows`` says what is in reach.

    One query more where something was merged, and one for each further merge; out of reach it leads nowhere.
    """
    stay = {one.pk: one for one in found}
    known = dict(stay)
    for _round in range(DEEPEST):
        going = {pk: one.merged_into_id for pk, one in stay.items() if one.merged_into_id is not None}
        if not going:
            break
        if missing := set(going.values()) - set(known):
            known |= {one.pk: one for one in rows.filter(pk__in=missing).order_by("pk")}
        stay = {pk: known[going.get(pk, one.pk)] for pk, one in stay.items() if going.get(pk, one.pk) in known}
    return stay
