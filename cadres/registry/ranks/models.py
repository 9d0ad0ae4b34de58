"""The table of levels and ranks, and the triggers by which a file's grade follows from it."""

import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Deferrable, F, Func, Q
from django.utils.translation import gettext_lazy as _

from cadres.platform.accounts.models import User
from cadres.registry.cadre_files.models import Cadre, section_of
from cadres.registry.cadre_files.rules.particulars import against_birth
from cadres.registry.posts.choices import Grade
from cadres.registry.ranks.choices import LEVELS, Basis, Ladder, ladder_of
from cadres.registry.ranks.querysets import RankRecordQuerySet
from cadres.shared.merged_records import living_only
from cadres.shared.months import MonthField

# What the history says of the file ``{cadre}`` now; without a level on record a cadre is a staff member.
PRESENT = """
        SELECT rank, since INTO present FROM cadres_rankrecord
         WHERE cadre_id = {cadre} AND ladder = 'leading' AND until IS NULL
         ORDER BY since DESC NULLS LAST LIMIT 1;
"""
SET_GRADE = f"""
        FOR concerned IN SELECT DISTINCT one FROM unnest(ARRAY[OLD.cadre_id, NEW.cadre_id]) one WHERE one IS NOT NULL
        LOOP
        {PRESENT.format(cadre="concerned")}
        UPDATE cadres_cadre
           SET grade = COALESCE(present.rank, 'a_staff'), grade_since = present.since, updated_at = now()
         WHERE id = concerned
           AND (grade, grade_since) IS DISTINCT FROM (COALESCE(present.rank, 'a_staff'), present.since);
        END LOOP;
        RETURN NULL;
"""  # noqa: S608 -- our own text
CHECK_GRADE = f"""
        {PRESENT.format(cadre="NEW.id")}
        IF (NEW.grade, NEW.grade_since) IS DISTINCT FROM (COALESCE(present.rank, 'a_staff'), present.since) THEN
            RAISE EXCEPTION 'grade and grade_since follow from cadres_rankrecord'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'grade_follows_ranks';
        END IF;
        RETURN NEW;
"""
BEGIN_HISTORY = """
        INSERT INTO cadres_rankrecord (cadre_id, ladder, rank, since, basis, document)
        VALUES (NEW.id, 'leading', NEW.grade, NEW.grade_since, 'file', '');
        RETURN NULL;
"""


@pghistory.track()
class RankRecord(models.Model):
    """A level of leading posts or a rank that a cadre held or holds (职务层次与职级).

    ``since`` is empty where the first day is not known: it then counts as earlier than all that is known. ``until``
    is the first day on which it was no longer held; empty means held now. ``recorded_by`` is empty for what came
    with the file itself. ``ladder`` follows from the rank.
    """

    cadre = models.ForeignKey(Cadre, on_delete=models.CASCADE, related_name="ranks")
    ladder = models.CharField(_("ladder"), max_length=8, choices=Ladder, editable=False)
    rank = models.CharField(_("level or rank"), max_length=20, choices=LEVELS)
    since = MonthField(_("held since"), null=True, blank=True, help_text=_("Empty: not known."))
    until = MonthField(
        _("held until"),
        null=True,
        blank=True,
        help_text=_("First day on which it is no longer held; empty: held now."),
    )
    basis = models.CharField(_("basis"), max_length=12, choices=Basis, default=Basis.FILE)
    document = models.CharField(_("document"), max_length=120, blank=True)
    recorded_by = models.ForeignKey(
        User,
        verbose_name=_("recorded by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = RankRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("level or rank")
        verbose_name_plural = _("levels and ranks")
        ordering = ["cadre", "ladder", F("since").desc(nulls_last=True), "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gt=F("since")),
                name="cadres_rank_days",
                violation_error_message=_("It cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(ladder=Ladder.LEADING, rank__in=Grade.values)
                | (Q(ladder=Ladder.RANK) & ~Q(rank__in=Grade.values)),
                name="cadres_rank_of_its_ladder",
                violation_error_message=_("This level or rank belongs to the other ladder."),
            ),
            ExclusionConstraint(
                name="cadres_rank_one_at_a_time",
                expressions=[
                    ("cadre", RangeOperators.EQUAL),
                    ("ladder", RangeOperators.EQUAL),
                    (Func("since", "until", function="daterange"), RangeOperators.OVERLAPS),
                ],
                deferrable=Deferrable.IMMEDIATE,
                violation_error_message=_("Another one of this ladder is on record for that time. Correct it first."),
            ),
        ]
        triggers = [
            living_only("cadres_cadre", "cadre_id"),
            pgtrigger.Trigger(
                name="sets_grade",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("present", "record"), ("concerned", "bigint")],
                func=SET_GRADE,
            ),
        ]

    def __str__(self) -> str:
        return self.get_rank_display()

    def get_absolute_url(self) -> str:
        return section_of(self.cadre_id, "ranks")

    def clean(self) -> None:
        self.ladder = ladder_of(self.rank)
        if self.cadre_id and (objection := against_birth(self.cadre.born_on, self.since)):
            raise ValidationError({"since": str(objection.message)})


# The file's side: a new file with a grade begins its history; later nobody sets the grade but the history.
pgtrigger.register(
    pgtrigger.Trigger(
        name="begins_ranks",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        condition=pgtrigger.Condition(
            "(NEW.merged_into_id IS NULL AND (NEW.grade <> 'a_staff' OR NEW.grade_since IS NOT NULL))"
        ),
        func=BEGIN_HISTORY,
    ),
    pgtrigger.Trigger(
        name="grade_follows_ranks",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition("((OLD.grade, OLD.grade_since) IS DISTINCT FROM (NEW.grade, NEW.grade_since))"),
        declare=[("present", "record")],
        func=CHECK_GRADE,
    ),
)(Cadre)
