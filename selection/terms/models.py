import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cadres.models import Tenure
from selection.terms.choices import Kind
from selection.terms.querysets import WatchQuerySet


@pghistory.track()
class Watch(models.Model):
    """Something that falls due for a running tenure (任期与轮岗监测): found by the nightly sweep, settled by it too.

    Settled means: the tenure ended, the term was renewed, or a more urgent reminder took its place.
    """

    tenure = models.ForeignKey(Tenure, verbose_name=_("tenure"), on_delete=models.PROTECT, related_name="watches")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    due_on = models.DateField(_("due"))
    found_on = models.DateField(_("found on"))
    settled_on = models.DateField(_("settled on"), null=True)

    objects = WatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("watch")
        verbose_name_plural = _("watches")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["tenure", "kind", "due_on"], name="selection_watch_once"),
            models.CheckConstraint(
                condition=Q(settled_on=None) | Q(settled_on__gte=F("found_on")), name="selection_watch_settled_after"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], condition=Q(settled_on=None), name="selection_watch_open"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return self.tenure.get_absolute_url()
