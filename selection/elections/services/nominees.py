"""Registering and withdrawing nominees; exceptions granted to them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cadres.models import Cadre, User
from cadres.platform.log.services import OVERRIDE, record_step
from cadres.platform.rule_settings.facts import rulebook
from cadres.registry.cadre_files.choices import CadreStatus
from cadres.registry.cadre_files.services.merged import lock_unmerged
from cadres.shared.errors import Objection, Refusals, Refused
from cadres.shared.recusal import refuse_deciding
from cadres.shared.regulations.catalogue import RULES, Action
from selection.elections.choices import OPEN, Path, Stage
from selection.elections.models import Election, Nominee, Waiver
from selection.elections.regulations import ELECTION
from selection.elections.services.locking import locked, not_after_today
from selection.elections.workflow import RUN

SUPPORT = {Path.JOINT_MEMBERS: "open.joint_members", Path.JOINT_MASSES: "open.joint_masses"}


@transaction.atomic
def register_nominee(  # noqa: PLR0913 -- a registration has as many parts
    election: Election,
    cadre: Cadre,
    *,
    path: Path,
    registered_on: date,
    by: User,
    supporters: int = 0,
    nominated_by: str = "",
) -> Nominee:
    """Register a cadre for the election. Eligibility is shown at once and decided at the recommendation."""
    refuse_deciding(by, election, cadre)
    cadre = lock_unmerged(cadre)
    election = locked(election, by=by, permission=RUN, stages=(Stage.REGISTRATION,))
    if not Cadre.objects.visible_to(by).filter(pk=cadre.pk).exists():
        raise PermissionDenied
    objections = not_after_today(registered_on)
    if cadre.status != CadreStatus.SERVING:
        objections.append(
            Objection("not-serving", _("Only serving cadres can be registered."), url=cadre.get_absolute_url())
        )
    first, last = election.registration_from, election.registration_to
    if first and last and not first <= registered_on <= last:
        objections.append(Objection("outside-registration", _("The day lies outside the registration.")))
    if path in SUPPORT:
        key = SUPPORT[path]
        book = rulebook(election.vacancy.post.organization.division_id, on=ELECTION.on(election))
        needed = book.number(key)
        if supporters < needed:
            message = _("A joint nomination needs %(needed)d people; there are %(given)d.")
            objections.append(
                Objection(
                    "too-few-supporters", message % {"needed": needed, "given": supporters}, book.source(key), key
                )
            )
    elif path != Path.SELF and not nominated_by.strip():
        objections.append(Objection("nominator-missing", _("Name the organization or meeting that nominates.")))
    if objections:
        raise Refused(*objections)
    if Nominee.objects.filter(election=election, cadre=cadre).exists():
        url = election.get_absolute_url()
        raise Refused(Objection("registered-already", _("This cadre is registered already."), url=url))
    nominee = Nominee.objects.create(
        election=election,
        cadre=cadre,
        path=path,
        supporters=supporters,
        nominated_by=nominated_by,
        registered_on=registered_on,
        registered_by=by,
    )
    record_step(
        election, "register", by=by, target=election.stage, facts={"cadre": cadre.pk, "path": path}, reason=cadre.name
    )
    return nominee


def enter_elected(election: Election, cadre: Cadre, *, on: date, by: User) -> Nominee:
    """Whom an assembly has elected without the committee's recommendation; call within the move that declares it."""
    refuse_deciding(by, election, cadre)
    nominee = Nominee.objects.create(
        election=election, cadre=lock_unmerged(cadre), path=Path.ASSEMBLY, registered_on=on, registered_by=by
    )
    facts = {"cadre": cadre.pk, "path": Path.ASSEMBLY}
    record_step(election, "register", by=by, target=election.stage, facts=facts, reason=cadre.name)
    return nominee


@transaction.atomic
def register_nominees(
    election: Election, entries: Mapping[int, dict[str, Any]], *, registered_on: date, by: User
) -> list[Nominee]:
    """Register several cadres (key → path, supporters, nominated_by), all or none; a refusal names whom each reason
    is about. Whoever lies beyond the caller's reach is passed over as if he did not exist.
    """
    found, refusals = [], Refusals()
    for cadre in Cadre.objects.visible_to(by).filter(pk__in=entries).order_by("name_key", "pk"):
        with refusals.about(cadre.name):
            entry = entries[cadre.pk]
            found.append(register_nominee(election, cadre, registered_on=registered_on, by=by, **entry))
    refusals.raise_if_any()
    return found


@transaction.atomic
def withdraw_nominee(nominee: Nominee, *, by: User, reason: str) -> Nominee:
    """The nominee steps back before the recommendation is closed."""
    election = locked(nominee.election, by=by, permission=RUN, stages=(Stage.REGISTRATION,))
    nominee = Nominee.objects.select_for_update(of=["self"]).select_related("cadre").get(pk=nominee.pk)
    if not reason.strip():
        raise Refused(Objection("reason-missing", _("Write down the reason.")))
    if nominee.withdrawn_on is not None:
        raise Refused(Objection("withdrawn-already", _("This nominee has withdrawn already.")))
    nominee.withdrawn_on, nominee.examinee = timezone.localdate(), False
    nominee.save(update_fields=["withdrawn_on", "examinee"])
    record_step(
        election,
        "withdraw",
        by=by,
        target=election.stage,
        reason=reason,
        facts={"cadre": nominee.cadre_id, "name": nominee.cadre.name},
    )
    return nominee


@transaction.atomic
def grant_waiver(nominee: Nominee, *, rule: str, reason: str, document: str, by: User) -> Waiver:
    """Set one rule aside for one nominee. Only a rule that the county lets be overridden, with reason and document."""
    election = locked(nominee.election, by=by, permission=OVERRIDE, stages=OPEN)
    book = rulebook(election.vacancy.post.organization.division_id, on=ELECTION.on(election))
    objections = []
    if rule not in RULES or book.action(rule) != Action.OVERRIDE:
        objections.append(Objection("not-waivable", _("This rule cannot be set aside.")))
    if not reason.strip() or not document.strip():
        objections.append(Objection("grounds-missing", _("Give the reason and the document.")))
    if Waiver.objects.filter(nominee=nominee, rule=rule).exists():
        objections.append(Objection("waived-already", _("This rule has been set aside for the nominee already.")))
    if objections:
        raise Refused(*objections)
    waiver = Waiver.objects.create(
        nominee=nominee,
        rule=rule,
        reason=reason,
        document=document,
        granted_by=by,
        granted_on=ELECTION.on(election),
    )
    record_step(
        election,
        "waive",
        by=by,
        target=election.stage,
        reason=reason,
        facts={"cadre": nominee.cadre_id, "rule": rule, "document": document},
    )
    return waiver
