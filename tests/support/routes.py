"""Every address of the program by its name."""

from django.urls import get_resolver


def routes(patterns=None, spaces: tuple[str, ...] = ()) -> dict[str, object]:
    """Every named address with its pattern; a name stands for all addresses that bear it."""
    found: dict[str, object] = {}
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(pattern, "url_patterns"):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            found |= routes(pattern.url_patterns, inner)
        else:
            assert pattern.name, f"an address without a name: {pattern.pattern}"
            found[":".join((*spaces, pattern.name))] = pattern
    return found
