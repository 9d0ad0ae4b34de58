import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models import Cadre, User
from selection.elections.choices import Path
from selection.elections.models.elections import Election
from selection.elections.querysets import ElectionPartQuerySet, NomineePartQuerySet


@pghistory.track()
class Nominee(models.Model):
    """A cadre registered for an election (报名人选), with the way in; ``examinee`` once sent to the inspection."""

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="nominees")
    cadre = models.ForeignKey(Cadre, verbose_name=_("cadre"), on_delete=models.PROTECT, related_name="nominations")
    path = models.CharField(_("way in"), max_length=16, choices=Path)
    supporters = models.PositiveIntegerField(
        _("supporters"), default=0, help_text=_("Number of people who signed a joint nomination.")
    )
    nominated_by = models.CharField(
        _("nominated by"), max_length=200, blank=True, help_text=_("Organization, meeting or first signatory.")
    )
    registered_on = models.DateField(_("registered on"))
    registered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    examinee = models.BooleanField(_("to be inspected"), default=False, editable=False)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, editable=False)

    objects = ElectionPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("nominee")
        verbose_name_plural = _("nominees")
        ordering = ["election", "registered_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "cadre"],
                name="selection_nominee_once",
                violation_error_message=_("This cadre is registered already."),
            ),
            models.CheckConstraint(
                condition=~Q(path__in=["joint_members", "joint_masses"]) | Q(supporters__gte=1),
                name="selection_nominee_joint_has_supporters",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(examinee=False), name="selection_nominee_withdrawn_not_inspected"
            ),
        ]

    def __str__(self) -> str:
        return str(self.cadre)


@pghistory.track()
class Waiver(models.Model):
    """A leader's recorded decision to set one rule aside for one nominee (破例审批)."""

    nominee = models.ForeignKey(Nominee, on_delete=models.PROTECT, related_name="waivers")
    rule = models.CharField(_("rule"), max_length=60, db_collation="C")
    reason = models.TextField(_("reason"))
    document = models.CharField(_("document"), max_length=200)
    granted_by = models.ForeignKey(User, verbose_name=_("granted by"), on_delete=models.PROTECT, related_name="+")
    granted_on = models.DateField(pgettext_lazy("exception", "granted on"))

    objects = NomineePartQuerySet.as_manager()

    class Meta:
        verbose_name = _("exception granted")
        verbose_name_plural = _("exceptions granted")
        ordering = ["nominee", "rule"]
        constraints = [
            models.UniqueConstraint(fields=["nominee", "rule"], name="selection_waiver_once"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(document=""), name="selection_waiver_has_grounds"),
        ]

    def __str__(self) -> str:
        return self.rule
