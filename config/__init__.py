"""Composition root: settings, URLs, Celery, roles, home page. Imported by nobody."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
