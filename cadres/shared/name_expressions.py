"""Expressions over names that indexes are built on (姓名索引)."""

from django.db.models import CharField, Func


def initials(field: str) -> Func:
    """The first letters of the syllables of a ``name_key``: "zeng zhi qiang" gives "zzq". An index is built on it."""
    template = r"regexp_replace(%(expressions)s, '([a-z])[a-z]* ?', '\1', 'g')"
    return Func(field, template=template, output_field=CharField(db_collation="C"))


def first_sign(field: str) -> Func:
    """The first sign of a name, mostly the surname; an index on it keeps those of one surname sorted by pinyin."""
    return Func(field, template="left(%(expressions)s, 1)", output_field=CharField())
