"""Accounts and what belongs to one of them."""

from typing import Self

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q

from cadres.choices import (
    Role,
)
from cadres.querysets.base import related
from cadres.shared.scope import ScopedQuerySet, codes_above


class NoticeQuerySet(ScopedQuerySet):
    """Notices belong to one account; nobody else sees them."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()

    def unsettled(self) -> Self:
        return self.filter(settled_at=None)

    def unread(self) -> Self:
        """Not settled and never opened."""
        return self.unsettled().filter(read_at=None)


class SavedViewQuerySet(ScopedQuerySet):
    """One's own views, and those shared with a division one answers for."""

    division_path = None

    def visible_to(self, user) -> Self:
        if not user.is_authenticated:
            return self.none()
        shared = Q(shared_with__in=[low for low, _end in user.code_ranges]) if user.sees_business else Q(pk=None)
        return self.filter(Q(user=user.pk) | shared)

    def of_list(self, name: str) -> Self:
        return self.filter(list_name=name).select_related("user").order_by("name", "pk")


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

    def for_session(self) -> Self:
        """``remit_codes``, ``kin_ids`` and ``draft_forms`` come with the account, so that no page asks for them."""
        codes = related(self, "remits").filter(user=OuterRef("pk")).order_by("division_id").values("division_id")
        kin = related(self, "kinships").confirmed().filter(user=OuterRef("pk")).order_by()  # type: ignore[attr-defined]
        drafts = related(self, "drafts").filter(user=OuterRef("pk")).order_by().values("form")
        return self.annotate(
            remit_codes=ArraySubquery(codes),
            kin_ids=ArraySubquery(kin.values("cadre_id")),
            draft_forms=ArraySubquery(drafts),
        )

    def answering_for(self, code: str, roles: tuple[str, ...]) -> Self:
        """Active accounts of the roles whose remit covers the division."""
        return self.filter(is_active=True, role__in=roles, remits__division_id__in=codes_above(code)).distinct()


class ApiTokenQuerySet(ScopedQuerySet):
    """Tokens are seen by the administrator who gives and revokes them."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self if user.has_perm("cadres.manage_tokens") else self.none()


class DraftQuerySet(ScopedQuerySet):
    """A draft is for the eyes of who typed it."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self.filter(user=user.pk) if user.is_authenticated and user.is_active else self.none()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """No ``create_user``: accounts are opened by ``cadres.services.accounts``."""

    def get_by_natural_key(self, username: str):
        return self.get(username=username)


class KinshipQuerySet(ScopedQuerySet):
    """Within reach, for who settles them; one's own for everybody else."""

    division_path = "cadre__division_id"

    def visible_to(self, user) -> Self:
        rows = super().visible_to(user)
        return rows if user.has_perm("cadres.settle_kinship") else rows.filter(user_id=user.pk)

    def confirmed(self) -> Self:
        return self.filter(stage="confirmed")
