"""The kinds of records of the base that may be there twice: cadres' files and organizations."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.access_log.points import render_masked
from cadres.platform.access_log.services import open_part
from cadres.platform.merging.points import Mergeable
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.services.files import DERIVED, FIELDS, KEPT
from cadres.registry.organizations.models import Organization
from cadres.registry.posts.models import Post
from cadres.registry.verifications.models import Verification
from cadres.registry.verifications.services import settled, still_verified
from cadres.shared.crypto import EncryptedTextField
from cadres.shared.errors import Objection
from cadres.shared.identity import written_number
from cadres.shared.pages.edit_conflicts import shown

# Each row of the county is looked up by identity number and sound everywhere, by name in its own county (where the
# pinyin of one may have been corrected), each by an index. The smaller number of a pair leads, so that every pair is
# found once, from one county, wherever the other is kept. Home is compared without the words for province, city and
# county, since one writes them and another does not. The digest says whether there are numbers and whether they are
# the same, not their indexes: those change with the key, and nothing that was settled may come back for that.
JUDGED = """
    SELECT a.id AS first, b.id AS second, a.division_id AS first_division, b.division_id AS second_division,
           a.identity_index <> '' AND a.identity_index = b.identity_index AS same_number,
           a.name = b.name AS same_name,
           (a.native <> '' AND a.native = translate(b.native_place, '省市县区 ', ''))
           OR (a.born_in <> '' AND a.born_in = translate(b.birthplace, '省市县区 ', '')) AS same_home,
           (a.native = '' AND a.born_in = '') OR (b.native_place = '' AND b.birthplace = '') AS home_unknown,
           md5(concat_ws('|', a.name, b.name, a.name_key, b.name_key, a.month, date_trunc('month', b.born_on)::date,
                         a.identity_index <> '', b.identity_index <> '', a.identity_index = b.identity_index,
                         a.native, translate(b.native_place, '省市县区 ', ''),
                         a.born_in, translate(b.birthplace, '省市县区 ', ''))) AS data
      FROM here a JOIN cadres_cadre b ON b.id > a.id AND b.merged_into_id IS NULL
"""
SAME_MONTH = """b.born_on >= a.month AND b.born_on < a.month + interval '1 month'
       AND a.sex = b.sex AND (a.identity_index = '' OR b.identity_index = '')"""
CADRES_ALIKE = f"""
WITH here AS MATERIALIZED (
    SELECT id, division_id, name, name_key, sex, born_on, identity_index,
           date_trunc('month', born_on)::date AS month,
           translate(native_place, '省市县区 ', '') AS native, translate(birthplace, '省市县区 ', '') AS born_in
      FROM cadres_cadre
     WHERE division_id >= %(low)s AND division_id < %(high)s AND merged_into_id IS NULL
), judged AS (
    {JUDGED} AND b.identity_index = a.identity_index AND b.identity_index <> ''
    UNION
    {JUDGED} AND b.name = a.name AND b.division_id = a.division_id AND {SAME_MONTH}
    UNION
    {JUDGED} AND b.name_key = a.name_key AND b.name_key <> '' AND {SAME_MONTH}
)
SELECT first, second, first_division, second_division,
       CASE WHEN same_number THEN '1certain' WHEN same_name AND same_home THEN '2probable' ELSE '3possible' END
           AS degree,
       CASE WHEN same_number THEN 'number' WHEN same_name AND same_home THEN 'name_home'
            WHEN same_home THEN 'sound_home' ELSE 'name' END AS why,
       data
  FROM judged
 WHERE same_number OR same_home OR (same_name AND home_unknown AND first_division = second_division)
"""  # noqa: S608 -- built from our own text

# The name without brackets, spaces and the words for the party.
PLAIN = "regexp_replace(translate({0}.name, '（）()　 ·', ''), '^(中国共产党|中共)', '')"
ORGANIZATIONS_ALIKE = f"""
SELECT a.id AS first, b.id AS second, a.division_id AS first_division, b.division_id AS second_division,
       CASE WHEN a.kind = b.kind THEN '1certain' ELSE '2probable' END AS degree, 'name' AS why,
       md5(concat_ws('|', a.name, b.name, a.kind, b.kind)) AS data
  FROM cadres_organization a
  JOIN cadres_organization b ON b.division_id = a.division_id AND b.id > a.id AND {PLAIN.format("a")} = {PLAIN.format("b")}
 WHERE a.division_id >= %(low)s AND a.division_id < %(high)s
   AND a.merged_into_id IS NULL AND b.merged_into_id IS NULL
"""  # noqa: E501, S608 -- a line of SQL; built from our own text


def show_particular(cadre: Cadre, name: str, user: Any) -> Any:
    """A particular for the page of comparison: what is masked in the file is masked here."""
    field = cadre._meta.get_field(name)
    if isinstance(field, EncryptedTextField):
        return render_masked(cadre, f"cadre.{name}", user) or "—"
    value = getattr(cadre, name)
    if name in ("photo", "form_extra"):
        return _("on record") if value else "—"
    return shown(field, value)


def not_two_people(stays: Cadre, goes: Cadre, taken: list[str]) -> Iterator[Objection]:
    numbers = {written_number(one.identity_number) for one in (stays, goes)} - {""}
    if len(numbers) > 1:
        text = _(
            "The identity numbers differ, so these are two people. If one is a slip, correct it in its file first."
        )
        yield Objection("numbers-differ", text, url=goes.get_absolute_url())
    if stays.sex != goes.sex:
        text = _("The sex differs. Correct it in the file in which it is wrong first.")
        yield Objection("sex-differs", text, url=goes.get_absolute_url())
    yield from against_verified(stays, goes, taken)


def against_verified(stays: Cadre, goes: Cadre, taken: list[str]) -> Iterator[Objection]:
    """Decisions on papers are never moved: what they settled must hold in the file that stays."""
    held = settled([stays.pk, goes.pk])
    ours, theirs = held[stays.pk], held[goes.pk]
    yield from (still_verified(ours[name]) for name in taken if name in ours)
    for name, decision in theirs.items():
        if name not in ours or ours[name].found != decision.found:
            text = _("%(item)s is verified in file %(number)d (%(paper)s). Let that file stay, or verify it in both.")
            values = {"item": decision.get_item_display(), "number": goes.pk, "paper": decision.paper_text}
            yield Objection(
                "verified-elsewhere", text % values, url=reverse("cadres:cadre_verification", args=[goes.pk])
            )


def papers_are_not_needed(stays: Cadre, moved: dict[str, list[Any]]) -> Iterator[Objection]:
    """A decision that holds must not rest on a paper of another file."""
    going = set(moved.get("cadres.document", ()))
    for decision in Verification.objects.filter(cadre=stays).holding():
        if decision.document_id in going:
            text = _("%(item)s was verified here on a paper that goes back (%(paper)s). Verify it anew on another.")
            values = {"item": decision.get_item_display(), "paper": decision.paper_text}
            yield Objection("paper-verified", text % values)


def not_two_places(stays: Organization, goes: Organization, _taken: list[str]) -> Iterator[Objection]:
    if stays.division_id != goes.division_id:
        yield Objection("divisions-differ", _("Organizations of different divisions are not merged."))


def lock_posts(pks: list[int]) -> None:
    """Whoever fills a post locks it first, so the posts wait with their organizations."""
    list(Post.objects.filter(organization__in=pks).order_by("pk").select_for_update(of=["self"]).values_list("pk"))


KINDS = (
    Mergeable(
        key="cadre",
        title=gettext_lazy("Duplicate files"),
        model="cadres.Cadre",
        view="cadres.view_cadre",
        fields=(*(name for name in FIELDS if name not in DERIVED), *KEPT, "party_text", "photo", "form_extra"),
        alike=CADRES_ALIKE,
        show=show_particular,
        division_of=lambda cadre: cadre.division_id,
        open=lambda cadre, user: open_part(cadre, "duplicates", by=user),
        check=not_two_people,
        check_back=papers_are_not_needed,
        barred=lambda user: user.barred_cadres,
        settled=lambda cadre: {*settled([cadre.pk])[cadre.pk], *DERIVED},
        whys={
            "number": gettext_lazy("the same identity number"),
            "name_home": gettext_lazy("name, month of birth and home"),
            "sound_home": gettext_lazy("sound of the name, month of birth and home"),
            "name": gettext_lazy("name and month of birth"),
        },
    ),
    Mergeable(
        key="organization",
        title=gettext_lazy("Duplicate organizations"),
        model="cadres.Organization",
        view="cadres.view_organization",
        fields=("kind",),
        alike=ORGANIZATIONS_ALIKE,
        show=lambda record, name, _user: shown(record._meta.get_field(name), getattr(record, name)),
        division_of=lambda organization: organization.division_id,
        check=not_two_places,
        lock=lock_posts,
        whys={"name": gettext_lazy("division and name")},
    ),
)
