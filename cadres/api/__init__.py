"""The base by REST: lists and details, read only."""
