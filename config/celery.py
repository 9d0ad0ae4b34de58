"""Celery application and the beat schedule, which is code and so is reviewed like code."""

import os
import time

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init, before_task_publish, worker_process_init

from config.nouns import packages_with
from config.runner.children import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("township_cadres")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(lambda: ["config", *packages_with("tasks")])

app.conf.beat_schedule = {
    # Through broker and worker to /healthz. One that waited too long tells nothing any more.
    "heartbeat": {"task": "config.heartbeat", "schedule": 20.0, "options": {"expires": 60}},
    "term-and-rotation-watch": {"task": "selection.watch_tenures", "schedule": crontab(hour=1, minute=30)},
    "induction-sweep": {"task": "training.ensure_inductions", "schedule": crontab(hour=2, minute=0)},
    "propose-kinships": {"task": "cadres.propose_kinships", "schedule": crontab(hour=2, minute=30)},
    "destroy-withdrawn-papers": {"task": "cadres.destroy_withdrawn", "schedule": crontab(hour=3, minute=0)},
    "expire-exports": {"task": "cadres.expire_exports", "schedule": crontab(minute=10)},
    "clear-drafts": {"task": "cadres.clear_drafts", "schedule": crontab(hour=3, minute=0)},
    "find-duplicates": {"task": "cadres.find_duplicates", "schedule": crontab(hour=3, minute=0)},
    "deliver-outbox": {"task": "cadres.deliver_outbox", "schedule": 60.0},
    "recompute-spans": {"task": "cadres.recompute_spans", "schedule": crontab(hour=0, minute=20)},
    "watch-jobs": {"task": "cadres.watch_jobs", "schedule": 60.0},
}


@before_task_publish.connect(sender="config.heartbeat")
def _stamp_heartbeat(headers: dict, **kwargs) -> None:  # noqa: ARG001 -- a signal's signature
    """Only beat sends heartbeats, so the time of sending tells when beat was last alive."""
    headers["sent_by_beat_at"] = time.time()


@beat_init.connect
def _beat_at_once(**kwargs) -> None:  # noqa: ARG001
    """A start shows green within seconds instead of after the first interval."""
    app.send_task("config.heartbeat", expires=60)


@worker_process_init.connect
def _end_with_the_worker(**kwargs) -> None:  # noqa: ARG001
    """A pool process whose worker was killed would wait for work for ever."""
    die_with_parent()
