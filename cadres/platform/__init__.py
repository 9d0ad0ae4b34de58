"""Mechanisms with tables of their own; they know accounts and divisions, and nothing of the files."""
