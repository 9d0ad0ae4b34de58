"""Texts on their way into HTML."""

from html import escape


def escaped(text: str) -> str:
    """What ``conditional_escape`` gives for a text, without asking whether it is lazy: lists ask a thousand times."""
    return text if hasattr(text, "__html__") else escape(text)
