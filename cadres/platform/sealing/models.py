import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cadres.platform.sealing.querysets import SealingQuerySet
from cadres.shared.sealed import no_truncate


def append_only() -> list[pgtrigger.Trigger]:
    return [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete), no_truncate()]


def clock() -> pgtrigger.Trigger:
    """``at`` is what the database's clock says, whatever the application sends."""
    return pgtrigger.Trigger(
        name="clock",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="NEW.at = clock_timestamp(); RETURN NEW;",
    )


class AuditEvent(models.Model):
    """That a sealed record was written (留痕事项): who, in which role, from where, what, to which record.

    Written by the triggers of that record alone (``cadres.shared.sealed``), at the time of the database's own clock.
    ``payload`` is the whole record as canonical JSON; it may be dropped, its digest stays. No foreign keys: what is
    sealed must not follow when an account is renamed.
    """

    source = models.CharField(max_length=40, db_collation="C")
    source_id = models.BigIntegerField()
    at = models.DateTimeField(_("at"), db_default=Now())
    actor = models.CharField(_("User name"), max_length=150, blank=True)
    role = models.CharField(_("role"), max_length=20, blank=True)
    address = models.CharField(_("Address"), max_length=64, blank=True)
    action = models.CharField(_("step"), max_length=40)
    object = models.CharField(_("record"), max_length=80, db_collation="C")
    result = models.CharField(max_length=40, blank=True)
    reason_digest = models.CharField(max_length=64, blank=True)
    payload_digest = models.CharField(max_length=64)
    payload = models.TextField(null=True)  # noqa: DJ001 -- null: dropped

    objects = SealingQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of the sealed record")
        verbose_name_plural = _("events of the sealed record")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["source", "source_id"], name="cadres_event_once")]
        triggers = [
            pgtrigger.Trigger(
                name="by_database",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF pg_trigger_depth() < 2 THEN
                        RAISE EXCEPTION 'pgtrigger: Cannot insert rows into % except by a sealed record', TG_TABLE_NAME;
                    END IF;
                    NEW.at = clock_timestamp();
                    NEW.payload_digest = encode(sha256(convert_to(NEW.payload, 'UTF8')), 'hex');
                    RETURN NEW;
                """,  # noqa: E501 -- one statement of SQL
            ),
            pgtrigger.Trigger(
                name="only_drops_payload",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF NEW.payload IS NOT NULL OR to_jsonb(NEW) - 'payload' <> to_jsonb(OLD) - 'payload'
                       OR NOT EXISTS (SELECT FROM cadres_seal WHERE event_id = OLD.id) THEN
                        RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return f"{self.source}:{self.source_id}"


class Seal(models.Model):
    """The number of an event in the chain, and the hash that all rows up to it lead to (封存)."""

    n = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(AuditEvent, on_delete=models.DO_NOTHING, db_constraint=False, related_name="seal")
    hash = models.CharField(max_length=64)

    objects = SealingQuerySet.as_manager()

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["n"]
        triggers = append_only()

    def __str__(self) -> str:
        return str(self.n)


class Checkpoint(models.Model):
    """The head of the chain after ``size`` rows, signed (检查点). Copies lie outside the database."""

    size = models.BigIntegerField(_("rows"))
    at = models.DateTimeField(_("at"), db_default=Now())
    note = models.TextField()

    objects = SealingQuerySet.as_manager()

    class Meta:
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["-at"], name="cadres_checkpoint_at")]
        triggers = [*append_only(), clock()]

    def __str__(self) -> str:
        return str(self.size)


class ChainCheck(models.Model):
    """One verification of the chain by the program itself (核验): how many rows, and what was wrong."""

    at = models.DateTimeField(_("at"), db_default=Now())
    rows = models.BigIntegerField(_("rows"))
    faults = models.JSONField(default=list, encoder=DjangoJSONEncoder)

    objects = SealingQuerySet.as_manager()

    class Meta:
        verbose_name = _("verification of the record")
        verbose_name_plural = _("verifications of the record")
        ordering = ["-pk"]
        triggers = [*append_only(), clock()]

    def __str__(self) -> str:
        return str(self.rows)
