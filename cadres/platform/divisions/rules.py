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
