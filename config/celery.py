"""Celery application and the beat schedule, which is code and so is reviewed like code."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("township_cadres")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    # Heartbeat through broker and worker, read by /healthz.
    "heartbeat": {"task": "config.heartbeat", "schedule": 20.0},
    "term-and-rotation-watch": {"task": "selection.watch_tenures", "schedule": crontab(hour=1, minute=30)},
    "induction-sweep": {"task": "training.ensure_inductions", "schedule": crontab(hour=2, minute=0)},
    "send-notices": {"task": "cadres.send_notices", "schedule": 60.0},
}
