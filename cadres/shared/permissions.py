"""Permissions by role. The bundles are declared in ``config.roles`` and filled in when Django starts."""

PERMISSIONS_OF: dict[str, frozenset[str]] = {}
