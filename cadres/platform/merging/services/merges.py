"""Finding duplicates, proposing to merge them, merging, and the way back (重复档案的合并).

Order of locks: the records by their numbers, what their kind locks besides, then the merge and its pair.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.models import User
from cadres.platform.divisions.choices import Level
from cadres.platform.divisions.models import Division
from cadres.platform.log.services import make_move, record_step
from cadres.platform.merging.choices import MergeStage, PairStage
from cadres.platform.merging.models import DuplicatePair, Merge
from cadres.platform.merging.points import Mergeable, Plan
from cadres.platform.merging.regulations import MERGE, PAIR
from cadres.platform.merging.services.carrying import added_later, against_going_back, carry_out, take_back
from cadres.platform.merging.services.plans import make_plan
from cadres.platform.merging.workflow import APPROVE, MERGE_MOVES, PAIR_MOVES, PROPOSE, MergeFacts, PairFacts
from cadres.platform.notices.services import notify, settle
from cadres.platform.rule_settings.facts import Rulebook
from cadres.shared.errors import Objection, Refused
from cadres.shared.scope import code_range
from cadres.shared.workflow import Taking, Workflow

# A pair said to be different comes back only with other data; open ones that are alike no longer are taken away.
KEEP_FOUND = """
WITH found AS MATERIALIZED ({alike}),
kept AS (
    INSERT INTO cadres_duplicatepair AS p
           (kind, first, second, first_division_id, second_division_id, degree, why, data, stage, note, found_at)
    SELECT %(kind)s, first, second, first_division, second_division, degree, why, data, 'open', '', now() FROM found
    ON CONFLICT (kind, first, second) DO UPDATE
       SET first_division_id = excluded.first_division_id, second_division_id = excluded.second_division_id,
           degree = excluded.degree, why = excluded.why, data = excluded.data,
           stage = CASE WHEN p.stage = 'different' THEN 'open' ELSE p.stage END
     WHERE p.data <> excluded.data
    RETURNING (xmax = 0) AS fresh
), gone AS (
    DELETE FROM cadres_duplicatepair p
     WHERE p.kind = %(kind)s AND p.stage = 'open'
       AND p.first_division_id >= %(low)s AND p.first_division_id < %(high)s
       AND NOT EXISTS (SELECT FROM found f WHERE f.first = p.first AND f.second = p.second)
       AND NOT EXISTS (SELECT FROM cadres_merge m WHERE m.pair_id = p.id)
)
SELECT count(*) FILTER (WHERE fresh) FROM kept
"""


def find_duplicates(kind: Mergeable, low: str, high: str) -> int:
    """Keep the pairs of one range of divisions by one statement. Idempotent. Returns how many are new."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(KEEP_FOUND.format(alike=kind.alike), {"kind": kind.key, "low": low, "high": high})
        return cursor.fetchone()[0]


def counties_of(ranges: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The ranges cut by county: every code lies in one, those of provinces and cities included."""
    cuts: set[tuple[str, str]] = set()
    for low, high in ranges:
        codes = Division.objects.filter(level=Level.COUNTY, code__gte=low, code__lt=high).order_by("code")
        starts = [low, *(code for code in codes.values_list("code", flat=True) if code > low)]
        cuts |= set(zip(starts, [*starts[1:], high], strict=True))
    return sorted(cuts)


def everywhere() -> list[tuple[str, str]]:
    """The ranges of the provinces."""
    provinces = Division.objects.filter(parent=None).order_by("pk")
    return [code_range(code) for code in provinces.values_list("pk", flat=True)]


# --- pairs --------------------------------------------------------------------------------------------


def _collect_pair_facts(pair: DuplicatePair, _by: User, _given: Any) -> PairFacts:
    return PairFacts(Rulebook(on=PAIR.on(pair)), pair.merges.pending().exists())


def records_of(pair: DuplicatePair, *, by: User) -> tuple[Any, Any]:
    """Both records, if both lie within reach and neither is closed. Raises ``PermissionDenied``."""
    kind = pair.mergeable
    found = kind.model_class.objects.with_merged(by).in_bulk([pair.first, pair.second])
    if len(found) < 2 or not by.has_perm(kind.view):
        raise PermissionDenied
    for record in found.values():
        kind.open(record, by)
    return found[pair.first], found[pair.second]


def _prepare_pair(pair: DuplicatePair, by: User) -> None:
    records_of(pair, by=by)


PAIRS = Workflow(
    "pair",
    "cadres.DuplicatePair",
    PAIR_MOVES,
    _collect_pair_facts,
    lambda facts: {"proposed": facts.proposed},
    prepare=_prepare_pair,
)


def move_pair(pair: DuplicatePair, name: str, *, by: User, **wish: Any) -> DuplicatePair:
    """Say that they are not the same, or look again. Raises what ``make_move`` raises."""
    return make_move(PAIRS, pair, name, by=by, **wish)


# --- merges -------------------------------------------------------------------------------------------


def _locked(kind: Mergeable, pks: Iterable[int]) -> dict[int, Any]:
    rows = kind.model_class._base_manager.filter(pk__in=pks).order_by("pk").select_for_update(of=["self"])
    found = {row.pk: row for row in rows}
    kind.lock(list(found))
    return found


def _both(merge: Merge) -> tuple[Any, Any]:
    """The record that stays and the one that goes."""
    found = merge.pair.mergeable.model_class._base_manager.in_bulk([merge.stays, merge.goes])
    return found[merge.stays], found[merge.goes]


def preview(merge: Merge) -> Plan:
    """What merging would do, as things stand."""
    return make_plan(merge.pair.mergeable, *_both(merge), merge.taken)


def collect_merge_facts(merge: Merge, by: User, _given: Any) -> MergeFacts:
    plan = None
    against: list[Objection] = []
    summary: dict[str, Any] = {"stays": merge.stays, "goes": merge.goes, "taken": merge.taken}
    if merge.stage == MergeStage.PROPOSED:
        plan = preview(merge)
        against, summary = plan.objections, summary | plan.summary
    elif merge.stage in (MergeStage.MERGED, MergeStage.BACK_ASKED):
        stays, goes = _both(merge)
        against = against_going_back(merge.pair.mergeable, merge.kept, stays, goes)
    return MergeFacts(
        Rulebook(on=MERGE.on(merge)), by.pk, merge.proposed_by_id, merge.back_by_id, tuple(against), summary, plan
    )


@transaction.atomic
def propose_merge(pair: DuplicatePair, *, stays: int, taken: list[str], by: User) -> Merge:
    """Propose which record stays and which fields the other gives. Raises ``Refused`` with every reason against it."""
    if not by.has_perm(PROPOSE):
        raise PermissionDenied
    kind = pair.mergeable
    if stays not in (pair.first, pair.second) or not set(taken) <= set(kind.fields):
        raise PermissionDenied
    records_of(pair, by=by)
    _locked(kind, [pair.first, pair.second])
    pair = DuplicatePair.objects.select_for_update(of=["self"]).get(pk=pair.pk)
    merge = Merge(pair=pair, stays=stays, goes=pair.first + pair.second - stays, taken=sorted(taken), proposed_by=by)
    objections = []
    if pair.stage != PairStage.OPEN:
        text = _("This pair has been settled meanwhile.")
        objections.append(Objection("pair-settled", text, url=pair.get_absolute_url()))
    elif _proposed_elsewhere(pair):
        text = _("A merge of one of the two is proposed. Have it decided first.")
        objections.append(Objection("merge-proposed", text, url=reverse("cadres:merge_list")))
    objections += preview(merge).objections
    if objections:
        raise Refused(*objections)
    merge.save()
    record_step(merge, "propose", by=by, target=merge.stage, facts={"stays": merge.stays, "goes": merge.goes})
    _tell(merge, "cadres.merge_proposed", by)
    return merge


def _proposed_elsewhere(pair: DuplicatePair) -> bool:
    numbers = [pair.first, pair.second]
    pending = Merge.objects.pending().filter(pair__kind=pair.kind)
    return pending.filter(Q(stays__in=numbers) | Q(goes__in=numbers)).exists()


def _prepare_merge(merge: Merge, by: User) -> None:
    records_of(merge.pair, by=by)
    _locked(merge.pair.mergeable, [merge.stays, merge.goes])


def move_merge(merge: Merge, name: str, *, by: User, **wish: Any) -> Merge:
    """Decide on a merge or on its undoing. Raises what ``make_move`` raises."""
    return make_move(MERGES, merge, name, by=by, **wish)


def proposal_is_settled(taking: Taking) -> None:
    settle(_key(taking.record, "cadres.merge_proposed"))


def undoing_is_settled(taking: Taking) -> None:
    settle(_key(taking.record, "cadres.merge_back_asked"))


def ask_for_undoing(taking: Taking) -> None:
    proposal_is_settled(taking)
    _tell(taking.record, "cadres.merge_back_asked", taking.by)


def merge_records(taking: Taking) -> None:
    """Everything moves by the plan that nobody objected to, in the transaction of the decision."""
    merge, by = taking.record, taking.by
    proposal_is_settled(taking)
    stays, goes = _both(merge)
    merge.kept = carry_out(taking.facts.plan, stays, goes, merge.taken)
    merge.save(update_fields=["kept"])
    facts = {"merge": merge.pk, "other": goes.pk, "taken": merge.taken}
    record_step(stays, "take_in", by=by, facts=facts)
    record_step(goes, "merge_into", by=by, facts={"merge": merge.pk, "other": stays.pk})
    _set_pair(merge, PairStage.MERGED, by)
    others = DuplicatePair.objects.open().filter(Q(first=goes.pk) | Q(second=goes.pk), kind=merge.pair.kind)
    others.filter(merges=None).delete()  # they are found again with the one that stays


def undo_merge(taking: Taking) -> None:
    """Both records as they were; what was added later stays where it is, and the record says what."""
    merge, by, reason = taking.record, taking.by, taking.reason
    undoing_is_settled(taking)
    stays, goes = _both(merge)
    later = {title: len(rows) for title, rows in added_later(merge.pair.mergeable, merge.kept, stays)}
    take_back(merge.pair.mergeable, merge.kept, stays, goes)
    record_step(stays, "give_back", by=by, reason=reason, facts={"merge": merge.pk, "other": goes.pk, "later": later})
    record_step(goes, "come_back", by=by, reason=reason, facts={"merge": merge.pk, "other": stays.pk})
    _set_pair(merge, PairStage.OPEN, by)


MERGES = Workflow(
    "merge", "cadres.Merge", MERGE_MOVES, collect_merge_facts, lambda facts: facts.summary, prepare=_prepare_merge
)


def _set_pair(merge: Merge, stage: PairStage, by: User) -> None:
    pair = merge.pair
    source, pair.stage = pair.stage, stage
    pair.save(update_fields=["stage"])
    record_step(pair, "merge" if stage == PairStage.MERGED else "undo", by=by, source=source, target=stage)


def later_rows(merge: Merge) -> list[tuple[str, list[str]]]:
    """What was added since to the record that stays; it remains there when the merge is undone."""
    stays = merge.pair.mergeable.model_class._base_manager.get(pk=merge.stays)
    return added_later(merge.pair.mergeable, merge.kept, stays)


def what_was_done(merge: Merge) -> dict[str, int]:
    """How many rows were moved, how many united; nothing of what they say."""
    done = {"moved": 0, "united": 0}
    for op in json.loads(merge.kept)["ops"]:
        done["moved" if op[0] == "move" else "united"] += len(op[2])
    return done


def _tell(merge: Merge, kind: str, by: User) -> None:
    """The leaders who reach both records; those to whom one of them is closed as their own are not asked."""
    codes = {merge.pair.first_division_id, merge.pair.second_division_id}
    approvers = User.objects.for_session().exclude(pk=by.pk)
    for code in codes:
        approvers = approvers.filter(pk__in=User.objects.answering_for(code, (Role.LEADER,)).values("pk"))
    chosen = [user for user in approvers if user.has_perm(APPROVE)]
    closed = {merge.stays, merge.goes}
    chosen = [user for user in chosen if not closed & set(merge.pair.mergeable.barred(user))]
    notify(chosen, kind=kind, key=_key(merge, kind), params={"number": merge.pk}, url=merge.get_absolute_url())


def _key(merge: Merge, kind: str) -> str:
    return f"{kind}:{merge.pk}"
