import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models import Division
from training.programmes.choices import POST_KINDS, Audience, Form, Topic
from training.programmes.querysets import ProgrammeQuerySet


@pghistory.track()
class Programme(models.Model):
    """A training programme (培训项目): what is taught to whom and in which form; classes carry it out.

    ``induction`` marks the programme by which those new in a post are trained.
    """

    division = models.ForeignKey(Division, verbose_name=_("run by"), on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name of the programme"), max_length=100)
    audience = models.CharField(_("audience"), max_length=12, choices=Audience, default=Audience.BOTH)
    form = models.CharField(_("form of training"), max_length=12, choices=Form, default=Form.CLASS)
    induction = models.BooleanField(_("for those new in the post"), default=False)
    topics = ArrayField(
        models.CharField(max_length=16, choices=Topic), verbose_name=_("topics"), default=list, blank=True
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("training programme")
        verbose_name_plural = _("training programmes")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "name"],
                name="training_programme_name",
                violation_error_message=_("There is already a programme of this name."),
            ),
            models.CheckConstraint(condition=Q(topics__contained_by=Topic.values), name="training_programme_topics"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('training:class_list')}?programme={self.pk}"

    @property
    def post_kinds(self) -> tuple[str, ...]:
        return POST_KINDS[Audience(self.audience)]

    @property
    def topic_labels(self) -> list[str]:
        return [str(Topic(topic).label) for topic in self.topics]
