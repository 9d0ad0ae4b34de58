"""Mechanisms with tables of their own (平台): they know the kernel, accounts and divisions; nothing of files."""
