import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models import Cadre, Tenure
from cadres.shared.phrases import titled
from training.needs.choices import Reason
from training.needs.querysets import NeedQuerySet
from training.programmes.choices import Topic


@pghistory.track()
class Need(models.Model):
    """What a cadre lacks (培训需求), on the principle "train what is lacking"; settled when a class was attended."""

    cadre = models.ForeignKey(Cadre, verbose_name=_("cadre"), on_delete=models.PROTECT, related_name="training_needs")
    reason = models.CharField(_("reason"), max_length=12, choices=Reason)
    topic = models.CharField(_("topic"), max_length=16, choices=Topic, blank=True)
    tenure = models.ForeignKey(
        Tenure,
        verbose_name=_("tenure"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="training_needs",
    )
    due_on = models.DateField(_("due"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    settled_by = models.ForeignKey(
        "training.Enrolment",
        verbose_name=_("settled by"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="settled_needs",
    )

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("training need")
        verbose_name_plural = _("training needs")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenure"], condition=Q(reason=Reason.INDUCTION), name="training_one_induction_a_tenure"
            ),
            models.CheckConstraint(
                condition=~Q(reason=Reason.INDUCTION) | Q(tenure__isnull=False), name="training_induction_has_tenure"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], condition=Q(settled_by=None), name="training_need_open"),
        ]

    def __str__(self) -> str:
        return titled(self.cadre, self.get_reason_display())

    def get_absolute_url(self) -> str:
        return f"{reverse('training:need_list')}?cadre={self.cadre_id}"
