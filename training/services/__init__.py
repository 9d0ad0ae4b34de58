"""Every write of training; the names that other apps call."""

from training.services.hours import hours_in_year
from training.services.inductions import call_up_for_induction, ensure_inductions

__all__ = ["call_up_for_induction", "ensure_inductions", "hours_in_year"]
