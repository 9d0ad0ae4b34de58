"""Every write to the base."""
