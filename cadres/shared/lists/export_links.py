"""Where personal data are asked for (导出申请): the kernel only knows the address; see docs/exports.md."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse


def ask_url(source: str, wanted: str, **params: Any) -> str:
    """The page that asks for one thing of a source in one format. Empty params are left out."""
    given = {name: value for name, value in params.items() if value not in ("", None)}
    return f"{reverse('cadres:export_new')}?{urlencode({'of': source, 'as': wanted, **given})}"
