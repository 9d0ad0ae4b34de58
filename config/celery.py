"""Celery application. Its tasks and their schedule come from the nouns: see ``cadres.shared.extensions``."""

import os
import time
from typing import Any

from celery import Celery
from celery.signals import beat_init, before_task_publish, worker_process_init
from django.apps import apps
from django.core.exceptions import AppRegistryNotReady
from django.utils.functional import SimpleLazyObject

from cadres.shared.schedule import SCHEDULE
from config.runner.children import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("township_cadres")
app.config_from_object("django.conf:settings", namespace="CELERY")


def beat_schedule() -> dict[str, Any]:
    """What the nouns contributed, read when beat asks: only then have all of them been loaded."""
    if not apps.ready:
        raise AppRegistryNotReady("the schedule is known when the apps are")
    return {scheduled.key: scheduled.as_entry() for scheduled in SCHEDULE}


app.conf.beat_schedule = SimpleLazyObject(beat_schedule)


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
