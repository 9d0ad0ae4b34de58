def masked_address(text: str) -> str:
    """An e-mail address with all but its first letter and its domain starred.

    >>> masked_address("wang@example.org")
    'w***@example.org'
    """
    name, sign, domain = text.partition("@")
    return f"{name[:1]}***{sign}{domain}"
