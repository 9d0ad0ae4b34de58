import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cadres.platform.access_log.choices import AccessKind
from cadres.platform.access_log.querysets import ApiDayQuerySet, FileAccessQuerySet
from cadres.shared.sealed import leaves_events


class FileAccess(models.Model):
    """Who read what of whose file (查阅记录). Never changed; deleted by an approved disposal only, when old enough.

    ``subject`` is "app.model:pk" of the record read; ``cadre`` is empty where it is no part of a cadre's file.
    ``part`` is the section, or the field that was shown in clear.
    """

    by = models.ForeignKey("cadres.User", verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    kind = models.CharField(_("kind"), max_length=8, choices=AccessKind)
    subject = models.CharField(_("record"), max_length=80, db_collation="C")
    cadre = models.ForeignKey(
        "cadres.Cadre", verbose_name=_("cadre"), null=True, on_delete=models.PROTECT, related_name="accesses"
    )
    part = models.CharField(_("part"), max_length=40)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = FileAccessQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading of a file")
        verbose_name_plural = _("readings of files")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["cadre", "by", "at"], name="cadres_access_recent"),
            models.Index(fields=["cadre", "-id"], name="cadres_access_of_file"),
            models.Index(
                fields=["by", "at"], condition=Q(kind__in=("number", "refused")), name="cadres_access_by_account"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=("reveal", "number")) | ~Q(reason=""), name="cadres_access_has_reason"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="goes_by_disposal",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func="""
                    IF NOT EXISTS (
                        SELECT FROM cadres_disposal disposal
                         WHERE disposal.records = 'readings' AND disposal.stage = 'approved'
                           AND disposal.done_at IS NULL
                           AND disposal.decided_by_id <> disposal.proposed_by_id
                           AND OLD.at < disposal.before::timestamp AT TIME ZONE 'Asia/Shanghai'
                           AND OLD.at < now() - interval '6 months') THEN
                        RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
                    END IF;
                    RETURN OLD;
                """,
            ),
            *leaves_events("cadres.fileaccess", action="kind", result="part"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.part}"


class ApiDay(models.Model):
    """How many records about persons the API gave to an account on a day (接口读取量)."""

    account = models.ForeignKey("cadres.User", verbose_name=_("account"), on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    number = models.PositiveIntegerField(_("number"))

    objects = ApiDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("amount of a day by API")
        verbose_name_plural = _("amounts of days by API")
        constraints = [models.UniqueConstraint(fields=["account", "day"], name="cadres_apiday_one")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.day}"
