from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.utils.translation import gettext_lazy as _

from cadres.platform.divisions.choices import Level, TownshipKind
from cadres.platform.divisions.querysets import DivisionQuerySet
from cadres.shared.scope import PROVINCE_CODE


class Division(models.Model):
    """An administrative division (行政区划), from province to township.

    ``code`` has 12 digits (GB/T 2260, three township digits, three zeros). All below a division share its
    leading digits, so "within" is a range of codes.
    """

    code = models.CharField(_("code"), max_length=12, primary_key=True, db_collation="C")
    name = models.CharField(_("name"), max_length=60)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    kind = models.CharField(_("kind"), max_length=12, choices=TownshipKind, blank=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("part of"), null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    name_key = models.CharField(max_length=200, editable=False, db_collation="C")

    objects = DivisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("division")
        verbose_name_plural = _("divisions")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=models.Q(code__regex=r"^[0-9]{12}$"), name="cadres_division_code"),
            # Remits are folded over the codes that no province has; see ``cadres.shared.scope.folded``.
            models.CheckConstraint(
                condition=models.Q(code__regex=PROVINCE_CODE), name="cadres_division_in_a_province"
            ),
            models.CheckConstraint(
                condition=models.Q(level=Level.PROVINCE, parent=None) | models.Q(parent__isnull=False),
                name="cadres_division_parent",
            ),
        ]
        indexes = [
            models.Index(fields=["level", "code"], name="cadres_division_level"),
            models.Index(OpClass("name", "varchar_pattern_ops"), name="cadres_division_name_prefix"),
            models.Index(fields=["name_key"], name="cadres_division_by_key"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def above(self) -> list[str]:
        """Names of the divisions it lies in, from the province down; read with ``with_places_above``."""
        found: list[str] = []
        one = self.parent
        while one is not None:
            found.insert(0, one.name)
            one = one.parent
        return found

    @property
    def full_name(self) -> str:
        """As an address begins: 四川省巴中市平昌县元山镇."""
        return "".join([*self.above, self.name])
