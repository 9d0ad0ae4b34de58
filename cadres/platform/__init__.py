"""Mechanisms with tables of their own; they know the kernel, accounts and divisions, and no noun."""
