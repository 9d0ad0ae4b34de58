import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models import User
from selection.elections.models.elections import Election
from selection.elections.querysets import ElectionPartQuerySet


@pghistory.track()
class Complaint(models.Model):
    """An objection received during the public notice (公示期异议), and how it was settled."""

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="complaints")
    received_on = models.DateField(_("received on"))
    sender = models.CharField(
        pgettext_lazy("objection", "from"), max_length=120, help_text=_("Name, or “anonymous with traceable leads”.")
    )
    content = models.TextField(_("content"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    settled_on = models.DateField(_("settled on"), null=True, editable=False)
    settlement = models.TextField(_("how settled"), blank=True, editable=False)
    upheld = models.BooleanField(_("upheld"), default=False, editable=False)
    settled_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = ElectionPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection received")
        verbose_name_plural = _("objections received")
        ordering = ["election", "received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_on=None, settlement="", settled_by=None, upheld=False)
                | (Q(settled_on__gte=F("received_on"), settled_by__isnull=False) & ~Q(settlement="")),
                name="selection_complaint_settled_with_grounds",
            ),
            models.CheckConstraint(
                condition=Q(settled_by=None) | ~Q(settled_by=F("recorded_by")), name="selection_complaint_four_eyes"
            ),
        ]

    def __str__(self) -> str:
        return self.sender
