from django.db import models
from django.db.models import Q

from cadres.platform.divisions.models import Division


class Installation(models.Model):
    """The one row about this installation (本系统): whose it is and whether its people are invented."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    division = models.ForeignKey(Division, null=True, on_delete=models.PROTECT, related_name="+")
    demonstration = models.BooleanField(default=False)
    seed = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="cadres_installation_single")]

    def __str__(self) -> str:
        return str(self.division or "")
