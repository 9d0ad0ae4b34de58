import re
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from cadres.shared.name_expressions import first_sign
from cadres.shared.names import name_text, pinyin_prefixes

CHINESE = re.compile(r"[\u3400-\u9fff]")


def begins_with(text: str, *, name: str = "name", key: str = "name_key") -> Q:
    """Rows whose name or pinyin begins with what was typed; both are ranges of an index."""
    text = name_text(text)
    if CHINESE.search(text) or not re.search("[a-zA-Z]", text):
        return Q(**{f"{name}__startswith": text})
    where = Q()
    for prefix in pinyin_prefixes(text):
        where |= Q(**{f"{key}__startswith": prefix})
    return where


def sorted_near(text: str) -> Q:
    """Cadres that ``begins_with`` may find, put so that an index sorted by pinyin is entered where the first stands.

    Not for other tables' reads of cadres: it says the same twice, from which the database would expect far fewer.
    """
    text = name_text(text)
    if CHINESE.match(text):
        return Q(Exact(first_sign("name"), text[0]))
    prefixes = pinyin_prefixes(text) if re.search("[a-zA-Z]", text) else []
    if len(prefixes) < 2:
        return Q()
    last = max(prefixes)
    return Q(name_key__gte=min(prefixes), name_key__lt=last[:-1] + chr(ord(last[-1]) + 1))


class NameFilter(filters.CharFilter):
    """Beginning of a name in Chinese or pinyin, with or without spaces.

    ``near`` says the same once more, wider, in the order by which the list is sorted.
    """

    def __init__(self, **kwargs: Any):
        self.near = kwargs.pop("near", lambda _text: Q())
        kwargs.setdefault("label", _("Name or pinyin"))
        self.names = {"name": kwargs.pop("name_path", "name"), "key": kwargs.pop("key_path", "name_key")}
        super().__init__(**kwargs)

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        return qs.filter(self.near(value), begins_with(value, **self.names)) if value else qs
