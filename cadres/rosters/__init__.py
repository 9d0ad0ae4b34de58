"""Rosters (名册): lists of cadres with columns, order and grouping that an office chooses and keeps."""
