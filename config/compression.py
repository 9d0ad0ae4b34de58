"""Pages go out compressed: a list of 50 rows is a tenth of its length."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# Texts that the program makes. Pictures, papers and workbooks are compressed, or encrypted, before they come here.
TEXTS = (
    "text/html",
    "text/plain",
    "text/calendar",
    "text/javascript",
    "application/javascript",
    "application/json",
    "application/manifest+json",
    "application/problem+json",
    "application/yaml",
    "application/vnd.oai.openapi",
    "application/vnd.oai.openapi+json",
)


class CompressionMiddleware(GZipMiddleware):
    """Django's own, for texts that are whole; what streams stays as it is and keeps its pace.

    Against guessing a secret by the length of an answer (BREACH): the token of a form is masked anew in every answer,
    Django's middleware adds random bytes of random number to each, and the session's cookie is not sent along with
    what another site asks for in the background (``SameSite``). So the proxy is not to compress in its place.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        is_file = response.headers.get("Content-Disposition", "").startswith("attachment")
        if response.streaming or kind not in TEXTS or is_file:
            return response
        return super().process_response(request, response)
