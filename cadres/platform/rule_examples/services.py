"""Examples that the county signs: written with a basis, withdrawn, never deleted."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.platform.divisions.models import Division
from cadres.platform.log.services import record_step
from cadres.platform.rule_examples.models import SignedExample
from cadres.platform.rule_examples.points import CALCULATIONS
from cadres.platform.rule_examples.rules import Value, kept
from cadres.shared.errors import Objection, Refused

SIGN = "cadres.sign_example"


@transaction.atomic
def sign_example(  # noqa: PLR0913 -- an example has as many parts
    division: Division,
    calculation: str,
    *,
    judged_on: date,
    given: Mapping[str, Value],
    expected: Value,
    basis: str,
    by: User,
) -> SignedExample:
    """Keep what the county holds to be right. Raises ``PermissionDenied``, ``Refused``, ``ValidationError``."""
    if not by.has_perm(SIGN) or not Division.objects.visible_to(by).filter(pk=division.pk).exists():
        raise PermissionDenied
    if calculation not in CALCULATIONS:
        raise Refused(Objection("unknown-calculation", _("There is no such calculation. Choose one of the list.")))
    if not basis.strip():
        raise Refused(Objection("basis-missing", _("Name the document that decides it.")))
    example = SignedExample(
        division=division,
        calculation=calculation,
        judged_on=judged_on,
        given={name: kept(value) for name, value in given.items()},
        expected=kept(expected),
        basis=basis.strip(),
        signed_by=by,
        signed_on=localdate(),
    )
    example.full_clean()
    example.save()
    facts = {"calculation": calculation, "given": example.given, "expected": example.expected}
    record_step(example, "sign", by=by, target="signed", reason=example.basis, facts=facts)
    return example


@transaction.atomic
def withdraw_example(example: SignedExample, *, by: User, reason: str) -> SignedExample:
    """The county no longer holds it to be right; it stays on record. Raises ``PermissionDenied``, ``Refused``."""
    if not by.has_perm(SIGN):
        raise PermissionDenied
    example = SignedExample.objects.visible_to(by).select_for_update(of=["self"]).get(pk=example.pk)
    if example.withdrawn_on is not None:
        raise Refused(Objection("withdrawn-already", _("This example has been withdrawn already.")))
    if not reason.strip():
        raise Refused(Objection("reason-missing", _("Write down the reason.")))
    example.withdrawn_on = localdate()
    example.save(update_fields=["withdrawn_on"])
    record_step(example, "withdraw", by=by, source="signed", target="withdrawn", reason=reason.strip())
    return example
