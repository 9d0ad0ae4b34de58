import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models import Division, User
from cadres.platform.divisions.choices import Tier
from incentives.subsidies.querysets import SubsidyRateQuerySet


@pghistory.track()
class SubsidyRate(models.Model):
    """Monthly township work subsidy (乡镇工作补贴) of a county for one tier of townships.

    It is paid while working in a township and ends on leaving. In force only when a second person approved it.
    """

    division = models.ForeignKey(
        Division, verbose_name=_("county"), on_delete=models.PROTECT, related_name="subsidy_rates"
    )
    tier = models.CharField(_("tier"), max_length=10, choices=Tier)
    monthly = models.DecimalField(_("monthly amount"), max_digits=8, decimal_places=2, help_text=_("yuan"))
    during = DateRangeField(_("in force"))
    basis = models.CharField(_("basis document"), max_length=200)
    set_by = models.ForeignKey(
        User, verbose_name=_("set by"), on_delete=models.PROTECT, related_name="+", editable=False
    )
    approved_by = models.ForeignKey(
        User,
        verbose_name=_("approved by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    objects = SubsidyRateQuerySet.as_manager()

    class Meta:
        verbose_name = _("subsidy rate")
        verbose_name_plural = _("subsidy rates")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("set_by")),
                name="incentives_rate_four_eyes",
                violation_error_message=_("Who set the rate cannot approve it."),
            ),
            models.CheckConstraint(
                condition=Q(during__lower_inf=False, during__isempty=False), name="incentives_rate_starts"
            ),
            models.CheckConstraint(condition=Q(monthly__gt=0), name="incentives_rate_amount"),
            ExclusionConstraint(
                name="incentives_rate_one_at_a_time",
                expressions=[
                    ("division", RangeOperators.EQUAL),
                    ("tier", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(approved_by__isnull=False),
                violation_error_message=_("This tier already has an approved rate for that time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tier_display()} {self.monthly}"

    def get_absolute_url(self) -> str:
        return reverse("incentives:rate_list")
