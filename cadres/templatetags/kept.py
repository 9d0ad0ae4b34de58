"""Parts of pages that are the same for many (页面固定部分): drawn once and kept by the process."""

from collections import OrderedDict
from collections.abc import Mapping

from django import template
from django.conf import settings
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.urls import get_script_prefix
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

MOST_KEPT = 512
_kept: OrderedDict[tuple, str] = OrderedDict()


@register.tag
def kept(parser: Parser, token: Token) -> "Kept":
    """``{% kept "name" by a=… b=… put c=… d=… %}…{% endkept %}``: drawn once for each language and each ``by``.

    Inside there is nothing but these names: what a reader's page has beside them cannot get into another's. ``by``:
    values that decide what is drawn (hashable). ``put``: texts of this reader, set into what was kept; inside they may
    only be written, not asked about. ``csrf_token`` is one of these.
    """
    name, *bits = token.split_contents()[1:]
    found: dict[str, dict[str, FilterExpression]] = {"by": {}, "put": {}}
    while bits:
        kind = bits.pop(0)
        if kind not in found:
            raise template.TemplateSyntaxError(f"kept: “by” or “put” expected, not {kind!r}")
        found[kind] |= token_kwargs(bits, parser)
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(name.strip("\"'"), nodes, found["by"], found["put"])


class Kept(Node):
    child_nodelists = ("nodelist",)

    def __init__(
        self, name: str, nodes: NodeList, by: Mapping[str, FilterExpression], put: Mapping[str, FilterExpression]
    ):
        self.name, self.nodelist, self.by, self.put = name, nodes, by, put

    def render(self, context: Context) -> SafeString:
        by = {name: one.resolve(context) for name, one in self.by.items()}
        key = (self.name, get_language(), get_script_prefix(), *by.items())
        html = _kept.get(key) if not settings.DEBUG else None
        if html is None:
            marks = {name: mark_safe(_mark(name)) for name in self.put}
            html = self.nodelist.render(context.new({**by, **marks}))
            _keep(key, html)
        for name, one in self.put.items():
            html = html.replace(_mark(name), conditional_escape(str(one.resolve(context))))
        return mark_safe(html)  # drawn by templates; what is put in was escaped


def _mark(name: str) -> str:
    return f"\ue000{name}\ue001"  # characters for private use: no text has them


def _keep(key: tuple, html: str) -> None:
    _kept[key] = html
    if len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)


def forget() -> None:
    """For tests."""
    _kept.clear()
