"""Extension points (扩展点): what one noun offers, others contribute to, each in its ``extension.py``.

``register()`` of every ``extension`` module below an app is called once, when Django has loaded all models. It adds
what the noun contributes to the points of the nouns it stands on, and does nothing else.
"""

from collections.abc import Callable, Iterator, KeysView
from importlib import import_module
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured
from django.urls import URLResolver, include, path

T = TypeVar("T")

POINTS: dict[str, "Point[Any]"] = {}


class Point(Generic[T]):
    """A named place for contributions, each under the key that ``key`` reads from it.

    They are kept in the order in which they come, or in that of ``order`` where the order is seen by people. The same
    contribution may come twice; another one under the same key is a mistake.
    """

    def __init__(self, name: str, *, key: Callable[[T], Any], order: Callable[[T], Any] | None = None):
        if name in POINTS:
            raise ValueError(f"there is a point {name} already")
        self.name, self._key, self._order = name, key, order
        self._items: dict[Any, T] = {}
        POINTS[name] = self

    def add(self, *items: T) -> None:
        for item in items:
            key = self._key(item)
            if self._items.setdefault(key, item) != item:
                raise ValueError(f"{self.name}: {key} is contributed twice")

    def __iter__(self) -> Iterator[T]:
        return iter(sorted(self._items.values(), key=self._order) if self._order else [*self._items.values()])

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __getitem__(self, key: Any) -> T:
        return self._items[key]

    def get(self, key: Any) -> T | None:
        return self._items.get(key)

    def keys(self) -> KeysView[Any]:
        return self._items.keys()


class Slot(Point[T]):
    """A point with room for one contribution, such as the noun that keeps the drafts of every form."""

    def __init__(self, name: str):
        super().__init__(name, key=lambda _item: name)

    @property
    def only(self) -> T:
        return self[self.name]


def function_key(function: Callable[..., Any]) -> str:
    """The key of a contribution that is a plain function."""
    return f"{function.__module__}.{function.__qualname__}"


def load(config: AppConfig) -> None:
    """All that an app's ``ready()`` does for its nouns.

    Their tasks are imported too: the web process sends by name what only a worker does.
    """
    for name in modules_below(config.name, "tasks"):
        import_module(name)
    for name in modules_below(config.name, "extension"):
        register = getattr(import_module(name), "register", None)
        if register is None:
            raise ImproperlyConfigured(f"{name} has no register() and so contributes nothing")
        register()


def modules_below(package: str, name: str) -> list[str]:
    """The modules of this name in a package, by path alone, so that they come in the same order everywhere."""
    root = Path(str(import_module(package).__file__)).parent
    found = sorted(path.relative_to(root).with_suffix("").parts for path in root.rglob(f"{name}.py"))
    return [".".join((package, *parts)) for parts in found]


def addresses(package: str) -> list[URLResolver]:
    """The ``urls`` of every noun of an app, for the app's own ``urls``."""
    return [path("", include(name)) for name in modules_below(package, "urls") if name != f"{package}.urls"]
