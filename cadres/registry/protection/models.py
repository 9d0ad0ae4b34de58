import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.platform.accounts.models import User
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.protection.choices import KinshipStage
from cadres.registry.protection.querysets import KinshipQuerySet
from cadres.registry.protection.workflow import MOVES
from cadres.shared.workflow import edges


@pghistory.track()
class Kinship(models.Model):
    """That a cadre is the account's owner or a relative of his (回避关系): confirmed, the file is closed to him.

    Proposed by the program from family members (name and month of birth together, never a name alone) or declared by
    the person; settled by somebody else.
    """

    user = models.ForeignKey(User, verbose_name=_("account"), on_delete=models.PROTECT, related_name="kinships")
    cadre = models.ForeignKey(Cadre, verbose_name=_("cadre"), on_delete=models.PROTECT, related_name="kinships")
    relation = models.CharField(
        _("relation"), max_length=20, help_text=_("As in the form, for example 妻子; 本人 for your own file.")
    )
    stage = models.CharField(
        _("stage"), max_length=10, choices=KinshipStage, default=KinshipStage.PROPOSED, editable=False
    )
    proposed_by = models.ForeignKey(
        User,
        verbose_name=_("proposed by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        help_text=_("Empty: by the program."),
    )
    confirmed_by = models.ForeignKey(
        User,
        verbose_name=pgettext_lazy("person", "settled by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    objects = KinshipQuerySet.as_manager()

    class Meta:
        verbose_name = _("kinship")
        verbose_name_plural = _("kinships")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "cadre"],
                name="cadres_kinship_once",
                violation_error_message=_("This is on record already."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None)
                | (~Q(confirmed_by=F("user")) & (Q(proposed_by=None) | ~Q(confirmed_by=F("proposed_by")))),
                name="cadres_kinship_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(stage="proposed", confirmed_by=None)
                | Q(stage__in=["confirmed", "dismissed"], confirmed_by__isnull=False),
                name="cadres_kinship_settled_by_somebody",
            ),
        ]
        triggers = [pgtrigger.FSM(name="stage_moves", field="stage", transitions=edges(MOVES))]

    def __str__(self) -> str:
        return f"{self.user} · {self.relation} · {self.cadre}"

    def get_absolute_url(self) -> str:
        return reverse("cadres:kinship_list")
