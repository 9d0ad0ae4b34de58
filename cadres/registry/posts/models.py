from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.registry.organizations.models import Organization
from cadres.registry.posts.choices import Grade, PostKind
from cadres.registry.posts.querysets import PostQuerySet
from cadres.shared.merged_records import living_only

# The one rule of how a post is written: place, organ in short, post (元山镇党委书记, 元山镇镇长, 同州街道党工委书记).
# It stands in the database, since lists, notices and files of a hundred thousand rows read it as a column. An
# organization whose name does not follow the pattern keeps it, without 中共 and without what is above its division.
AS_OFFICES_WRITE = r"""
        SELECT o.name, d.name AS division, coalesce(a.name, '') AS above INTO body
          FROM cadres_organization o
          JOIN cadres_division d ON d.code = o.division_id
          LEFT JOIN cadres_division a ON a.code = d.parent_id
         WHERE o.id = NEW.organization_id;
        whole := regexp_replace(coalesce(body.name, ''), '^中共', '');
        IF strpos(whole, body.division) > 1
           AND left(whole, strpos(whole, body.division) - 1) ~ '[省市州盟县旗区]$' THEN
            whole := substr(whole, strpos(whole, body.division));
        ELSIF body.above <> '' AND starts_with(whole, body.above) AND length(whole) > length(body.above) + 2
              AND substr(whole, length(body.above) + 1) ~ '^.+(镇|乡|街道|苏木)' THEN
            whole := substr(whole, length(body.above) + 1);
        END IF;
        place := CASE WHEN starts_with(whole, body.division) THEN body.division
                      ELSE coalesce(substring(whole from '^.*?(?:镇|乡|街道|苏木)'), '') END;
        organ := regexp_replace(substr(whole, length(place) + 1), '^纪律检查委员会', '纪委');
        party := CASE WHEN organ ~ '^(党的)?工作委员会$|^党工委' THEN '党工委'
                      WHEN organ ~ '^委员会$|^党委$' AND place ~ '[县市区旗州省盟]$' THEN '委'
                      WHEN organ ~ '^委员会$|^党委$' THEN '党委'
                 END;
        NEW.office_name := CASE
            WHEN place = '' THEN whole || NEW.name
            WHEN party IS NOT NULL THEN place ||
                CASE WHEN NEW.name ~ '^(第一|专职|常务)?副?书记' OR NEW.name ~ '^(常务)?[^党纪、]*委员' THEN party
                     ELSE '' END || CASE WHEN party = '委' THEN regexp_replace(NEW.name, '^县?委(?=副?书记)', '')
                     ELSE NEW.name END
            WHEN organ ~ '^(人民代表大会|人大)' THEN place ||
                CASE WHEN organ ~ '常务委员会$|常委会$' THEN '人大常委会'
                     WHEN organ ~ '工作委员会$|工委$' THEN '人大工委'
                     ELSE '人大' END || regexp_replace(NEW.name, '^人大(常委会|工委)?', '')
            WHEN organ ~ '^(人民)?政府$' THEN place || NEW.name
            WHEN organ = '办事处' THEN place || CASE WHEN NEW.name ~ '^副?主任' THEN organ ELSE '' END || NEW.name
            WHEN starts_with(body.name, '中共') THEN place || regexp_replace(organ, '^委员会', '委') || NEW.name
            ELSE place || organ || NEW.name
        END;
        RETURN NEW;
"""


class OfficeNameField(models.CharField):
    """Written by the database alone and read back with a new row; what Python would write is passed over."""

    db_returning = True

    def deconstruct(self) -> Any:
        """For migrations a column of characters like any other."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


@pghistory.track(exclude=["office_name"])
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
    office_name = OfficeNameField(_("post in short"), max_length=200, editable=False, default="")

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
        triggers = [
            living_only("cadres_organization", "organization_id"),
            pgtrigger.Trigger(
                name="office_name",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=AS_OFFICES_WRITE,
                declare=[("body", "RECORD"), *((name, "TEXT") for name in ("whole", "place", "organ", "party"))],
            ),
        ]

    def __str__(self) -> str:
        return self.office_name or f"{self.organization.name}{self.name}"

    def get_absolute_url(self) -> str:
        return reverse("cadres:post_detail", args=[self.pk])
