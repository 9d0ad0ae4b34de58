"""Routes of the API: each noun contributes its viewsets, the root below ``/api/v1/`` serves them."""

from dataclasses import dataclass
from typing import Any

from cadres.shared.extensions import Point


@dataclass(frozen=True)
class Route:
    prefix: str
    viewset: type[Any]
    basename: str


ROUTES: Point[Route] = Point("routes of the API", key=lambda route: route.prefix, order=lambda route: route.prefix)
