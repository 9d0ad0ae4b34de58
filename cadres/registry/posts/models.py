import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.registry.organizations.models import Organization
from cadres.registry.posts.choices import Grade, PostKind
from cadres.registry.posts.querysets import PostQuerySet
from cadres.shared.merged_records import living_only


@pghistory.track()
class Post(models.Model):
    """A post (职务) in an organization, with its approved number of seats (职数)."""

    organization = models.ForeignKey(
        Organization, verbose_name=_("organization"), on_delete=models.PROTECT, related_name="posts"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=PostKind)
    name = models.CharField(_("name"), max_length=60)
    grade = models.CharField(_("grade"), max_length=20, choices=Grade)
    approved_number = models.PositiveSmallIntegerField(_("approved number"), default=1)
    elected = models.BooleanField(_("filled by election"), default=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["organization", "-grade", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "name"], name="cadres_post_name"),
            models.UniqueConstraint(
                fields=["organization", "kind"],
                condition=Q(kind__in=["secretary", "head", "congress_chair"]),
                name="cadres_one_main_post",
            ),
            models.CheckConstraint(
                condition=Q(approved_number__gte=1) & (~Q(kind__in=["secretary", "head"]) | Q(approved_number=1)),
                name="cadres_post_number",
            ),
        ]
        triggers = [living_only("cadres_organization", "organization_id")]

    def __str__(self) -> str:
        return f"{self.organization.name}{self.name}"

    def get_absolute_url(self) -> str:
        return reverse("cadres:post_detail", args=[self.pk])
