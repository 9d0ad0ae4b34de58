import pghistory
import pgtrigger
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.platform.divisions.models import Division
from cadres.registry.cadre_files.choices import AnnualGrade, CadreStatus, EducationMode, PoliticalStatus, Sex, Standing
from cadres.registry.cadre_files.querysets import CadrePartQuerySet, CadreQuerySet, FamilyQuerySet
from cadres.registry.posts.choices import Grade
from cadres.shared.crypto import BlindIndexField, EncryptedModel, EncryptedTextField
from cadres.shared.identity import written_number
from cadres.shared.merged_records import living_only
from cadres.shared.months import MonthField
from cadres.shared.name_expressions import first_sign, initials
from cadres.shared.phrases import of_year


def section_of(cadre_id: int, section: str) -> str:
    """Where a part of a file is read: its section of the file's page."""
    return f"{reverse('cadres:cadre_detail', args=[cadre_id])}#{section}"


NO_POST = """
        IF EXISTS (SELECT 1 FROM cadres_tenure t WHERE t.cadre_id = NEW.id AND upper_inf(t.held))
           AND EXISTS (SELECT 1 FROM cadres_cadre c WHERE c.id = NEW.id AND c.status <> 'serving') THEN
            RAISE EXCEPTION 'who no longer serves still holds a post'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'cadres_cadre_no_post_when_gone';
        END IF;
        RETURN NULL;
"""


@pghistory.track(exclude=["photo", "identity_index", "created_at", "updated_at"])
class Cadre(EncryptedModel):
    """A cadre's file (干部), as the appointment form has it. The present post is never stored: see ``Tenure``.

    ``name_key`` is the pinyin by which lists sort; it is proposed by the program and may be corrected, since some
    surnames are read otherwise.
    """

    division = models.ForeignKey(
        Division,
        verbose_name=_("managed by"),
        on_delete=models.PROTECT,
        related_name="cadres",
        db_index=False,  # the indexes below begin with it
        help_text=_("The county whose department keeps this file."),
    )
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60)
    name_key = models.CharField(_("pinyin"), max_length=120, db_collation="C", blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex)
    born_on = MonthField(_("month of birth"))
    ethnicity = models.CharField(_("ethnic group"), max_length=20, default="汉族")
    native_place = models.CharField(_("native place"), max_length=60, blank=True)
    birthplace = models.CharField(_("place of birth"), max_length=60, blank=True)
    growth_place = models.ForeignKey(
        Division,
        verbose_name=_("grew up in"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Township; decides about regional recusal."),
    )
    political_status = models.CharField(
        _("political status"), max_length=2, choices=PoliticalStatus, default=PoliticalStatus.UNKNOWN
    )
    joined_party_on = MonthField(_("joined the party"), null=True, blank=True)
    party_text = models.CharField(_("party entry as written"), max_length=60, blank=True)
    began_work_on = MonthField(_("began work"), null=True, blank=True)
    health = models.CharField(_("health"), max_length=20, blank=True)
    professional_title = models.CharField(_("professional title"), max_length=100, blank=True)
    speciality = models.CharField(_("speciality and strong points"), max_length=200, blank=True)
    grade = models.CharField(_("grade"), max_length=20, choices=Grade, default=Grade.STAFF)
    grade_since = MonthField(_("at this grade since"), null=True, blank=True)
    township_since = MonthField(_("leading in townships since"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=CadreStatus, default=CadreStatus.SERVING)
    standing = models.CharField(
        _("standing as a cadre"), max_length=16, choices=Standing, blank=True, default="", db_default=""
    )
    identity_number = EncryptedTextField(_("identity number"), blank=True)
    # By what looks like a number; whoever matches files by it looks at the number itself.
    identity_index = BlindIndexField(
        of="identity_number",
        reads=written_number,
        max_length=32,
        db_collation="C",
        blank=True,
        default="",
        db_default="",
        editable=False,
    )
    phone = EncryptedTextField(_("mobile phone"), blank=True)
    address = EncryptedTextField(_("home address"), blank=True, default="", db_default="")
    resume = models.TextField(_("résumé"), blank=True, help_text=_("One period a line: 2016.09--2021.05  post held"))
    awards_text = models.TextField(_("rewards and punishments as written"), blank=True)
    photo = models.BinaryField(_("photo"), null=True, blank=True, editable=False)
    form_extra = models.JSONField(default=dict, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged_from",
        db_index=False,
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = CadreQuerySet.as_manager()

    class Meta:
        verbose_name = _("cadre")
        verbose_name_plural = _("cadres")
        ordering = ["name_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(began_work_on=None) | Q(began_work_on__gt=models.F("born_on")),
                name="cadres_cadre_born_before_work",
                violation_error_message=_("Work cannot begin before birth."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("id")), name="cadres_cadre_not_into_itself"
            ),
        ]
        indexes = [
            models.Index(fields=["division", "name_key", "id"], name="cadres_cadre_by_name"),
            # A remit of a province or the nation walks its sorted list; the division is judged in the index.
            models.Index(fields=["name_key", "id", "division"], name="cadres_cadre_all_by_name"),
            models.Index(fields=["born_on", "id", "division"], name="cadres_cadre_all_by_birth"),
            models.Index(fields=["grade", "id", "division"], name="cadres_cadre_all_by_grade"),
            models.Index(first_sign("name"), "name_key", "id", "division", name="cadres_cadre_by_surname"),
            # A thousand rows a request, for whatever remit.
            models.Index(fields=["division", "id"], name="cadres_cadre_within"),
            # With the division, so that a county's few of a common name are found without reading all the others.
            models.Index(OpClass("name", "varchar_pattern_ops"), "division", name="cadres_cadre_name_within"),
            models.Index(initials("name_key"), "division", name="cadres_cadre_initials"),
            models.Index(fields=["identity_index"], condition=~Q(identity_index=""), name="cadres_cadre_identity"),
            models.Index(fields=["name_key", "born_on"], name="cadres_cadre_alike"),  # duplicates are looked for so
            models.Index(fields=["merged_into"], condition=~Q(merged_into=None), name="cadres_cadre_merged"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="no_post_when_gone",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.status IS DISTINCT FROM NEW.status AND NEW.status <> 'serving'"),
                timing=pgtrigger.Deferred,
                func=NO_POST,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("cadres:cadre_detail", args=[self.pk])


@pghistory.track()
class Education(models.Model):
    """One line of education (学历学位): full-time or in-service, the highest of its kind first."""

    cadre = models.ForeignKey(Cadre, on_delete=models.CASCADE, related_name="education")
    mode = models.CharField(_("mode"), max_length=10, choices=EducationMode)
    level = models.CharField(pgettext_lazy("education", "level"), max_length=40, blank=True)
    degree = models.CharField(_("degree"), max_length=40, blank=True)
    school = models.CharField(_("school and subject"), max_length=120, blank=True)
    degree_school = models.CharField(_("school and subject of the degree"), max_length=120, blank=True)

    objects = CadrePartQuerySet.as_manager()

    class Meta:
        verbose_name = _("education")
        verbose_name_plural = _("education")
        ordering = ["cadre", "mode", "pk"]
        triggers = [living_only("cadres_cadre", "cadre_id")]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.get_mode_display(), self.level or self.degree)))

    def get_absolute_url(self) -> str:
        return section_of(self.cadre_id, "education")


@pghistory.track(exclude=["position", "form_extra"])
class FamilyMember(models.Model):
    """A family member or important social relation (家庭主要成员及重要社会关系).

    ``position`` is the order on the printed form; rows of one position stand as they came in. ``form_extra`` holds
    what a form file says about the person in elements that this program does not know; it moves with the row.
    """

    cadre = models.ForeignKey(Cadre, on_delete=models.CASCADE, related_name="family")
    relation = models.CharField(_("relation"), max_length=20)
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60)
    born = models.CharField(_("month of birth"), max_length=8, blank=True, help_text=_("yyyyMM, as in the form"))
    political_status = models.CharField(_("political status"), max_length=30, blank=True)
    work = models.CharField(_("organization and post"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    form_extra = models.JSONField(default=list, db_default=[], blank=True, editable=False)

    objects = FamilyQuerySet.as_manager()

    class Meta:
        verbose_name = _("family member")
        verbose_name_plural = _("family members")
        ordering = ["cadre", "position", "pk"]
        indexes = [models.Index(fields=["name"], name="cadres_family_by_name")]
        triggers = [living_only("cadres_cadre", "cadre_id")]

    def __str__(self) -> str:
        return f"{self.relation} {self.name}"

    def get_absolute_url(self) -> str:
        return section_of(self.cadre_id, "family")


@pghistory.track()
class AnnualResult(models.Model):
    """Grade of one year's assessment (年度考核结果), from the form or confirmed here."""

    cadre = models.ForeignKey(Cadre, on_delete=models.CASCADE, related_name="annual_results")
    year = models.PositiveSmallIntegerField(_("year"))
    grade = models.CharField(pgettext_lazy("yearly result", "grade"), max_length=12, choices=AnnualGrade)
    confirmed_here = models.BooleanField(_("confirmed in this system"), default=False)

    objects = CadrePartQuerySet.as_manager()

    class Meta:
        verbose_name = _("yearly result")
        verbose_name_plural = _("yearly results")
        ordering = ["cadre", "-year"]
        constraints = [models.UniqueConstraint(fields=["cadre", "year"], name="cadres_one_result_a_year")]
        indexes = [models.Index(fields=["year", "grade"], name="cadres_result_by_year")]
        triggers = [living_only("cadres_cadre", "cadre_id")]

    def __str__(self) -> str:
        return of_year(self.year, self.get_grade_display())

    def get_absolute_url(self) -> str:
        return section_of(self.cadre_id, "results")
