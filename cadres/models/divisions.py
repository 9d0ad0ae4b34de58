import pghistory
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.choices import Level, Tier, TownshipKind
from cadres.querysets import DivisionProfileQuerySet, DivisionQuerySet
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


@pghistory.track()
class DivisionProfile(models.Model):
    """Facts of a township in one year (乡镇基本情况): what the leaders found and worked with."""

    division = models.ForeignKey(
        Division, verbose_name=_("division"), on_delete=models.PROTECT, related_name="profiles"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    population = models.PositiveIntegerField(_("resident population"), help_text=_("persons"))
    area = models.DecimalField(_("area"), max_digits=9, decimal_places=2, help_text=_("square kilometres"))
    mountain_share = models.DecimalField(
        _("share of mountains"), max_digits=5, decimal_places=2, help_text=_("per cent of the area")
    )
    distance = models.DecimalField(
        _("distance to the county seat"), max_digits=6, decimal_places=1, help_text=_("kilometres by road")
    )
    income = models.PositiveIntegerField(_("rural income per head"), help_text=_("yuan a year"))
    revenue = models.DecimalField(
        _("fiscal revenue"), max_digits=12, decimal_places=2, help_text=_("ten thousand yuan a year")
    )
    was_poor = models.BooleanField(_("lifted out of poverty after 2013"), default=False)
    tier = models.CharField(_("tier"), max_length=10, choices=Tier, editable=False)

    objects = DivisionProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("township profile")
        verbose_name_plural = _("township profiles")
        ordering = ["-year", "division"]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "year"],
                name="cadres_profile_once_a_year",
                violation_error_message=_("This township already has a profile for that year."),
            ),
            models.CheckConstraint(
                condition=models.Q(mountain_share__gte=0, mountain_share__lte=100, year__gte=1949, area__gt=0),
                name="cadres_profile_bounds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("cadres:division_detail", args=[self.division_id])
