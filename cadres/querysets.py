"""Named, chainable reads of the base."""

from datetime import date
from typing import Self

from django.contrib.auth.base_user import BaseUserManager
from django.db.models import Q

from cadres.choices import MAIN_POSTS, CadreStatus, Level, Role, TownshipKind
from cadres.shared.scope import ScopedQuerySet, code_range


class DivisionQuerySet(ScopedQuerySet):
    division_path = "code"

    def below(self, code: str) -> Self:
        """The division itself and all below it."""
        return self.within([code_range(code)])

    def townships(self) -> Self:
        """Towns, townships and ethnic townships: units with a party secretary and a head of their own kind."""
        kinds = (TownshipKind.TOWN, TownshipKind.TOWNSHIP, TownshipKind.ETHNIC)
        return self.filter(level=Level.TOWNSHIP, kind__in=kinds)


class DivisionProfileQuerySet(ScopedQuerySet):
    division_path = "division_id"


class OrganizationQuerySet(ScopedQuerySet):
    division_path = "division_id"

    def for_list(self) -> Self:
        return self.select_related("division")


class TermQuerySet(ScopedQuerySet):
    division_path = "organization__division_id"

    def running_on(self, day: date) -> Self:
        return self.filter(period__contains=day)


class PilotQuerySet(ScopedQuerySet):
    division_path = "division_id"


class PostQuerySet(ScopedQuerySet):
    division_path = "organization__division_id"

    def main(self) -> Self:
        return self.filter(kind__in=MAIN_POSTS)

    def for_list(self) -> Self:
        return self.select_related("organization__division")


class CadreQuerySet(ScopedQuerySet):
    division_path = "division_id"
    cadre_path = "pk"

    def serving(self) -> Self:
        return self.filter(status=CadreStatus.SERVING)

    def for_list(self) -> Self:
        return self.select_related("division").defer("resume", "photo", "form_extra")


class CadrePartQuerySet(ScopedQuerySet):
    """Education, family, yearly results, sanctions: parts of a cadre's file."""

    division_path = "cadre__division_id"
    cadre_path = "cadre_id"


class SanctionQuerySet(CadrePartQuerySet):
    def in_effect_on(self, day: date) -> Self:
        return self.filter(decided_on__lte=day).filter(Q(effect_until__gte=day) | Q(effect_until=None))


class TenureQuerySet(ScopedQuerySet):
    division_path = "post__organization__division_id"
    cadre_path = "cadre_id"

    def held_on(self, day: date) -> Self:
        return self.filter(held__contains=day)

    def open(self) -> Self:
        """Not ended: the range has no upper bound."""
        return self.filter(held__upper_inf=True)

    def main(self) -> Self:
        return self.filter(post__kind__in=MAIN_POSTS)

    def for_list(self) -> Self:
        return self.select_related("cadre", "post__organization__division").defer(
            "cadre__resume", "cadre__photo", "cadre__form_extra"
        )


class NoticeQuerySet(ScopedQuerySet):
    """Notices belong to one account; nobody else sees them."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()

    def unsettled(self) -> Self:
        return self.filter(settled_at=None)


class StepQuerySet(ScopedQuerySet):
    """Steps are read through the record they belong to; all together only by the auditor."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self if user.has_perm("cadres.view_audit") else self.none()

    def of(self, record) -> Self:
        return self.filter(subject=f"{record._meta.label_lower}:{record.pk}").select_related("by").order_by("pk")


class LocalRuleQuerySet(ScopedQuerySet):
    division_path = "division_id"

    def in_force_on(self, day: date) -> Self:
        return self.filter(during__contains=day).exclude(approved_by=None)


class RemitQuerySet(ScopedQuerySet):
    division_path = "division_id"


class UserQuerySet(ScopedQuerySet):
    """Accounts are seen by the administrators who keep them."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self if user.has_perm("cadres.view_account") else self.none()

    def clients(self) -> Self:
        """REST clients that may be given a token."""
        return self.filter(role=Role.CLIENT, is_active=True)

    def with_remits(self) -> Self:
        return self.prefetch_related("remits")

    def answering_for(self, code: str, roles: tuple[str, ...]) -> Self:
        """Active accounts of the roles whose remit covers the division."""
        prefix_of = [code[:n].ljust(12, "0") for n in (2, 4, 6, 9)] + [code]
        return self.filter(is_active=True, role__in=roles, remits__division_id__in=prefix_of).distinct()


class ApiTokenQuerySet(ScopedQuerySet):
    """Tokens are seen by the administrator who gives and revokes them."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self if user.has_perm("cadres.manage_tokens") else self.none()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """No ``create_user``: accounts are opened by ``cadres.services.accounts``."""

    def get_by_natural_key(self, username: str):
        return self.get(username=username)
