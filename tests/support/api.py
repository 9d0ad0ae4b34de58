"""The published description of the API, and its addresses with a record behind each."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from cadres.shared.api.routes import ROUTES

UNMADE = "0"  # no record has this number


@cache
def description() -> dict[str, Any]:
    return SchemaGenerator(api_version="v1").get_schema(request=None, public=True)


@dataclass(frozen=True)
class Operation:
    """One method of one address, as the description has it."""

    path: str
    method: str
    content: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def prefix(self) -> str:
        """The route: what stands behind the version."""
        return self.path.removeprefix("/api/v1/").split("/")[0]

    @property
    def parameters(self) -> dict[str, dict[str, Any]]:
        """Name → schema of each query parameter."""
        found = self.content.get("parameters", [])
        return {one["name"]: one["schema"] for one in found if one["in"] == "query"}

    @property
    def answer(self) -> dict[str, Any] | None:
        """What an answer of 200 must look like; None where it is no JSON."""
        contents = self.content["responses"].get("200", {}).get("content", {})
        return contents.get("application/json", {}).get("schema")

    def address(self, key: Any = UNMADE) -> str:
        """With the given key of a record in its place."""
        before, brace, after = self.path.partition("{")
        return before + str(key) + after.partition("}")[2] if brace else before


def operations(*methods: str) -> list[Operation]:
    """Every operation below a version, or those of the named methods; the description itself is none."""
    found = [
        Operation(path, method, content)
        for path, item in sorted(description()["paths"].items())
        for method, content in item.items()
        if path.startswith("/api/v1/") and method in (methods or ("get", "post", "put", "patch", "delete"))
    ]
    assert {one.prefix for one in found} <= {route.prefix for route in ROUTES}
    return found


def validator(schema: dict[str, Any]) -> Draft202012Validator:
    """Judges by a part of the description; references lead into the whole."""
    whole = Resource.from_contents(description(), default_specification=DRAFT202012)
    return Draft202012Validator(
        _absolute(schema), registry=Registry().with_resource("urn:api", whole), format_checker=FormatChecker()
    )


def _absolute(node: Any) -> Any:
    if isinstance(node, dict):
        return {
            name: f"urn:api{value}" if name == "$ref" and isinstance(value, str) else _absolute(value)
            for name, value in node.items()
        }
    return [_absolute(one) for one in node] if isinstance(node, list) else node


def schemas() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema of the description, wherever it stands, with its place."""
    for name, schema in description()["components"]["schemas"].items():
        yield from _within(name, schema)
    for operation in operations():
        for name, schema in operation.parameters.items():
            yield from _within(f"{operation} ?{name}", schema)


def _within(place: str, schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield place, schema
    for name, part in schema.get("properties", {}).items():
        yield from _within(f"{place}.{name}", part)
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield from _within(f"{place}.{key}", schema[key])
    for key in ("allOf", "oneOf", "anyOf"):
        for part in schema.get(key, []):
            yield from _within(f"{place}.{key}", part)
