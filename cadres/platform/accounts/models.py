from datetime import timedelta
from functools import cached_property

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from knox.models import AbstractAuthToken, AuthTokenManager

from cadres.platform.accounts.choices import CONFIRMED, FACTORS, NO_ROLE, Ended, Role
from cadres.platform.accounts.querysets import (
    ActivationQuerySet,
    ApiTokenQuerySet,
    FormerPasswordQuerySet,
    RemitQuerySet,
    SignInQuerySet,
    UserManager,
)
from cadres.platform.divisions.models import Division
from cadres.shared.permissions import PERMISSIONS_OF
from cadres.shared.scope import code_range

ROLE_BY_TWO = """
        IF NEW.role_request_id IS NOT DISTINCT FROM OLD.role_request_id OR NOT EXISTS (
            SELECT 1 FROM cadres_accountrequest r
             WHERE r.id = NEW.role_request_id AND r.kind = 'role' AND r.account_id = NEW.id
               AND r.role = NEW.role AND r.stage = 'done')
        THEN
            RAISE EXCEPTION 'a role that takes two people'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'cadres_user_role_by_two';
        END IF;
        RETURN NEW;
"""


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser):  # type: ignore[django-manager-missing]
    """A person or a client system that logs in (用户). One role each; nobody is a superuser."""

    username = models.CharField(_("user name"), max_length=60, unique=True, validators=[UnicodeUsernameValidator()])
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60)
    email = models.EmailField(_("e-mail"), blank=True)
    role = models.CharField(_("role"), max_length=10, choices=Role, blank=True, default=NO_ROLE)
    cadre = models.OneToOneField(
        "cadres.Cadre",
        verbose_name=_("own file"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="account",
    )
    role_request = models.OneToOneField(  # by which two people gave it a role that takes two; each serves once
        "cadres.AccountRequest", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    is_active = models.BooleanField(_("active"), default=True)
    must_change_password = models.BooleanField(_("must change the password"), default=False)
    password_set_at = models.DateTimeField(_("password set at"), default=timezone.now, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=[NO_ROLE, *Role.values]), name="cadres_user_role"),
            models.CheckConstraint(
                condition=~Q(role__in=["system", "security", "audit", "client"]) | Q(cadre=None),
                name="cadres_user_administrators_have_no_file",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="role_by_two",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("role"),
                condition=pgtrigger.Q(new__role__in=list(CONFIRMED), new__role__df=pgtrigger.F("old__role")),
                func=ROLE_BY_TWO,
            )
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_absolute_url(self) -> str:
        return reverse("cadres:account_detail", args=[self.pk])

    def has_perm(self, permission: str, obj: object = None) -> bool:
        """Verbs by role; rows are decided by ``visible_to`` and state by guards."""
        return self.is_active and permission in PERMISSIONS_OF.get(self.role, ())

    def has_perms(self, permissions: list[str], obj: object = None) -> bool:
        return all(self.has_perm(permission, obj) for permission in permissions)

    @property
    def password_is_over(self) -> bool:
        """Older than the profile of passwords allows (``config/passwords.py``)."""
        days = settings.PASSWORD_DAYS
        return bool(days) and timezone.now() >= self.password_set_at + timedelta(days=days)

    @property
    def needs_new_password(self) -> bool:
        """Until then the page that changes it is the only one that opens."""
        return self.must_change_password or self.password_is_over

    @cached_property
    def has_second_factor(self) -> bool:
        """No query where ``for_session`` brought it."""
        known = self.__dict__.get("second_factor")
        return self.authenticator_set.filter(type__in=FACTORS).exists() if known is None else known  # type: ignore[attr-defined]

    @property
    def needs_second_factor(self) -> bool:
        """Whether the installation asks its role for one, or a county that asks for more."""
        return self.role in settings.SECOND_FACTOR_ROLES or self.county_asks_for_factor

    @cached_property
    def county_asks_for_factor(self) -> bool:
        """No query where ``for_session`` brought it."""
        known = self.__dict__.get("factor_asked")
        if known is None:
            known = User.objects.for_session().values_list("factor_asked", flat=True).get(pk=self.pk)
        return known

    @property
    def lacks_second_factor(self) -> bool:
        """Until it is set up, the page that does is the only one that opens."""
        return self.needs_second_factor and not self.has_second_factor

    @property
    def sees_own_rows_only(self) -> bool:
        return self.role == Role.TOWNSHIP

    @property
    def sees_business(self) -> bool:
        return self.role in (Role.STAFF, Role.LEADER, Role.CLIENT)

    @property
    def is_administrator(self) -> bool:
        """One of the three (三员)."""
        return self.role in (Role.SYSTEM, Role.SECURITY, Role.AUDIT)

    @cached_property
    def code_ranges(self) -> list[tuple[str, str]]:
        """Half-open ranges of division codes of all remits; no query where ``for_session`` brought them."""
        codes = self.__dict__.get("remit_codes")
        if codes is None:
            codes = [remit.division_id for remit in self.remits.all()]
        return [code_range(code) for code in codes]

    @cached_property
    def open_sign_ins(self) -> frozenset[int]:
        """Numbers of its sessions that were not ended; no query where ``for_session`` brought them."""
        rows = self.__dict__.get("sign_in_ids")
        return frozenset(self.sign_ins.open().values_list("pk", flat=True) if rows is None else rows)

    @cached_property
    def barred_cadres(self) -> frozenset[int]:
        """Whose files are closed to this account of the department: its owner's and his relatives' (回避)."""
        if self.role not in (Role.STAFF, Role.LEADER):  # a client system has no relatives, a township leader no office
            return frozenset()
        kin = self.__dict__.get("kin_ids")
        if kin is None:
            kin = [kinship.cadre_id for kinship in self.kinships.confirmed()]
        return frozenset(kin) | ({self.cadre_id} if self.cadre_id else frozenset())


@pghistory.track()
class Remit(models.Model):
    """The division a user answers for (管辖范围), with all below it."""

    user = models.ForeignKey(User, verbose_name=_("account"), on_delete=models.CASCADE, related_name="remits")
    division = models.ForeignKey(Division, verbose_name=_("division"), on_delete=models.PROTECT, related_name="+")

    objects = RemitQuerySet.as_manager()

    class Meta:
        verbose_name = _("remit")
        verbose_name_plural = _("remits")
        ordering = ["user", "division"]
        constraints = [models.UniqueConstraint(fields=["user", "division"], name="cadres_remit_once")]

    def __str__(self) -> str:
        return f"{self.user} → {self.division}"


class Activation(models.Model):
    """A code by which the holder of an account sets its password, once (激活码). Nobody else ever knows a password.

    The code has two halves, each shown to one administrator and kept as a digest; where one administrator is enough
    the second is empty and ``whole`` says so. It is open until it is used, replaced, tried too often or over.
    """

    user = models.ForeignKey(User, verbose_name=_("account"), on_delete=models.CASCADE, related_name="activations")
    first = models.CharField(max_length=200)
    second = models.CharField(max_length=200, blank=True)
    whole = models.BooleanField(default=False)
    made_by = models.ForeignKey(
        User, verbose_name=_("first half made by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    completed_by = models.ForeignKey(
        User, verbose_name=_("second half made by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"), null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = ActivationQuerySet.as_manager()

    class Meta:
        verbose_name = _("activation code")
        verbose_name_plural = _("activation codes")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(used_at=None, ended_at=None), name="cadres_activation_one_open"
            ),
            models.CheckConstraint(
                condition=Q(completed_by=None) | Q(made_by=None) | ~Q(completed_by=F("made_by")),
                name="cadres_activation_two_hands",
            ),
            models.CheckConstraint(
                condition=Q(whole=True, second="") | Q(whole=False), name="cadres_activation_halves"
            ),
            models.CheckConstraint(condition=Q(used_at=None) | Q(ended_at=None), name="cadres_activation_ends_once"),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def complete(self) -> bool:
        return self.whole or bool(self.second)


class FormerPassword(models.Model):
    """A password that an account had, as a digest, so that it does not come back (曾用密码)."""

    user = models.ForeignKey(
        User, verbose_name=_("account"), on_delete=models.CASCADE, related_name="former_passwords"
    )
    digest = models.CharField(max_length=200)
    ended_at = models.DateTimeField(auto_now_add=True)

    objects = FormerPasswordQuerySet.as_manager()

    class Meta:
        verbose_name = _("former password")
        verbose_name_plural = _("former passwords")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.user)


class SignIn(models.Model):
    """A session of an account (登录会话), from the log-in to its end."""

    LONGEST_BROWSER = 255

    user = models.ForeignKey(User, verbose_name=_("account"), on_delete=models.CASCADE, related_name="sign_ins")
    address = models.GenericIPAddressField(_("address"), null=True)
    browser = models.CharField(_("browser"), max_length=LONGEST_BROWSER, blank=True)
    started_at = models.DateTimeField(_("signed in at"), auto_now_add=True)
    seen_at = models.DateTimeField(_("last active"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    ended = models.CharField(_("ended by"), max_length=10, choices=Ended, blank=True)

    objects = SignInQuerySet.as_manager()

    class Meta:
        verbose_name = _("log-in session")
        verbose_name_plural = _("log-in sessions")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended="") | (Q(ended_at__isnull=False) & ~Q(ended="")),
                name="cadres_sign_in_ended",
            )
        ]
        indexes = [models.Index(fields=["user"], condition=Q(ended_at=None), name="cadres_sign_in_open")]

    def __str__(self) -> str:
        return str(self.user)


class ApiToken(AbstractAuthToken):
    """A token of a REST client (接口令牌): stored hashed, limited in scope and time, revocable at once.

    ``scopes`` are names of API areas, e.g. ``assessment``; see ``cadres.shared.api.base``.
    """

    name = models.CharField(_("used by"), max_length=100)
    scopes = ArrayField(models.CharField(max_length=20), verbose_name=_("scope"), default=list)
    made_by = models.ForeignKey(
        User, verbose_name=_("made by"), null=True, on_delete=models.PROTECT, related_name="tokens_made"
    )
    last_used_on = models.DateField(_("last used on"), null=True, editable=False)

    objects = AuthTokenManager.from_queryset(ApiTokenQuerySet)()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-created"]

    def __str__(self) -> str:
        return self.name
