"""What a county sets where the law leaves it the choice (本地规则): proposed by one person, approved by another."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.platform.divisions.models import Division
from cadres.platform.log.services import record_step
from cadres.platform.rule_settings.choices import ACTIONS
from cadres.platform.rule_settings.models import LocalRule
from cadres.shared.errors import Objection, OutOfDate, Refused
from cadres.shared.phrases import clauses
from cadres.shared.regulations.catalogue import RULES, Rule, number_text


def bounds_objections(rule: Rule, value: Decimal | None, action: str, days: DateRange) -> Iterator[Objection]:
    """What stands against setting the rule so for these days; the law of each of them must leave it."""
    first = rule.on(days.lower)
    if not rule.adjustable:
        message = _("This rule is fixed by law. A county sets nothing here.")
        yield Objection("rule-fixed", message, first.source, rule.key)
        return
    if value is None and not action:
        yield Objection("nothing-set", _("Set a value, an action, or both."))
    if action and action not in rule.actions:
        allowed = clauses(ACTIONS[one] for one in rule.actions) or "–"
        message = _("The county may choose only among these actions: %(actions)s.") % {"actions": allowed}
        yield Objection("action-not-allowed", message, first.source, rule.key)
    if value is None:
        return
    for version in rule.versions_within(days.lower, days.upper):
        if not version.value_is_free:
            yield Objection("value-fixed", _("The number of this rule is fixed."), version.source, rule.key)
            return
        if not version.allows(value):
            bounds = {
                "low": number_text(version.low),
                "high": "∞" if version.high is None else number_text(version.high),
            }
            message = _("The value must lie between %(low)s and %(high)s.") % bounds
            if version is not first:
                bounds["day"] = date_format(version.since)
                message = _("From %(day)s on, the value must lie between %(low)s and %(high)s.") % bounds
            yield Objection("out-of-bounds", message, version.source, rule.key)
            return


@transaction.atomic
def propose_setting(  # noqa: PLR0913 -- a setting has as many parts
    rule: Rule,
    division: Division,
    *,
    value: Decimal | None = None,
    action: str = "",
    first_day: date,
    last_day: date | None = None,
    basis: str,
    by: User,
) -> LocalRule:
    """A setting that takes effect when somebody else approves it. ``last_day`` belongs to it. Raises ``Refused``."""
    if not by.has_perm(rule.proposed_by) or not Division.objects.visible_to(by).filter(pk=division.pk).exists():
        raise PermissionDenied
    objections = []
    until = None if last_day is None else date.fromordinal(last_day.toordinal() + 1)
    if last_day is not None and last_day < first_day:
        objections.append(Objection("ends-before-start", _("The last day lies before the first.")))
        until = None
    objections += bounds_objections(rule, value, action, DateRange(first_day, until))
    if not basis.strip():
        objections.append(Objection("basis-missing", _("Name the document that decides it.")))
    if objections:
        raise Refused(*objections)
    setting = LocalRule.objects.create(
        division=division,
        key=rule.key,
        value=value,
        action=action,
        during=DateRange(first_day, until),
        basis=basis.strip(),
        set_by=by,
    )
    facts = {"rule": rule.key, "value": value, "action": action, "from": first_day, "until": last_day}
    record_step(setting, "propose", by=by, target="proposed", reason=setting.basis, facts=facts)
    return setting


def against_approval(setting: LocalRule, *, by: User) -> list[Objection]:
    """What stands against putting a proposed setting in force. One query."""
    objections = list(bounds_objections(RULES[setting.key], setting.value, setting.action, setting.during))
    if setting.set_by_id == by.pk:
        objections.append(Objection("four-eyes", _("Who set the rule cannot approve it. Ask a second person.")))
    for older in _overlapping(setting):
        if older.during.lower >= setting.during.lower or older.during.upper is not None:
            text = _("This rule already has an approved setting for that time: %(basis)s.") % {"basis": older.basis}
            objections.append(Objection("setting-overlaps", text, url=older.get_absolute_url()))
    return objections


def _overlapping(setting: LocalRule) -> QuerySet[LocalRule]:
    rows = LocalRule.objects.filter(division=setting.division_id, key=setting.key, during__overlap=setting.during)
    return rows.exclude(approved_by=None)


@transaction.atomic
def approve_setting(setting: LocalRule, *, by: User) -> LocalRule:
    """Put a setting in force. An older approved one that still runs ends the day before. Raises ``Refused``."""
    setting = _waiting(setting, by, approver_of(setting))
    if objections := against_approval(setting, by=by):
        raise Refused(*objections)
    for older in _overlapping(setting).select_for_update(of=["self"]):
        older.during = DateRange(older.during.lower, setting.during.lower)
        older.save(update_fields=["during"])
        record_step(older, "end", by=by, target="ended", facts={"until": setting.during.lower})
    setting.approved_by = by
    setting.save(update_fields=["approved_by"])
    record_step(setting, "approve", by=by, source="proposed", target="approved")
    return setting


@transaction.atomic
def decline_setting(setting: LocalRule, *, by: User) -> None:
    """Take a proposal off the list: who may approve declines it, who proposed it withdraws it. History keeps it."""
    own = setting.set_by_id == by.pk
    setting = _waiting(setting, by, RULES[setting.key].proposed_by if own else approver_of(setting))
    record_step(setting, "withdraw" if own else "decline", by=by, source="proposed", target="gone")
    setting.delete()


def approver_of(setting: LocalRule) -> str:
    """The permission that puts the setting in force."""
    return RULES[setting.key].approved_by


def _waiting(setting: LocalRule, by: User, permission: str) -> LocalRule:
    """The proposal, locked; the county's settings queue behind its row."""
    if not by.has_perm(permission):
        raise PermissionDenied
    Division.objects.select_for_update(of=["self"]).get(pk=setting.division_id)
    found = LocalRule.objects.visible_to(by).select_for_update(of=["self"]).filter(pk=setting.pk).first()
    if found is None:
        raise OutOfDate(_("Somebody else has withdrawn this proposal."))
    if found.approved_by_id is not None:
        raise Refused(Objection("approved-already", _("This setting has been approved already.")))
    return found
