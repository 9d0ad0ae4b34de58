"""How often a client may call: by its account, or by its address where it has none."""

from rest_framework.request import Request
from rest_framework.throttling import UserRateThrottle

from cadres.shared.client_address import client_address


class CallThrottle(UserRateThrottle):
    def get_ident(self, request: Request) -> str:
        return client_address(request)
