import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.platform.accounts.models import User
from cadres.platform.divisions.models import Division
from cadres.registry.rosters.choices import RosterGrouping, RosterOrder
from cadres.registry.rosters.querysets import RosterQuerySet


@pghistory.track()
class Roster(models.Model):
    """A kept roster (名册): who stands in it, in which columns, order and groups. The people are read anew each time.

    ``columns`` are keys of ``COLUMNS``, in their order; ``conditions`` is the query of the list of cadres,
    for example "sex=2&grade=c_section_chief".
    """

    division = models.ForeignKey(
        Division, verbose_name=_("office of"), on_delete=models.PROTECT, related_name="rosters", editable=False
    )
    owner = models.ForeignKey(
        User, verbose_name=_("kept by"), on_delete=models.PROTECT, related_name="rosters", editable=False
    )
    name = models.CharField(_("name"), max_length=80)
    shared = models.BooleanField(
        _("shared"), default=False, help_text=_("The whole office sees it; only you change it.")
    )
    columns = ArrayField(models.CharField(max_length=40), verbose_name=_("columns"))
    order = models.CharField(_("order"), max_length=12, choices=RosterOrder, default=RosterOrder.NAME)
    grouping = models.CharField(_("grouped by"), max_length=12, choices=RosterGrouping, default=RosterGrouping.NONE)
    conditions = models.TextField(_("conditions"), blank=True, max_length=2000, editable=False)

    objects = RosterQuerySet.as_manager()

    class Meta:
        verbose_name = _("roster")
        verbose_name_plural = _("rosters")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="cadres_roster_name",
                violation_error_message=_("You already keep a roster of this name."),
            ),
            models.CheckConstraint(condition=models.Q(columns__len__gt=0), name="cadres_roster_columns"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("cadres:roster_detail", args=[self.pk])
