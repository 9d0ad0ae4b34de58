import pghistory
import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessment.baselines.querysets import BaselineQuerySet
from assessment.systems.models import Indicator
from cadres.models import Tenure
from cadres.shared.phrases import beside, titled
from cadres.shared.regulations.catalogue import number_text


@pghistory.track()
class Baseline(models.Model):
    """What a leader found (起点): one indicator of the township as it stood before the tenure began. Frozen.

    ``value_year`` is the year the number is about, always before the year in which the tenure began.
    """

    tenure = models.ForeignKey(
        Tenure, verbose_name=_("tenure"), on_delete=models.PROTECT, related_name="assessment_baselines"
    )
    indicator = models.ForeignKey(Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="+")
    number = models.DecimalField(_("starting point"), max_digits=18, decimal_places=4)
    value_year = models.PositiveSmallIntegerField(_("year"))
    taken_on = models.DateField(_("taken on"))

    objects = BaselineQuerySet.as_manager()

    class Meta:
        verbose_name = _("starting point")
        verbose_name_plural = _("starting points")
        ordering = ["tenure", "indicator"]
        constraints = [models.UniqueConstraint(fields=["tenure", "indicator"], name="assessment_baseline_once")]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return titled(self.indicator, beside(number_text(self.number), self.value_year))
