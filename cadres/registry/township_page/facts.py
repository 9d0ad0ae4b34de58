"""Reading leading groups for their structure: two queries, whatever the number of people."""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields.ranges import RangeStartsWith
from django.db.models import OuterRef

from cadres.platform.divisions.choices import Level
from cadres.platform.divisions.models import Division
from cadres.registry.cadre_files.models import Education
from cadres.registry.tenures.models import Tenure
from cadres.registry.township_page.rules import Person
from cadres.shared.scope import code_range


def group_of(division: Division, on: date) -> list[Person]:
    """A township's leading group; a county's secretaries and heads. Who holds two posts is counted once."""
    rows = Tenure.objects.held_on(on)
    if division.level == Level.TOWNSHIP:
        return _people(rows.filter(post__organization__division=division))
    return _people(rows.within([code_range(division.pk)]).main())


def groups_around(division: Division, on: date) -> list[Person]:
    """What a township is compared with: the leading groups of all townships of its county."""
    rows = Tenure.objects.held_on(on).within([code_range(division.parent_id or division.pk)])
    return _people(rows.filter(post__organization__division__level=Level.TOWNSHIP))


def _people(tenures) -> list[Person]:
    """Of several posts the one held longest says how long."""
    levels = Education.objects.filter(cadre=OuterRef("cadre")).values("level")
    rows = (
        tenures.order_by()
        .annotate(since=RangeStartsWith("held"), levels=ArraySubquery(levels))
        .values_list("cadre", "cadre__born_on", "cadre__sex", "levels", "cadre__native_place", "since")
    )
    found: dict[int, Person] = {}
    for pk, born_on, sex, written, native_place, since in rows:
        known = found.get(pk)
        if known is None or since < known.since:
            found[pk] = Person(born_on, sex, tuple(written), native_place, since)
    return list(found.values())
