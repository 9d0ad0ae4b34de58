from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cadres.platform.accounts.models import User
from cadres.platform.jobs.choices import JobState
from cadres.platform.jobs.querysets import JobFilePartQuerySet, JobFileQuerySet, JobQuerySet
from cadres.shared.files.encrypted_files import SealedFile, SealedPart


class Job(models.Model):
    """Long work that somebody started and looks on at (任务): an import, an export.

    ``token`` names the worker's hold on it: whoever writes without holding it writes nothing, so that two workers
    can never both finish one job. ``heartbeat_at`` says when the holder was last alive. One that waits for another
    stands in the queue again: since ``waiting_since``, and is not taken up ``not_before``.
    """

    kind = models.CharField(_("kind"), max_length=40, db_collation="C")
    user = models.ForeignKey(User, verbose_name=_("started by"), on_delete=models.PROTECT, related_name="jobs")
    params = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    language = models.CharField(max_length=10, default="zh-hans")
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(_("message"), max_length=500, blank=True)
    report = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    token = models.UUIDField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    cancel_requested = models.BooleanField(default=False)
    created_at = models.DateTimeField(_("asked for at"), auto_now_add=True)
    started_at = models.DateTimeField(_("begun at"), null=True, editable=False)
    heartbeat_at = models.DateTimeField(null=True, editable=False)
    waiting_since = models.DateTimeField(null=True, editable=False)
    not_before = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running"], ended_at=None)
                | (~Q(state__in=["queued", "running"]) & Q(ended_at__isnull=False)),
                name="cadres_job_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="cadres_job_of_user"),
            models.Index(fields=["id"], condition=Q(ended_at=None), name="cadres_job_open"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("cadres:job_detail", args=[self.pk])

    @property
    def ended(self) -> bool:
        return self.state not in (JobState.QUEUED, JobState.RUNNING)

    @cached_property
    def share(self) -> int:
        """Per cent done, for the bar."""
        if self.state == JobState.DONE:
            return 100
        return min(100, self.done * 100 // self.total) if self.total else 0


class JobFile(SealedFile):
    """A file that a job was given or made (任务文件)."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="files")
    role = models.SlugField(max_length=20, db_collation="C")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = JobFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a job")
        verbose_name_plural = _("files of jobs")
        ordering = ["job", "role"]
        constraints = [models.UniqueConstraint(fields=["job", "role"], name="cadres_job_file_once")]


class JobFilePart(SealedPart):
    """One encrypted part of a job's file."""

    file = models.ForeignKey(JobFile, on_delete=models.CASCADE, related_name="parts")

    objects = JobFilePartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of a file")
        verbose_name_plural = _("parts of files")
        ordering = ["file", "number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="cadres_job_part_once")]
