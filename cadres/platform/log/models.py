import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.platform.log.querysets import StepQuerySet
from cadres.shared.sealed import leaves_events


class Step(models.Model):
    """Who decided what, when, on which facts (程序记录). Never changed, never deleted.

    ``subject`` is "app.model:pk" of the record moved; ``facts`` is what the rules were given; ``warnings`` what they
    reminded of; ``overridden`` the objections set aside with ``reason``. ``at`` is the clock of the database, whatever
    is written.
    """

    subject = models.CharField(max_length=80, db_collation="C")
    move = models.CharField(_("step"), max_length=40)
    source = models.CharField(pgettext_lazy("stage", "from"), max_length=24, blank=True)
    target = models.CharField(pgettext_lazy("stage", "to"), max_length=24, blank=True)
    by = models.ForeignKey(
        "cadres.User", verbose_name=_("by"), null=True, on_delete=models.PROTECT, related_name="steps"
    )
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)
    reason = models.TextField(_("reason"), blank=True)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    warnings = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    overridden = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    edition = models.CharField(_("edition of the rules"), max_length=20, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["pk"]
        indexes = [models.Index(fields=["subject", "id"], name="cadres_step_subject")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="at_by_the_database",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="NEW.at := statement_timestamp(); RETURN NEW;",
            ),
            *leaves_events("cadres.step", action="move", result="target"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.move}"
