"""The API of selection."""
