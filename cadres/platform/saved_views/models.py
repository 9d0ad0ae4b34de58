from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.platform.accounts.models import User
from cadres.platform.divisions.models import Division
from cadres.platform.saved_views.querysets import SavedViewQuerySet


class SavedView(models.Model):
    """A list as somebody wants to find it again (常用视图): its filters, conditions, columns and order, by name.

    ``list_name`` is the URL name of the list, ``query`` the part after "?". Private unless shared with everybody who
    answers for ``shared_with``. The default is what its owner sees when he opens the list.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    list_name = models.CharField(max_length=60, db_collation="C")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=2000, blank=True)
    shared_with = models.ForeignKey(
        Division, verbose_name=_("shared with"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_default = models.BooleanField(_("opens first"), default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["list_name", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "list_name", "name"],
                name="cadres_saved_view_name",
                violation_error_message=_("You already have a view of this name."),
            ),
            models.UniqueConstraint(
                fields=["user", "list_name"], condition=Q(is_default=True), name="cadres_saved_view_default"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse(self.list_name)}?{self.query}&view={self.pk}"
