"""The address that the first migration knows."""

from training.calendars.models import new_token

__all__ = ["new_token"]
