from typing import Any, Self

from cadres.shared.scope import ScopedQuerySet


class WordTemplateQuerySet(ScopedQuerySet):
    division_path = "division_id"

    def for_list(self) -> Self:
        """Without the files themselves."""
        return self.select_related("division", "set_by", "approved_by").defer("content")

    def in_use(self, division: Any) -> Any:
        """The edition that the county uses; ``None`` where it uses the program's own."""
        return self.filter(division=division).exclude(approved_by=None).order_by("-approved_at", "-pk").first()
