"""How a kept file leaves for a browser (发件): streamed, never cached, able to do nothing there."""

from collections.abc import Iterable

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from cadres.shared.files.encrypted_files import SealedFile

SANDBOX = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def stream(file: SealedFile, parts: Iterable[bytes], *, download: bool) -> StreamingHttpResponse:
    """``parts`` as a service gave them out; ``download`` saves it, otherwise the browser shows it."""
    headers = {
        "Content-Length": str(file.size),
        "Content-Disposition": content_disposition_header(download, file.name),
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": SANDBOX,
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return StreamingHttpResponse(parts, content_type=file.content_type, headers=headers)
