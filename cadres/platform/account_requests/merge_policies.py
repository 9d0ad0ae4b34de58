"""What becomes of requests when two files are merged."""

from cadres.platform.merging.points import into, leave

POLICIES = into("cadres.cadre", leave("cadres.AccountRequest", "cadre"))  # what was asked for never changes
