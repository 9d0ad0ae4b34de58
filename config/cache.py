"""The cache (缓存): JSON only, and one that may be lost or hang without anybody noticing more than one short wait."""

import json
from collections.abc import Iterable
from typing import Any

import redis
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.retry import Retry

from cadres.shared.breaker import Breaker

PATIENCE = 0.25  # seconds for a connection, and again for an answer
MOST_KEPT = 10_000  # entries that a process keeps by itself while the cache is away
UNREADABLE = object()
AWAY = (redis.RedisError, OSError)
BREAKERS: dict[str, Breaker] = {}  # Django makes a cache for each thread


class JSONSerializer:
    """In place of Django's, which pickles: whoever may write into the cache could run what he likes in here."""

    def dumps(self, value: Any) -> int | str:
        """Raises ``TypeError`` or ``ValueError`` for what is no JSON. Numbers stay bare, to be counted up."""
        return value if type(value) is int else json.dumps(value, allow_nan=False)

    def loads(self, data: bytes) -> Any:
        """What is no JSON was not written by us: ``UNREADABLE``, which the client takes for nothing."""
        try:
            return json.loads(data)
        except (ValueError, RecursionError):
            return UNREADABLE


class Client(RedisCacheClient):
    def get(self, key: str, default: Any) -> Any:
        value = super().get(key, UNREADABLE)
        return default if value is UNREADABLE else value

    def get_many(self, keys: Any) -> dict[str, Any]:
        return {key: value for key, value in super().get_many(keys).items() if value is not UNREADABLE}


class LosableCache(RedisCache):
    """Redis or Valkey while it answers; while it is away, each process keeps for itself.

    What is counted here are limits: calls of a client, wrong codes at log-in, codes that were used up. While the cache
    is away they are not lifted, or whoever makes it hang could guess codes at leisure; nor are they closed, or nobody
    could log in. Each process counts alone, so that a limit is reached at most once more in each process.
    """

    def __init__(self, server: str | list[str], params: dict[str, Any]):
        super().__init__(server, params)
        self._class = Client
        retry = Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,))  # one kept from before may be closed
        waits = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE, "retry": retry}
        self._options = {"serializer": JSONSerializer, **waits, **self._options}
        self._alone = LocMemCache(f"instead of {server}", {**params, "OPTIONS": {"MAX_ENTRIES": MOST_KEPT}})
        self._breaker = BREAKERS.setdefault(str(server), Breaker())

    def _ask(self, name: str, *args: Any) -> Any:
        real, alone = getattr(super(), name), getattr(self._alone, name)
        return self._breaker.ask(lambda: real(*args), lambda: alone(*args), AWAY)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._ask("add", key, value, timeout, version)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._ask("get", key, default, version)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._ask("set", key, value, timeout, version)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._ask("touch", key, timeout, version)

    def delete(self, key: str, version: int | None = None) -> bool:
        return self._ask("delete", key, version)

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        return self._ask("get_many", list(keys), version)

    def set_many(self, data: dict[str, Any], timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> list[str]:
        return self._ask("set_many", data, timeout, version)

    def delete_many(self, keys: Iterable[str], version: int | None = None) -> None:
        self._ask("delete_many", list(keys), version)

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self._ask("has_key", key, version)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        return self._ask("incr", key, delta, version)

    def clear(self) -> None:
        self._ask("clear")
        self._alone.clear()
