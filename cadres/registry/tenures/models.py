import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.fields.ranges import RangeStartsWith
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cadres.registry.cadre_files.models import Cadre, section_of
from cadres.registry.posts.models import Post
from cadres.registry.tenures.choices import EndReason, StartBasis
from cadres.registry.tenures.querysets import TenureQuerySet
from cadres.registry.tenures.regulations import BY_PROCEDURE, OWNED_SINCE
from cadres.shared.merged_records import living_only
from cadres.shared.phrases import titled

# Secretary and head in one person only where a pilot covers the whole time of both; congress chair and a post of the
# government never (Organic Law of Local Congresses and Governments, Art 18). Who ends a tenure may always do so, also
# where a pair stands on record that the rule of today would not let in.
ONE_SHOULDER = """
        IF TG_OP = 'UPDATE' THEN
            IF NEW.cadre_id = OLD.cadre_id AND NEW.post_id = OLD.post_id AND NEW.seat = OLD.seat
               AND NEW.held <@ OLD.held THEN
                RETURN NEW;
            END IF;
        END IF;
        SELECT p.kind, o.division_id, p.approved_number INTO mine
          FROM cadres_post p JOIN cadres_organization o ON o.id = p.organization_id WHERE p.id = NEW.post_id;
        IF NEW.seat > mine.approved_number THEN
            RAISE EXCEPTION 'seat beyond the approved number'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'cadres_tenure_approved_number';
        END IF;
        IF mine.kind IN ('secretary', 'head', 'congress_chair', 'deputy_head') THEN
            FOR other IN
                SELECT p.kind, o.division_id, t.held * NEW.held AS both_held
                  FROM cadres_tenure t
                  JOIN cadres_post p ON p.id = t.post_id
                  JOIN cadres_organization o ON o.id = p.organization_id
                 WHERE t.cadre_id = NEW.cadre_id AND t.id <> NEW.id AND t.held && NEW.held
                   AND p.kind IN ('secretary', 'head', 'congress_chair', 'deputy_head') AND p.kind <> mine.kind
            LOOP
                IF 'congress_chair' IN (mine.kind, other.kind)
                   AND ('head' IN (mine.kind, other.kind) OR 'deputy_head' IN (mine.kind, other.kind)) THEN
                    RAISE EXCEPTION 'congress chair and a post of the government in one person'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'cadres_tenure_chair_not_head';
                END IF;
                IF 'head' IN (mine.kind, other.kind) AND 'secretary' IN (mine.kind, other.kind)
                   AND (other.division_id <> mine.division_id OR NOT EXISTS (
                        SELECT 1 FROM cadres_pilot x
                         WHERE x.division_id = mine.division_id AND x.period @> other.both_held)) THEN
                    RAISE EXCEPTION 'one shoulder outside a pilot'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'cadres_tenure_one_shoulder';
                END IF;
            END LOOP;
        END IF;
        RETURN NEW;
"""

WHO_SERVES = """
        IF NOT EXISTS (SELECT 1 FROM cadres_cadre c WHERE c.id = NEW.cadre_id AND c.status = 'serving')
           AND EXISTS (SELECT 1 FROM cadres_tenure t WHERE t.id = NEW.id AND upper_inf(t.held)) THEN
            RAISE EXCEPTION 'a post held by who no longer serves'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'cadres_tenure_held_by_who_serves';
        END IF;
        RETURN NULL;
"""

# A tenure "by public election" rests on an election that has appointed, or on a correction that two people agreed on:
# the step that says so is on record. Before the day stated by the county (rule ``tenure.by_procedure``) files are
# brought in as they are; what stands on record already is ended like any other.
BY_PROCEDURE_GUARD = f"""
        IF NEW.start_basis <> 'public_election' THEN RETURN NEW; END IF;
        IF TG_OP = 'UPDATE' THEN
            IF OLD.start_basis = NEW.start_basis AND lower(OLD.held) = lower(NEW.held)
               AND OLD.authority = NEW.authority THEN
                RETURN NEW;
            END IF;
        END IF;
        SELECT o.division_id INTO place
          FROM cadres_post p JOIN cadres_organization o ON o.id = p.organization_id WHERE p.id = NEW.post_id;
        SELECT r.action INTO stated FROM cadres_localrule r
         WHERE r.key = '{BY_PROCEDURE}' AND r.approved_by_id IS NOT NULL AND r.during @> lower(NEW.held)
           AND r.action IN ('off', 'block')
           AND r.division_id IN (rpad(left(place, 2), 12, '0'), rpad(left(place, 4), 12, '0'),
                                 rpad(left(place, 6), 12, '0'), place)
         ORDER BY r.division_id DESC LIMIT 1;
        IF NOT FOUND THEN
            stated := CASE WHEN lower(NEW.held) >= DATE '{OWNED_SINCE}' THEN 'block' ELSE 'off' END;
        END IF;
        IF stated = 'block' AND NOT EXISTS (
            SELECT 1 FROM cadres_step s WHERE s.subject = NEW.authority
               AND ((s.subject LIKE 'selection.election:%' AND s.target = 'appointed')
                 OR (s.subject LIKE 'cadres.correction:%' AND s.target = 'applied'))) THEN
            RAISE EXCEPTION 'public election without an election that has appointed'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'cadres_tenure_by_procedure';
        END IF;
        RETURN NEW;
"""  # noqa: S608 -- our own constants

NOT_BEFORE_BIRTH = """
        IF lower(NEW.held) <= (SELECT c.born_on FROM cadres_cadre c WHERE c.id = NEW.cadre_id) THEN
            RAISE EXCEPTION 'a post held before birth'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'cadres_tenure_not_before_birth';
        END IF;
        RETURN NEW;
"""


@pghistory.track()
class Tenure(models.Model):
    """A cadre holds a post over a range of dates (任职): first day included, last bound excluded, open: still held.

    ``authority`` names the record by whose procedure it was written ("selection.election:17", as in ``Step.subject``);
    empty: brought in from the files.
    """

    cadre = models.ForeignKey(
        Cadre,
        verbose_name=_("cadre"),
        on_delete=models.PROTECT,
        related_name="tenures",
        db_index=False,  # an index below begins with it
    )
    post = models.ForeignKey(Post, verbose_name=_("post"), on_delete=models.PROTECT, related_name="tenures")
    seat = models.PositiveSmallIntegerField(_("seat"), default=1)
    held = DateRangeField(_("held"))
    start_basis = models.CharField(_("came by"), max_length=20, choices=StartBasis)
    start_document = models.CharField(_("appointment document"), max_length=120, blank=True)
    end_reason = models.CharField(_("left because of"), max_length=20, choices=EndReason, blank=True)
    end_document = models.CharField(_("removal document"), max_length=120, blank=True)
    end_note = models.CharField(_("note on leaving"), max_length=300, blank=True)
    authority = models.CharField(
        _("rests on"), max_length=80, blank=True, default="", db_default="", db_collation="C", editable=False
    )

    objects = TenureQuerySet.as_manager()

    class Meta:
        verbose_name = _("tenure")
        verbose_name_plural = _("tenures")
        ordering = ["cadre", "held"]
        constraints = [
            ExclusionConstraint(
                name="cadres_tenure_one_holder",
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    ("seat", RangeOperators.EQUAL),
                    ("held", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Somebody else holds this seat during that time."),
            ),
            ExclusionConstraint(
                name="cadres_tenure_not_twice",
                expressions=[
                    ("cadre", RangeOperators.EQUAL),
                    ("post", RangeOperators.EQUAL),
                    ("held", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This cadre already holds this post during that time."),
            ),
            models.CheckConstraint(
                condition=Q(held__lower_inf=False, held__isempty=False), name="cadres_tenure_has_start"
            ),
            models.CheckConstraint(
                condition=Q(held__upper_inf=True, end_reason="") | (Q(held__upper_inf=False) & ~Q(end_reason="")),
                name="cadres_tenure_reason_when_ended",
            ),
            models.CheckConstraint(condition=Q(seat__gte=1), name="cadres_tenure_seat"),
        ]
        indexes = [
            models.Index(fields=["post"], condition=Q(held__upper_inf=True), name="cadres_tenure_open"),
            models.Index(fields=["cadre", "-id"], name="cadres_tenure_by_cadre"),
            models.Index(RangeStartsWith("held"), "id", name="cadres_tenure_by_start"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="one_shoulder",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                timing=pgtrigger.Deferred,
                func=ONE_SHOULDER,
                declare=[("mine", "RECORD"), ("other", "RECORD")],
            ),
            pgtrigger.Trigger(
                name="held_by_who_serves",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("upper_inf(NEW.held)"),
                timing=pgtrigger.Deferred,
                func=WHO_SERVES,
            ),
            pgtrigger.Trigger(
                name="not_before_birth",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("cadre_id", "held"),
                func=NOT_BEFORE_BIRTH,
            ),
            pgtrigger.Trigger(
                name="by_procedure",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("start_basis", "held", "authority"),
                func=BY_PROCEDURE_GUARD,
                declare=[("place", "TEXT"), ("stated", "TEXT")],
            ),
            living_only("cadres_cadre", "cadre_id"),
        ]

    def __str__(self) -> str:
        return titled(self.cadre, self.post)

    def get_absolute_url(self) -> str:
        return section_of(self.cadre_id, "career")
