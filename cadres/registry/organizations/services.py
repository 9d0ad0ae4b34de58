from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.platform.log.services import record_step
from cadres.platform.rule_settings.facts import Rulebook
from cadres.registry.organizations.models import Organization, Term
from cadres.registry.organizations.regulations import TERM
from cadres.registry.organizations.rules import lasts_lawfully
from cadres.shared.errors import Objection, Refused
from cadres.shared.names import place_key
from cadres.shared.pages.edit_conflicts import check_unchanged


@transaction.atomic
def add_organization(values: dict[str, Any], *, by: User) -> Organization:
    """A new organization of ``division``, ``kind``, ``name``. Raises ``ValidationError``."""
    organization = Organization(**{name: values[name] for name in ("division", "kind", "name")})
    organization.name_key = place_key(organization.name)
    organization.full_clean()
    organization.save()
    record_step(organization, "add", by=by, target=organization.kind)
    return organization


@transaction.atomic
def change_organization(organization: Organization, values: dict[str, Any], *, by: User) -> Organization:
    """Correct its kind; name and division are what it is known by. Raises ``ValidationError``."""
    organization = Organization.objects.select_for_update(of=["self"]).get(pk=organization.pk)
    source = organization.kind
    if values.get("kind", source) != source:
        organization.kind = values["kind"]
        organization.full_clean()
        organization.save(update_fields=["kind"])
        record_step(organization, "change", by=by, source=source, target=organization.kind)
    return organization


TERM_FIELDS = ("ordinal", "period")


@transaction.atomic
def enter_term(organization: Organization, *, ordinal: int, first: date, last: date, by: User) -> Term:
    """A new term from its election (``first``) to its expected ``last`` day. Raises ``Refused``."""
    organization = Organization.objects.select_for_update(of=["self"]).get(pk=organization.pk)
    term = Term(organization=organization)
    _set_term(term, ordinal=ordinal, first=first, last=last)
    term.save()
    record_step(term, "enter", by=by, target=str(ordinal), facts={"first": first, "last": last})
    return term


@transaction.atomic
def change_term(  # noqa: PLR0913 -- what a term is, who changes it and what was seen
    term: Term, *, ordinal: int, first: date, last: date, by: User, seen: str = ""
) -> Term:
    """Correct a term's number or days. Raises ``Refused``, ``OutOfDate``."""
    Organization.objects.select_for_update(of=["self"]).get(pk=term.organization_id)
    term = Term.objects.select_for_update(of=["self"]).get(pk=term.pk)
    check_unchanged(term, TERM_FIELDS, seen)
    source = str(term.ordinal)
    _set_term(term, ordinal=ordinal, first=first, last=last)
    term.save()
    record_step(term, "change", by=by, source=source, target=str(ordinal), facts={"first": first, "last": last})
    return term


def _set_term(term: Term, *, ordinal: int, first: date, last: date) -> None:
    others = Term.objects.filter(organization=term.organization_id).exclude(pk=term.pk)
    objections = []
    if last <= first:
        objections.append(Objection("ends-before-start", _("A term ends after its first day.")))
    else:
        after = last + timedelta(days=1)
        objections += lasts_lawfully(first, after, Rulebook(on=TERM.on(Term(period=DateRange(first, after)))))
    if last > first and others.filter(period__overlap=DateRange(first, last + timedelta(days=1))).exists():
        text = _("Another term of this organization covers part of that time.")
        objections.append(Objection("terms-overlap", text, url=term.organization.get_absolute_url()))
    if others.filter(ordinal=ordinal).exists():
        text = _("This organization already has a term of that number.")
        objections.append(Objection("term-twice", text, url=term.organization.get_absolute_url()))
    if objections:
        raise Refused(*objections)
    term.ordinal, term.period = ordinal, DateRange(first, last + timedelta(days=1))
