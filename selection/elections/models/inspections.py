import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models import User
from selection.elections.models.nominees import Nominee
from selection.elections.querysets import NomineePartQuerySet


@pghistory.track()
class Inspection(models.Model):
    """The inspection (考察) of one nominee: team, the four musts (凡提四必), integrity opinion, conclusion.

    The musts may be entered one after the other; the move to the next stage asks for all of them.
    """

    nominee = models.OneToOneField(Nominee, on_delete=models.PROTECT, related_name="inspection")
    team = ArrayField(models.CharField(max_length=60), verbose_name=_("team"))
    began_on = models.DateField(_("from"))
    ended_on = models.DateField(_("to"))
    file_on = models.DateField(_("personnel file reviewed on"), null=True, blank=True)
    file_paper = models.CharField(_("paper of the file review"), max_length=200, blank=True)
    report_on = models.DateField(_("personal-matters report checked on"), null=True, blank=True)
    report_paper = models.CharField(_("paper of the report check"), max_length=200, blank=True)
    discipline_on = models.DateField(_("discipline and supervision heard on"), null=True, blank=True)
    discipline_paper = models.CharField(_("paper of the discipline opinion"), max_length=200, blank=True)
    petitions_on = models.DateField(_("petitions checked on"), null=True, blank=True)
    petitions_paper = models.CharField(_("paper of the petition check"), max_length=200, blank=True)
    signed_by_secretary = models.CharField(_("integrity opinion signed by the secretary"), max_length=60, blank=True)
    signed_by_discipline = models.CharField(
        _("integrity opinion signed by the discipline secretary"), max_length=60, blank=True
    )
    fit = models.BooleanField(_("found fit for the post"), default=False)
    conclusion = models.TextField(_("conclusion"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = NomineePartQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        ordering = ["nominee"]
        constraints = [
            models.CheckConstraint(condition=Q(team__len__gte=2), name="selection_inspection_team"),
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("began_on")),
                name="selection_inspection_dates",
                violation_error_message=_("The inspection ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.nominee)

    def get_absolute_url(self) -> str:
        return reverse("selection:inspection_detail", args=[self.pk])
