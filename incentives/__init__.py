"""Incentives (激励): spiritual, political and material awards."""
