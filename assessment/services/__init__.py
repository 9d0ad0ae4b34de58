"""Every write to the assessment."""

from assessment.services.baselines import take_baseline

__all__ = ["take_baseline"]
