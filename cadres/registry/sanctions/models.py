from datetime import date

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cadres.registry.cadre_files.models import Cadre, section_of
from cadres.registry.sanctions.choices import SanctionKind
from cadres.registry.sanctions.querysets import SanctionQuerySet
from cadres.registry.sanctions.rules import has_effect_on
from cadres.shared.merged_records import living_only


@pghistory.track()
class Sanction(models.Model):
    """A sanction or organizational measure (处分、组织处理) and how long it bars promotion and reward.

    Never deleted; one that was annulled (撤销) stays on record with its reason and paper and has no effect from then.
    """

    cadre = models.ForeignKey(Cadre, on_delete=models.PROTECT, related_name="sanctions")
    kind = models.CharField(_("kind"), max_length=24, choices=SanctionKind)
    decided_on = models.DateField(_("decided on"))
    rights_restored_on = models.DateField(
        _("rights of a member restored on"),
        null=True,
        blank=True,
        help_text=_("Of probation within the party; its effect is counted from this day."),
    )
    effect_until = models.DateField(_("in effect until"), null=True, blank=True)
    organ = models.CharField(_("decided by"), max_length=120)
    document = models.CharField(_("document"), max_length=120, blank=True)
    annulled_on = models.DateField(_("annulled on"), null=True, blank=True)
    annulled_reason = models.CharField(
        _("reason of the annulment"), max_length=200, blank=True, default="", db_default=""
    )
    annulled_document = models.CharField(
        _("paper of the annulment"), max_length=120, blank=True, default="", db_default=""
    )

    objects = SanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        ordering = ["cadre", "-decided_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(effect_until=None) | Q(effect_until__gte=models.F("decided_on")),
                name="cadres_sanction_effect",
                violation_error_message=_("A sanction cannot end before it was decided."),
            ),
            models.CheckConstraint(
                condition=Q(rights_restored_on=None)
                | Q(kind="party_probation", rights_restored_on__gt=models.F("decided_on")),
                name="cadres_sanction_rights",
                violation_error_message=_("Only probation within the party ends with the return of rights, after it."),
            ),
            models.CheckConstraint(
                condition=Q(annulled_on=None, annulled_reason="", annulled_document="")
                | (Q(annulled_on__gte=models.F("decided_on")) & ~Q(annulled_reason="") & ~Q(annulled_document="")),
                name="cadres_sanction_annulled",
                violation_error_message=_("An annulment needs a day after the decision, a reason and a paper."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            living_only("cadres_cadre", "cadre_id"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return section_of(self.cadre_id, "sanctions")

    def in_effect_on(self, day: date) -> bool:
        """As the query of the same name says of rows."""
        annulled = self.annulled_on is not None and self.annulled_on <= day
        return not annulled and has_effect_on(day, self.decided_on, self.effect_until)
