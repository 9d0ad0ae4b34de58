"""Rates of the township work subsidy, and who is due it. Nothing is paid here."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, F, OuterRef, Subquery, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from cadres.models import Division, DivisionProfile, Tenure, User
from cadres.platform.divisions.choices import Tier
from cadres.platform.log.services import decide_for, record_step
from cadres.platform.rule_settings.facts import rulebook
from cadres.registry.organizations.choices import OrganizationKind
from cadres.shared.errors import Objection, OutOfDate, Refused
from incentives.subsidies.models import SubsidyRate
from incentives.subsidies.regulations import MONTHLY, SUBSIDY

TOWNSHIP_BODIES = (
    OrganizationKind.TOWNSHIP_COMMITTEE,
    OrganizationKind.TOWNSHIP_GOVERNMENT,
    OrganizationKind.TOWNSHIP_CONGRESS,
)
COUNTY_DIGITS = 6


def due_on(day: date) -> Any:
    """Tenures that earn the subsidy on a day, one a cadre, with ``tier`` and ``monthly`` beside each.

    The tier is the latest profile's; without a profile or an approved rate nothing is due.
    """
    tier = DivisionProfile.objects.filter(division=OuterRef("post__organization__division"), year__lte=day.year)
    rate = SubsidyRate.objects.in_force_on(day).filter(division_id=OuterRef("county"), tier=OuterRef("tier"))
    in_townships = Tenure.objects.held_on(day).filter(post__organization__kind__in=TOWNSHIP_BODIES)
    earlier = in_townships.filter(cadre=OuterRef("cadre"), pk__lt=OuterRef("pk"))
    county = Concat(Substr(F("post__organization__division_id"), 1, COUNTY_DIGITS), Value("000000"))
    return (
        in_townships.filter(~Exists(earlier))
        .annotate(county=county, tier=Subquery(tier.order_by("-year").values("tier")[:1]))
        .annotate(monthly=Subquery(rate.values("monthly")[:1]))
        .exclude(monthly=None)
    )


@transaction.atomic
def set_rate(  # noqa: PLR0913 -- a rate has as many parts
    division: Division, *, tier: Tier, monthly: Decimal, first: date, last: date | None, basis: str, by: User
) -> SubsidyRate:
    """Set down a rate from ``first`` to ``last`` (included; None: until further notice). A second person approves."""
    if not by.has_perm("incentives.set_rate"):
        raise PermissionDenied
    if last is not None and last < first:
        raise Refused(Objection("ends-before-start", _("The last day is before the first.")))
    until = date.fromordinal(last.toordinal() + 1) if last else None
    rate = SubsidyRate(
        division=division, tier=tier, monthly=monthly, during=DateRange(first, until), basis=basis, set_by=by
    )
    book = rulebook(division.code, on=SUBSIDY.on(rate))
    most = book.value(MONTHLY)
    objections = []
    if monthly > most:
        text = _("At most %(most)s yuan a month.") % {"most": f"{most.normalize():f}"}
        objections.append(Objection("rate-too-high", text, book.source(MONTHLY), MONTHLY))
    decision = decide_for(by, objections, book=book)
    decision.raise_if_blocked()
    rate.full_clean()
    rate.save()
    facts = {"monthly": monthly, "first": first, "last": last}
    record_step(rate, "set", by=by, target="set", facts=facts, **decision.on_record)
    return rate


def against_approval(rate: SubsidyRate, *, by: User) -> list[Objection]:
    if rate.set_by_id != by.pk:
        return []
    return [Objection("setter-approves", _("Who set the rate cannot approve it. Ask a second person."))]


@transaction.atomic
def approve_rate(rate: SubsidyRate, *, by: User) -> SubsidyRate:
    """Put a rate into force. A rate in force before it ends the day before, if it had no end."""
    if not by.has_perm("incentives.approve_award"):
        raise PermissionDenied
    rate = SubsidyRate.objects.select_for_update(of=["self"]).get(pk=rate.pk)
    if rate.approved_by_id is not None:
        raise OutOfDate(_("This rate has been approved already."))
    if objections := against_approval(rate, by=by):
        raise Refused(*objections)
    before = SubsidyRate.objects.filter(
        division_id=rate.division_id,
        tier=rate.tier,
        during__upper_inf=True,
        during__startswith__lt=rate.during.lower,
    )
    for row in before.exclude(approved_by=None).select_for_update(of=["self"]):
        row.during = DateRange(row.during.lower, rate.during.lower)
        row.save(update_fields=["during"])
        record_step(row, "succeed", by=by, source="set", target="ended", facts={"by": rate.pk})
    rate.approved_by = by
    rate.full_clean(exclude=["set_by"])
    rate.save(update_fields=["approved_by"])
    record_step(rate, "approve", by=by, source="set", target="approved")
    return rate
