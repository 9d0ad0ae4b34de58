"""A county's own Word template: proposed by one person, used when another has approved it."""

import hashlib

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.platform.divisions.models import Division
from cadres.platform.log.services import record_step
from cadres.registry.word_templates.models import WordTemplate
from cadres.registry.word_templates.services.checks import objections
from cadres.shared.errors import Objection, OutOfDate, Refused
from cadres.shared.files.names import clean_name

CHANGE, APPROVE = "cadres.change_template", "cadres.approve_template"


def template_for(user: User) -> bytes | None:
    """The template of the county that the user answers for; ``None``: the program's own."""
    for remit in user.remits.all():
        found = WordTemplate.objects.in_use(remit.division_id)
        if found is not None:
            return bytes(found.content)
    return None


@transaction.atomic
def propose_template(division: Division, data: bytes, *, name: str, basis: str, by: User) -> WordTemplate:
    """Check, try and keep; nothing uses it yet. Raises ``Refused`` with every reason, ``PermissionDenied``."""
    if not by.has_perm(CHANGE) or not Division.objects.visible_to(by).filter(pk=division.pk).exists():
        raise PermissionDenied
    found = objections(data)
    if not basis.strip():
        found.append(Objection("basis-missing", _("Say what is changed, and why.")))
    if found:
        raise Refused(*found)
    digest = hashlib.sha256(data).hexdigest()
    template = WordTemplate.objects.create(
        division=division,
        name=clean_name(name, "docx"),
        content=data,
        digest=digest,
        basis=basis.strip(),
        set_by=by,
    )
    record_step(template, "propose", by=by, target="proposed", reason=template.basis, facts={"digest": digest})
    return template


def against_approval(template: WordTemplate, *, by: User) -> list[Objection]:
    if template.set_by_id != by.pk:
        return []
    return [Objection("four-eyes", _("Who proposed the template cannot approve it. Ask a second person."))]


@transaction.atomic
def approve_template(template: WordTemplate, *, by: User) -> WordTemplate:
    """Use it from now on; the former edition is kept. Raises ``Refused``, ``PermissionDenied``, ``OutOfDate``."""
    template = _waiting(template, by, APPROVE)
    if objections := against_approval(template, by=by):
        raise Refused(*objections)
    template.approved_by, template.approved_at = by, timezone.now()
    template.save(update_fields=["approved_by", "approved_at"])
    record_step(template, "approve", by=by, source="proposed", target="approved", facts={"digest": template.digest})
    return template


@transaction.atomic
def decline_template(template: WordTemplate, *, by: User) -> None:
    """Who may approve declines it, who proposed it withdraws it; the record of steps keeps that it was there."""
    own = template.set_by_id == by.pk
    template = _waiting(template, by, CHANGE if own else APPROVE)
    record_step(template, "withdraw" if own else "decline", by=by, source="proposed", target="gone")
    template.delete()


def _waiting(template: WordTemplate, by: User, permission: str) -> WordTemplate:
    """The proposal, locked; those of one county queue behind the county's row."""
    if not by.has_perm(permission):
        raise PermissionDenied
    Division.objects.select_for_update(of=["self"], no_key=True).get(pk=template.division_id)
    rows = WordTemplate.objects.visible_to(by).select_for_update(of=["self"], no_key=True)
    found = rows.filter(pk=template.pk).first()
    if found is None:
        raise OutOfDate(_("Somebody else has withdrawn this proposal."))
    if found.approved_by_id is not None:
        raise Refused(Objection("approved-already", _("This template has been approved already.")))
    return found
