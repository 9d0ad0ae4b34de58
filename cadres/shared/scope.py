"""Row visibility: every read of a business record begins with ``visible_to(user)``."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, Self

from django.db.models import Q, QuerySet

from cadres.shared.crypto import EncryptedRows

# Leading digits that GB/T 2260 gives to provinces; the database refuses divisions with any others.
PROVINCES = (
    *range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82,
)  # fmt: skip
PROVINCE_CODE = "^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])"

Range = tuple[str, str]


def code_range(code: str) -> Range:
    """Half-open range of the 12-digit codes at and below a division: a province has 2 leading digits, and so on.

    >>> code_range("511923000000")
    ('511923000000', '511924000000')
    """
    for digits in (2, 4, 6, 9):
        if not code[digits:].strip("0"):
            return code, f"{int(code[:digits]) + 1:0{digits}d}".ljust(12, "0")
    return code, f"{int(code) + 1:012d}"


def wider_than_county(ranges: Iterable[Range]) -> bool:
    """Whether they hold whole prefectures or provinces: too much to count, or to choose from, on a page.

    >>> wider_than_county([("511923000000", "511924000000")]), wider_than_county([("511900000000", "512000000000")])
    (False, True)
    """
    return any(low[4:6] == "00" for low, _high in ranges)


def folded(ranges: Iterable[Range]) -> list[Range]:
    """The same divisions in as few ranges as may be: those that touch or overlap become one.

    So do those between which no province can lie, and the database reads one range where a remit is the whole nation.

    >>> folded([("120000000000", "130000000000"), ("110000000000", "120000000000"), ("511923000000", "511924000000")])
    [('110000000000', '130000000000'), ('511923000000', '511924000000')]
    """
    found: list[Range] = []
    for low, high in sorted(set(ranges)):
        if found and (low <= found[-1][1] or low == _AFTER.get(found[-1][1])):
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found


def _province(digits: int) -> str:
    return f"{digits}0000000000"


# Where the range of one province ends and that of the next begins.
_AFTER = {_province(one + 1): _province(following) for one, following in pairwise(PROVINCES)}


def codes_above(code: str) -> list[str]:
    """The codes of the divisions that contain this one, the widest first, and last its own.

    >>> codes_above("511923104000")
    ['510000000000', '511900000000', '511923000000', '511923104000']
    """
    return list(dict.fromkeys([*(code[:digits].ljust(12, "0") for digits in (2, 4, 6, 9)), code]))


class ScopedQuerySet(EncryptedRows):
    """``division_path`` leads to the code of the division that answers for the row.

    ``cadre_path`` leads to the id of the cadre whose own row it is, ``None`` when leaders see none of these rows.
    """

    division_path: str | None = "division_id"
    cadre_path: str | None = None

    def visible_to(self, user: Any) -> Self:
        """The rows this user answers for; a township leader's own; none for anybody else."""
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.none()
        if user.sees_own_rows_only:
            if self.cadre_path is None or user.cadre_id is None:
                return self.none()
            return self.filter(**{self.cadre_path: user.cadre_id})
        if not user.sees_business or self.division_path is None:
            return self.none()
        return self.within(user.code_ranges)

    def within(self, ranges: Iterable[Range]) -> Self:
        """Rows of divisions whose code lies in any of the half-open ranges."""
        ranges = folded(ranges)
        if not ranges:
            return self.none()
        where = Q()
        for low, high in ranges:
            where |= Q(**{f"{self.division_path}__gte": low, f"{self.division_path}__lt": high})
        return self.filter(where)


def related(queryset: QuerySet, name: str) -> Any:
    """Rows of the model on the other side of a relation; querysets lie below the models and import none."""
    return queryset.model._meta.get_field(name).related_model.objects.all()
