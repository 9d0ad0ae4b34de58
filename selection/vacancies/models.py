import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models import Post, Tenure, User
from cadres.shared.workflow import edges
from selection.vacancies.choices import Cause, VacancyStage
from selection.vacancies.querysets import VacancyQuerySet
from selection.vacancies.workflow import MOVES


@pghistory.track()
class Vacancy(models.Model):
    """One seat of a post that is free, or will be on a known day, and shall be filled (职位空缺)."""

    post = models.ForeignKey(Post, verbose_name=_("post"), on_delete=models.PROTECT, related_name="vacancies")
    seat = models.PositiveSmallIntegerField(_("seat"), default=1, editable=False)
    cause = models.CharField(_("cause"), max_length=12, choices=Cause)
    free_on = models.DateField(_("free from"), help_text=_("The day from which nobody holds the seat."))
    wanted_by = models.DateField(_("to be filled by"))
    leaving = models.ForeignKey(
        Tenure,
        verbose_name=_("holder who leaves"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="vacancies",
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    stage = models.CharField(
        _("stage"), max_length=10, choices=VacancyStage, default=VacancyStage.OPEN, editable=False
    )
    opened_by = models.ForeignKey(
        User, verbose_name=_("opened by"), on_delete=models.PROTECT, related_name="+", editable=False
    )
    opened_on = models.DateField(_("opened on"), editable=False)
    closed_on = models.DateField(_("closed on"), null=True, editable=False)

    objects = VacancyQuerySet.as_manager()

    class Meta:
        verbose_name = _("vacancy")
        verbose_name_plural = _("vacancies")
        ordering = ["wanted_by", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "seat"],
                condition=Q(stage="open"),
                name="selection_vacancy_one_open",
                violation_error_message=_("This seat already has an open vacancy."),
            ),
            models.CheckConstraint(
                condition=Q(stage="open", closed_on=None) | (~Q(stage="open") & Q(closed_on__gte=F("opened_on"))),
                name="selection_vacancy_closed_when_dated",
            ),
            models.CheckConstraint(condition=Q(seat__gte=1), name="selection_vacancy_seat"),
        ]
        indexes = [models.Index(fields=["wanted_by", "id"], condition=Q(stage="open"), name="selection_vacancy_due")]
        triggers = [pgtrigger.FSM(name="stage_moves", field="stage", transitions=edges(MOVES))]

    def __str__(self) -> str:
        return str(self.post)

    def get_absolute_url(self) -> str:
        return reverse("selection:vacancy_detail", args=[self.pk])
