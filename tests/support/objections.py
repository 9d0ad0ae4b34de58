"""What rules object, and that each objection tells a clerk why. No database."""

from django.utils import translation
from django.utils.functional import Promise

from cadres.shared.regulations.catalogue import RULES


def codes(objections) -> list[str]:
    """By their codes; each that names a rule is held to name one of the catalogue, and its source."""
    with translation.override("en"):
        found = list(objections)
        for one in found:
            assert isinstance(one.message, str | Promise), f"{one.code} says nothing"
            assert str(one.message).strip(), f"{one.code} says nothing"
            assert bool(one.rule) == bool(one.article), f"{one.code} names a rule or a source, not both"
            if one.rule:
                sources = {str(version.source) for version in RULES[one.rule].versions}
                assert str(one.article) in sources, f"{one.code}: {one.article} is no source of {one.rule}"
        return [one.code for one in found]


def messages(objections) -> list[str]:
    """What a clerk reads, in English."""
    with translation.override("en"):
        return [str(one.message) for one in objections]
