"""Every write of the incentives, and the reads that weigh rules."""
