from collections.abc import Sequence

from cadres.platform.divisions.choices import TownshipKind


def township_kind(code: str, name: str) -> TownshipKind:
    """Kind of a township-level unit: seventh digit 0 sub-district, 1 town, 2 township, others pseudo-units."""
    digit = code[6]
    if "民族" in name and name.endswith("乡"):
        return TownshipKind.ETHNIC
    if digit == "0" and name.endswith("街道"):
        return TownshipKind.SUBDISTRICT
    if digit == "1" and name.endswith("镇"):
        return TownshipKind.TOWN
    if digit == "2" and name.endswith(("乡", "苏木")):
        return TownshipKind.TOWNSHIP
    return TownshipKind.OTHER


def endings(text: str) -> list[str]:
    """What the last name in a written place may be: 平昌县元山镇 may end with 元山镇, or be one name."""
    return [text[start:] for start in range(len(text) - 1)]


def is_written_so(text: str, name: str, above: Sequence[str]) -> bool:
    """Whether ``text`` names the place ``name`` within ``above``, from the province down; any may be left out.

    >>> is_written_so("平昌县元山镇", "元山镇", ["四川省", "巴中市", "平昌县"])
    True
    >>> is_written_so("通江县元山镇", "元山镇", ["四川省", "巴中市", "平昌县"])
    False
    """
    return text.endswith(name) and _is_made_of(text[: len(text) - len(name)], above)


def _is_made_of(text: str, names: Sequence[str]) -> bool:
    if not text:
        return True
    return any(text.startswith(one) and _is_made_of(text[len(one) :], names[at + 1 :]) for at, one in enumerate(names))
