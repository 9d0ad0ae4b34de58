"""The address that the first migration knows."""

from training.classes.models import _Span

__all__ = ["_Span"]
