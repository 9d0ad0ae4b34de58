"""Finding divisions, organizations, posts and cadres for many rows by one question each."""

from collections import defaultdict
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.platform.divisions.choices import Level
from cadres.platform.divisions.models import Division
from cadres.platform.imports.points import Row
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.services.merged import stays_of
from cadres.registry.organizations.models import Organization
from cadres.registry.posts.models import Post
from cadres.registry.verifications.services import birth_months, may_be
from cadres.shared.crypto import blind_indexes
from cadres.shared.identity import known_number
from cadres.shared.months import month_text


def put_divisions(rows: list[Row], name: str, *, user: User | None, levels: tuple[str, ...] = ()) -> None:
    """Replace code or name by the division, within the user's reach (everywhere for ``None``)."""
    wanted = {row.values[name] for row in rows if isinstance(row.values.get(name), str) and row.values[name]}
    if not wanted:
        return
    known = Division.objects.all() if user is None else Division.objects.visible_to(user)
    if levels:
        known = known.filter(level__in=levels)
    found = defaultdict(list)
    for division in known.filter(Q(code__in=wanted) | Q(name__in=wanted)):
        found[division.code].append(division)
        found[division.name].append(division)
    for row in rows:
        written = row.values.get(name)
        if not isinstance(written, str) or not written:
            continue
        hits = found.get(written, [])
        if len(hits) == 1:
            row.values[name] = hits[0]
            continue
        del row.values[name]
        if hits:
            row.refuse(name, _("Several divisions bear this name. Write the code of 12 digits."))
        else:
            row.refuse(name, _("No division of this code or name lies within your reach."))


def put_organizations(rows: list[Row], name: str, *, user: User, division: str = "division") -> None:
    """Replace an organization's name by the organization; a division in the row decides between namesakes."""
    wanted = {row.values[name] for row in rows if isinstance(row.values.get(name), str)}
    found: dict[str, list[Organization]] = defaultdict(list)
    if wanted:
        reach = Organization.objects.with_merged(user).select_related("division")
        stored = list(reach.filter(name__in=wanted).order_by("pk"))
        stay = stays_of(stored, reach)
        for organization in stored:
            if (one := stay.get(organization.pk)) is not None and one not in found[organization.name]:
                found[organization.name].append(one)
    for row in rows:
        written = row.values.get(name)
        if not isinstance(written, str):
            continue
        hits, within = found.get(written, []), row.values.get(division)
        if within is not None:
            hits = [hit for hit in hits if hit.division_id == within.pk]
        _put(row, name, hits, _("No organization of this name."), _("Several organizations bear this name."))


def put_posts(rows: list[Row], name: str, *, user: User, organization: str = "organization") -> None:
    """Replace a post's name by the post; its organization stands in the row already."""
    wanted = {row.values[organization].pk for row in rows if isinstance(row.values.get(organization), Organization)}
    found = {}
    if wanted:
        posts = Post.objects.visible_to(user).filter(organization__in=wanted).select_related("organization")
        found = {(post.organization_id, post.name): post for post in posts}
    for row in rows:
        written, within = row.values.get(name), row.values.get(organization)
        if not isinstance(written, str) or not isinstance(within, Organization):
            continue
        hit = found.get((within.pk, written))
        _put(row, name, [hit] if hit else [], _("This organization has no such post."), "")


class People:
    """Cadres among whom rows are matched: found by name and by the blind index of the identity number, in one query.

    ``by_number`` is compared by the numbers themselves, once more. What a merged file is known by leads to the file
    that it is part of now; ``visible`` includes merged ones.
    """

    def __init__(self, rows: list[Row], *, visible: QuerySet[Cadre]):
        names = {row.values["name"] for row in rows if "name" in row.values}
        numbers = {row.values["identity_number"] for row in rows if "identity_number" in row.values}
        indexes = {index for number in numbers for index in blind_indexes(number)}
        self.by_number: dict[str, list[Cadre]] = defaultdict(list)
        self.by_name: dict[tuple[str, int, int], list[Cadre]] = defaultdict(list)
        found = list(visible.filter(Q(name__in=names) | Q(identity_index__in=indexes)).order_by("pk"))
        stay = stays_of(found, visible)
        months = birth_months({cadre.pk: cadre for cadre in [*found, *stay.values()]}.values())
        self.months: dict[int, set[tuple[int, int]]] = defaultdict(set)  # of a file and those merged into it
        for cadre in found:
            if (one := stay.get(cadre.pk)) is not None:
                self.months[one.pk] |= months[one.pk] | months[cadre.pk]
            hits = [self.by_name[cadre.name, *month] for month in months[cadre.pk]]
            if number := known_number(cadre.identity_number):
                hits.append(self.by_number[number])
            for hit in hits:
                if (one := stay.get(cadre.pk)) is not None and one not in hit:
                    hit.append(one)

    def may_be(self, cadre: Cadre, values: dict[str, Any]) -> bool:
        """Not if both the name and the month of birth of a row are another person's."""
        return may_be(cadre, self.months[cadre.pk], name=values.get("name"), born=values.get("born_on"))

    def namesakes(self, values: dict[str, Any]) -> list[Cadre]:
        """Of that name and month; who is known by another number is somebody else."""
        born = values.get("born_on")
        if born is None or not values.get("name"):
            return []
        number = values.get("identity_number")
        hits = self.by_name.get((values["name"], born.year, born.month), [])
        return [cadre for cadre in hits if not (number and cadre.identity_number and cadre.identity_number != number)]

    def like(self, values: dict[str, Any]) -> list[Cadre]:
        """Files of that number, or of that name and month; those that a row was not taken for."""
        born, number = values.get("born_on"), values.get("identity_number")
        hits = [*(self.by_number.get(number, []) if number else [])]
        if born is not None:
            hits += self.by_name.get((values.get("name", ""), born.year, born.month), [])
        return list({cadre.pk: cadre for cadre in hits}.values())

    def one(self, row: Row) -> Cadre | None:
        """The cadre of a row about somebody on file: by number, else by name and month of birth. Refuses the row."""
        number = row.values.get("identity_number")
        hits = self.by_number.get(number, []) if number else []
        born, name = row.values.get("born_on"), row.values.get("name")
        if hits and name not in (None, hits[0].name) and (born is None or not self.may_be(hits[0], row.values)):
            row.refuse("identity_number", somebody_elses(hits[0]))
            return None
        hits = hits or self.namesakes(row.values)
        if len(hits) == 1:
            return hits[0]
        if hits:
            row.refuse("name", _("Several cadres could be meant. Add the identity number."))
        elif not any(name in ("name", "born_on", "identity_number") for name, _text in row.faults):
            row.refuse("name", _("No cadre of this name and month of birth, or of this identity number."))
        return None


def somebody_elses(cadre: Cadre) -> str:
    message = _("This identity number is that of %(name)s, born %(born)s. Find out whose it is.")
    return message % {"name": cadre.name, "born": month_text(cadre.born_on)}


COUNTIES = (Level.COUNTY,)


def _put(row: Row, name: str, hits: list[Any], nothing: str, several: str) -> None:
    if len(hits) == 1:
        row.values[name] = hits[0]
        return
    del row.values[name]
    row.refuse(name, several if hits else nothing)
