from typing import Any

from cadres.shared.lists.columns import LinkColumn


class FileColumn(LinkColumn):
    """Links to a cadre's file, unless it is closed to the reader as his own or a relative's."""

    def __init__(self, key: str = "pk", url_name: str = "cadres:cadre_detail", **kwargs: Any):
        super().__init__(url_name, key=key, **kwargs)

    def render(self, value: Any, record: Any, table: Any) -> Any:  # type: ignore[override]
        user = getattr(getattr(table, "request", None), "user", None)
        if user is not None and self.key_of(record) in user.barred_cadres:
            return value
        return super().render(value, record)
