"""Accounts and what belongs to one of them."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cadres.platform.accounts.choices import FACTORS, Role
from cadres.platform.accounts.points import FACTOR_ASKED
from cadres.shared.pages.idle import limit_of
from cadres.shared.scope import ScopedQuerySet, codes_above, related


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
        """With what pages need of the account (``remit_codes`` …), so that none of them asks for it."""
        codes = related(self, "remits").filter(user=OuterRef("pk")).order_by("division_id").values("division_id")
        kin = related(self, "kinships").confirmed().filter(user=OuterRef("pk")).order_by()  # type: ignore[attr-defined]
        drafts = related(self, "drafts").filter(user=OuterRef("pk")).order_by().values("form")
        signed_in = related(self, "sign_ins").open().filter(user=OuterRef("pk")).order_by()  # type: ignore[attr-defined]
        return self.annotate(
            remit_codes=ArraySubquery(codes),
            kin_ids=ArraySubquery(kin.values("cadre_id")),
            draft_forms=ArraySubquery(drafts),
            sign_in_ids=ArraySubquery(signed_in.values("pk")),
            factor_asked=FACTOR_ASKED.only(),
            second_factor=Exists(related(self, "authenticator").filter(user=OuterRef("pk"), type__in=FACTORS)),
        )

    def owning(self, cadre_ids: Iterable[int]) -> Self:
        """Active accounts of township leaders whose own files these are.

        They have pages of their own to be told on. Staff and leaders name their file for recusal alone.
        """
        return self.filter(cadre__in=cadre_ids, role=Role.TOWNSHIP, is_active=True)

    def answering_for(self, code: str, roles: tuple[str, ...], *, about: Iterable[int] = ()) -> Self:
        """Active accounts of the roles whose remit covers the division.

        ``about``: the cadres whom it is about; whoever is one of them or a relative is not told (回避).
        """
        found = self.filter(is_active=True, role__in=roles, remits__division_id__in=codes_above(code)).distinct()
        if not (people := list(about)):
            return found
        kin = related(self, "kinships").confirmed().filter(cadre__in=people)  # type: ignore[attr-defined]
        return found.exclude(Q(cadre__in=people) | Q(pk__in=kin.values("user")))


class ActivationQuerySet(ScopedQuerySet):
    """Codes are read by no page: what is left of one are two digests."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self.none()

    def open(self) -> Self:
        return self.filter(used_at=None, ended_at=None)


class FormerPasswordQuerySet(ScopedQuerySet):
    """Read by no page."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self.none()


class SignInQuerySet(ScopedQuerySet):
    """Everybody sees his own; the auditor has the log-ins."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self.filter(user=user.pk)

    def open(self) -> Self:
        return self.filter(ended_at=None)

    def going_on(self, user) -> Self:
        """Neither ended nor over by themselves."""
        now = timezone.now()
        idle, longest = timedelta(seconds=limit_of(user)), timedelta(seconds=settings.SESSION_COOKIE_AGE)
        return self.open().filter(seen_at__gt=now - idle, started_at__gt=now - longest)


class ApiTokenQuerySet(ScopedQuerySet):
    """Tokens are seen by the administrator who gives and revokes them."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self if user.has_perm("cadres.manage_tokens") else self.none()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """No ``create_user``: accounts are opened by ``cadres.platform.accounts.services.opening``."""

    def get_by_natural_key(self, username: str):
        return self.get(username=username)
