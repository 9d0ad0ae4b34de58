import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.platform.accounts.models import User
from cadres.platform.divisions.models import Division
from cadres.registry.word_templates.querysets import WordTemplateQuerySet


@pghistory.track(exclude=["content"])
class WordTemplate(models.Model):
    """An edition of a county's own Word template (Word 模板) of the appointment form.

    Used from the moment a second person approves it until a newer one is approved; former editions are kept. Where
    there is none, the program's own template is used (``cadres/data/approval_form.docx``). It holds nobody's data.
    """

    division = models.ForeignKey(Division, verbose_name=_("division"), on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("file name"), max_length=200)
    content = models.BinaryField(_("content"))
    digest = models.CharField(_("digest"), max_length=64, db_collation="C")
    basis = models.CharField(_("what is changed, and why"), max_length=200)
    set_by = models.ForeignKey(User, verbose_name=_("proposed by"), on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(_("proposed"), auto_now_add=True)
    approved_by = models.ForeignKey(
        User, verbose_name=_("approved by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)

    objects = WordTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("Word template")
        verbose_name_plural = _("Word templates")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("set_by")),
                name="cadres_word_template_four_eyes",
                violation_error_message=_("Who proposed the template cannot approve it."),
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="cadres_word_template_approved_when",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="content_stays", fields=["division", "name", "content", "digest", "basis", "set_by"]
            ),
            pgtrigger.Protect(
                name="approved_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__approved_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.basis}"

    def get_absolute_url(self) -> str:
        return reverse("cadres:word_template_list")
