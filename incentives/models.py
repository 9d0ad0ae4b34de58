"""Records of the incentives; each noun declares its own."""

from incentives.awards.models import Award
from incentives.subsidies.models import SubsidyRate

__all__ = ["Award", "SubsidyRate"]
