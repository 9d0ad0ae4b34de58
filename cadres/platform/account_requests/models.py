import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.platform.account_requests.choices import RequestKind, RequestStage
from cadres.platform.account_requests.querysets import AccountRequestQuerySet
from cadres.platform.account_requests.workflow import MOVES
from cadres.platform.accounts.choices import CONFIRMED, NO_ROLE, Role
from cadres.platform.accounts.models import User
from cadres.platform.divisions.models import Division
from cadres.shared.phrases import titled
from cadres.shared.workflow import edges

ASKED = ("kind", "account", "role", "division", "cadre", "token_name", "scopes", "days", "reason", "asked_by")


@pghistory.track()
class AccountRequest(models.Model):
    """A matter of an account that takes two people (账号审批): a powerful role, the code of who has one, a lost
    second factor, a token.

    What was asked for never changes: the database refuses it. ``division`` is that of the role wanted, or of the
    account whose code or token it is, so that leaders find what concerns them.
    """

    kind = models.CharField(_("what"), max_length=10, choices=RequestKind)
    account = models.ForeignKey(User, verbose_name=_("account"), on_delete=models.PROTECT, related_name="requests")
    role = models.CharField(_("role"), max_length=10, choices=Role, blank=True)
    division = models.ForeignKey(
        Division, verbose_name=_("division"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cadre = models.ForeignKey(
        "cadres.Cadre", verbose_name=_("own file"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    token_name = models.CharField(_("used by"), max_length=100, blank=True)
    scopes = ArrayField(models.CharField(max_length=40), verbose_name=_("scopes"), default=list, blank=True)
    days = models.PositiveSmallIntegerField(_("days"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    stage = models.CharField(
        _("stage"), max_length=10, choices=RequestStage, default=RequestStage.ASKED, editable=False
    )
    asked_by = models.ForeignKey(User, verbose_name=_("asked for by"), on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked for at"), auto_now_add=True)
    decided_by = models.ForeignKey(
        User, verbose_name=_("decided by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AccountRequestQuerySet.as_manager()
    shown = ""  # once, by the one answer to who confirmed it; never saved

    class Meta:
        verbose_name = _("matter of an account")
        verbose_name_plural = _("matters of accounts")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="cadres_account_request_four_eyes"
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=F("account")) & (Q(decided_by=None) | ~Q(decided_by=F("account"))),
                name="cadres_account_request_not_oneself",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, stage__in=["asked", "withdrawn"])
                | Q(decided_by__isnull=False, stage__in=["done", "declined"]),
                name="cadres_account_request_decided",
            ),
            models.CheckConstraint(
                condition=Q(kind="role", role__in=CONFIRMED, days=None)
                | Q(kind__in=["reset", "factor"], role=NO_ROLE, days=None)
                | (Q(kind="token", role=NO_ROLE, days__isnull=False) & ~Q(token_name="") & ~Q(scopes=[])),
                name="cadres_account_request_whole",
            ),
            models.UniqueConstraint(
                fields=["account", "kind"],
                condition=Q(stage="asked", kind__in=["role", "reset", "factor"]),
                name="cadres_account_request_one_open",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(stage="asked"), name="cadres_account_request_open")]
        triggers = [
            pgtrigger.FSM(name="stage_moves", field="stage", transitions=edges(MOVES)),
            pgtrigger.ReadOnly(name="asked_for", fields=list(ASKED)),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return titled(self.get_kind_display(), self.account)

    def get_absolute_url(self) -> str:
        return reverse("cadres:account_request_detail", args=[self.pk])
