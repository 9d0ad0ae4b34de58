"""The files of the registry (干部信息库), divided by noun."""
