import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class SpecialDay(models.Model):
    """A day on which the calendar differs from Monday to Friday (节假日与调休)."""

    day = models.DateField(_("day"), primary_key=True)
    works = models.BooleanField(_("working day"))
    name = models.CharField(_("name"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        ordering = ["day"]

    def __str__(self) -> str:
        return str(self.day)
