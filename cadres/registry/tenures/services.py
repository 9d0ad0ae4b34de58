"""Starting and ending tenures (任职与免职); nothing else writes a tenure.

``procedure`` is the record by whose procedure it is done: an election, a correction. Without one, nothing of a main
post is written that happened on a day from which its procedures own it (``tenure.by_procedure``).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.contrib.postgres.fields.ranges import RangeStartsWith
from django.db import models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.platform.log.services import record_step
from cadres.platform.rule_settings.facts import rulebook
from cadres.registry.cadre_files.choices import CadreStatus
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.points import Changes
from cadres.registry.cadre_files.rules.particulars import against_birth
from cadres.registry.cadre_files.services.merged import lock_unmerged
from cadres.registry.posts.choices import MAIN_POSTS, PostKind
from cadres.registry.posts.models import Post
from cadres.registry.tenures.choices import EndReason, StartBasis
from cadres.registry.tenures.facts import holding, pilots_of
from cadres.registry.tenures.models import Tenure
from cadres.registry.tenures.regulations import ONE_SHOULDER, TENURE_DAY
from cadres.registry.tenures.rules import GUARDED, Span, against_both, against_side_door, needs_pilot
from cadres.registry.townships.models import Pilot
from cadres.shared.errors import Objection, Refused
from cadres.shared.regulations.catalogue import RULES


@transaction.atomic
def start_tenure(  # noqa: PLR0913 -- a tenure has as many parts
    cadre: Cadre,
    post: Post,
    *,
    on: date,
    basis: StartBasis,
    document: str = "",
    by: User | None,
    seat: int | None = None,
    procedure: models.Model | None = None,
) -> Tenure:
    """Put ``cadre`` into ``post`` from ``on``. The post row is locked first, so that two appointments queue.

    Raises ``Refused`` when no seat is free, the cadre already holds the post or was not born, one shoulder lacks
    its pilot, or a procedure owns the post.
    """
    cadre = lock_unmerged(cadre)
    post = _locked(post)
    taken = set(Tenure.objects.filter(post=post, held__overlap=DateRange(on, None)).values_list("seat", flat=True))
    free = [number for number in range(1, post.approved_number + 1) if number not in taken]
    if seat is not None:
        free = [seat] if seat in free else []
    objections = [*filter(None, [against_birth(cadre.born_on, on)]), *side_door(cadre, post, on, procedure=procedure)]
    if not free:
        objections.append(
            Objection(
                "no-seat",
                _("No seat of this post is free on that day. End a tenure first."),
                url=post.get_absolute_url(),
            )
        )
    if cadre.status != CadreStatus.SERVING:
        text = _("%(name)s no longer serves and takes up no post. Correct the status in the file first.")
        objections.append(Objection("not-serving", text % {"name": cadre.name}, url=cadre.get_absolute_url()))
    objections += one_shoulder_objections(cadre, post, during=DateRange(on, None))
    if there := Tenure.objects.filter(cadre=cadre, post=post, held__overlap=DateRange(on, None)).first():
        url = there.get_absolute_url()
        objections.append(Objection("holds-already", _("This cadre already holds this post."), url=url))
    if objections:
        raise Refused(*objections)
    tenure = Tenure.objects.create(
        cadre=cadre,
        post=post,
        seat=free[0],
        held=DateRange(on, None),
        start_basis=basis,
        start_document=document,
        authority=authority_of(procedure),
    )
    facts = {"cadre": cadre.pk, "post": post.pk, "on": on, "basis": basis, "by": tenure.authority}
    record_step(tenure, "start", by=by, target="held", facts=facts)
    return tenure


def refuse_birth_after_posts(changes: Changes) -> None:
    """For writers of particulars: nobody is born after the first day of a post. Raises ``Refused``."""
    born = {cadre.pk: cadre.born_on for cadre, names in changes if "born_on" in names}
    if not born:
        return
    firsts = Tenure.objects.filter(cadre__in=born).values_list("cadre").annotate(first=Min(RangeStartsWith("held")))
    found = [against_birth(born[cadre], first) for cadre, first in firsts.order_by()]
    if objections := [*filter(None, found)]:
        raise Refused(*objections)


def _locked(post: Post) -> Post:
    """The post row, so that two appointments queue. Raises ``Refused`` when it was united with another meanwhile."""
    found = Post.objects.select_for_update(of=["self"]).select_related("organization").filter(pk=post.pk).first()
    if found is None:
        raise Refused(Objection("no-post", _("This post has been united with another of its name. Choose that one.")))
    return found


def one_shoulder_objections(
    cadre: Cadre, post: Post, *, during: DateRange, others: models.QuerySet | None = None
) -> list[Objection]:
    """What stands against holding ``post`` beside what else the cadre holds during that time, among ``others``."""
    if post.kind not in GUARDED:
        return []
    wanted = holding(post, during)
    rows = Tenure.objects.all() if others is None else others
    beside = rows.filter(cadre=cadre, held__overlap=during, post__kind__in=GUARDED)
    held = [holding(row.post, row.held) for row in beside.select_related("post__organization")]
    pilots = pilots_of(wanted.division) if any(needs_pilot(wanted, other) for other in held) else ()
    found = (against_both(wanted, other, pilots) for other in held)
    return [objection for objection in found if objection is not None]


@transaction.atomic
def enter_past_tenure(  # noqa: PLR0913 -- what a tenure is, and who enters it
    cadre: Cadre,
    post: Post,
    *,
    held: DateRange,
    basis: StartBasis,
    reason: EndReason,
    document: str = "",
    end_document: str = "",
    end_note: str = "",
    by: User | None,
    procedure: models.Model | None = None,
) -> Tenure:
    """A tenure that has ended already, taken from the file. Raises ``Refused`` as ``start_tenure`` does."""
    cadre = lock_unmerged(cadre)
    post = _locked(post)
    taken = set(Tenure.objects.filter(post=post, held__overlap=held).values_list("seat", flat=True))
    free = [number for number in range(1, post.approved_number + 1) if number not in taken]
    objections = [
        *filter(None, [against_birth(cadre.born_on, held.lower)]),
        *side_door(cadre, post, held.lower, held.upper, procedure=procedure),
    ]
    if not free:
        objections.append(
            Objection("no-seat", _("No seat of this post was free during that time."), url=post.get_absolute_url())
        )
    objections += one_shoulder_objections(cadre, post, during=held)
    if there := Tenure.objects.filter(cadre=cadre, post=post, held__overlap=held).first():
        text = _("This cadre already held this post during that time.")
        objections.append(Objection("holds-already", text, url=there.get_absolute_url()))
    if objections:
        raise Refused(*objections)
    tenure = Tenure.objects.create(
        cadre=cadre,
        post=post,
        seat=free[0],
        held=held,
        start_basis=basis,
        start_document=document,
        end_reason=reason,
        end_document=end_document,
        end_note=end_note,
        authority=authority_of(procedure),
    )
    facts = {"cadre": cadre.pk, "post": post.pk, "on": held.lower, "until": held.upper, "basis": basis, "why": reason}
    facts["by"] = tenure.authority
    record_step(tenure, "enter", by=by, target="ended", facts=facts)
    return tenure


PAPERS = ("start_basis", "start_document", "end_reason", "end_document", "end_note")


@transaction.atomic
def correct_papers(tenure: Tenure, values: dict[str, Any], *, by: User) -> Tenure:
    """Correct how a tenure came about and ended, as far as ``PAPERS`` go; its days stay. Raises ``Refused``."""
    tenure = Tenure.objects.select_for_update(of=["self"]).get(pk=tenure.pk)
    changed = [name for name in PAPERS if name in values and getattr(tenure, name) != values[name]]
    began = tenure.held.lower if any(name.startswith("start") for name in changed) else None
    ended = tenure.held.upper if any(name.startswith("end") for name in changed) else None
    if objections := side_door(tenure.cadre, tenure.post, began, ended):
        raise Refused(*objections)
    for name in changed:
        setattr(tenure, name, values[name])
    if tenure.held.upper is None and (tenure.end_reason or tenure.end_document or tenure.end_note):
        raise Refused(Objection("not-ended", _("A running tenure has no reason for leaving. Give its last day too.")))
    if tenure.held.upper is not None and not tenure.end_reason:
        raise Refused(Objection("reason-missing", _("Say why the tenure ended.")))
    if changed:
        tenure.save(update_fields=changed)
        record_step(tenure, "correct", by=by, facts={"fields": changed})
    return tenure


@transaction.atomic
def correct_tenure(
    tenure: Tenure, values: dict[str, Any], *, held: DateRange, by: User | None, procedure: models.Model
) -> Tenure:
    """Put right days and ``PAPERS`` of a tenure, by a correction. Raises ``Refused``, ``ValidationError``.

    It rests on the correction from then on where that says how it began; an end leaves it what it rests on.
    """
    cadre, post = lock_unmerged(tenure.cadre), _locked(tenure.post)
    tenure = Tenure.objects.select_for_update(of=["self"]).get(pk=tenure.pk)
    before = {name: getattr(tenure, name) for name in ("held", *PAPERS)}
    tenure.cadre, tenure.post, tenure.held = cadre, post, held
    for name in PAPERS:
        setattr(tenure, name, values[name])
    objections = [*filter(None, [against_birth(cadre.born_on, held.lower)])]
    if not (before["held"].lower <= held.lower and _within(held, before["held"])):
        others = Tenure.objects.exclude(pk=tenure.pk)
        objections += one_shoulder_objections(cadre, post, during=held, others=others)
    if objections:
        raise Refused(*objections)
    changed = [name for name, value in before.items() if getattr(tenure, name) != value]
    if held.lower != before["held"].lower or any(name.startswith("start") for name in changed):
        tenure.authority = authority_of(procedure)
    tenure.full_clean()
    tenure.save(update_fields=[*changed, "authority"])
    record_step(tenure, "correct", by=by, facts={"fields": changed, "by": authority_of(procedure)})
    return tenure


def _within(new: DateRange, old: DateRange) -> bool:
    return old.upper is None or (new.upper is not None and new.upper <= old.upper)


def authority_of(procedure: models.Model | None) -> str:
    """How a tenure names the record by whose procedure it was written: as ``Step.subject`` does."""
    return "" if procedure is None else f"{procedure._meta.label_lower}:{procedure.pk}"


def side_door(cadre: Cadre, post: Post, *days: date | None, procedure: models.Model | None = None) -> list[Objection]:
    """What stands against writing by hand that this post was taken up or left on these days; one is enough to say."""
    if procedure is not None or post.kind not in MAIN_POSTS:
        return []
    url = reverse("cadres:correction_enter", args=[cadre.pk])
    code = post.organization.division_id
    found = (against_side_door(post.kind, rulebook(code, on=TENURE_DAY.on(day)), url) for day in days if day)
    return [one for one in found if one is not None][:1]


@transaction.atomic
def end_tenure(  # noqa: PLR0913 -- so has its end
    tenure: Tenure,
    *,
    on: date,
    reason: EndReason,
    document: str = "",
    note: str = "",
    by: User | None,
    procedure: models.Model | None = None,
) -> Tenure:
    """End a running tenure: ``on`` is the first day on which the post is no longer held.

    Raises ``Refused`` when it has ended already, ``on`` is not after its first day, or a procedure owns its end.
    """
    tenure = Tenure.objects.select_for_update(of=["self"]).get(pk=tenure.pk)
    objections = side_door(tenure.cadre, tenure.post, on, procedure=procedure)
    if tenure.held.upper is not None:
        objections.append(Objection("ended-already", _("This tenure has ended already.")))
    if on <= tenure.held.lower:
        objections.append(Objection("ends-before-start", _("A tenure ends after its first day.")))
    if objections:
        raise Refused(*objections)
    tenure.held = DateRange(tenure.held.lower, on)
    tenure.end_reason, tenure.end_document, tenure.end_note = reason, document, note
    tenure.save(update_fields=["held", "end_reason", "end_document", "end_note"])
    facts = {"on": on, "why": reason, "by": authority_of(procedure)}
    record_step(tenure, "end", by=by, source="held", target="ended", reason=note, facts=facts)
    return tenure


def refuse_gone_with_post(changes: Changes) -> None:
    """Who no longer serves holds no post. Raises ``Refused`` with every post that is still held."""
    gone = [cadre.pk for cadre, fields in changes if "status" in fields and cadre.status != CadreStatus.SERVING]
    objections = [one for found in posts_left(gone).values() for one in found] if gone else []
    if objections:
        raise Refused(*objections)


def posts_left(cadres: Iterable[int]) -> dict[int, list[Objection]]:
    """What stands against these cadres being recorded as gone: the posts that they hold, by cadre. One query."""
    held = Tenure.objects.open().filter(cadre__in=[*cadres]).select_related("cadre", "post__organization")
    text = _("%(name)s still holds %(post)s. End that tenure first: by its procedure, a correction or a workbook.")
    workbook = reverse("cadres:import_upload", args=["tenures"])
    found: dict[int, list[Objection]] = {}
    for row in held.order_by("cadre", "pk"):
        values = {"name": row.cadre.name, "post": row.post}
        main = row.post.kind in MAIN_POSTS
        url = reverse("cadres:correction_tenure", args=[row.pk]) if main else workbook
        found.setdefault(row.cadre_id, []).append(Objection("holds-post", text % values, url=url))
    return found


def refuse_end_of_pilot(pilot: Pilot, until: date) -> Iterator[Objection]:
    """Names who is secretary and head in the township beyond the last day of its pilot."""
    beyond = Tenure.objects.filter(
        post__organization__division=pilot.division_id, held__overlap=DateRange(until, pilot.period.upper)
    ).select_related("cadre", "post__organization")
    heads = {row.cadre_id: row for row in beyond.filter(post__kind=PostKind.HEAD)}
    for row in beyond.filter(post__kind=PostKind.SECRETARY).order_by("pk"):
        other = heads.get(row.cadre_id)
        if other is not None and Span(row.held.lower, row.held.upper).meets(Span(other.held.lower, other.held.upper)):
            text = _("%(name)s holds both posts beyond that day. One of the two tenures must end first.")
            source = RULES[ONE_SHOULDER].on(until).source
            yield Objection(
                "pair-held", text % {"name": row.cadre.name}, source, ONE_SHOULDER, other.get_absolute_url()
            )
