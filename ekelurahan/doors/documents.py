"""Handing out bytes: never stored on the way, never taken for something else than they are."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

# A PDF is shown by the browser's own reader, which lays itself out; nothing else may run in it, and only we may frame it.
PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox; frame-ancestors 'none'"


def pdf_answer(content: bytes, name: str) -> HttpResponse:
    """A PDF to be read and printed. `name` holds no personal data."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or "inline"
    response.headers["Content-Security-Policy"] = PDF_POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["Cache-Control"] = "no-store"
    return response


def file_answer(content: bytes, *, content_type: str, name: str, inline: bool) -> HttpResponse:
    """A file that somebody handed in. Only images are shown in place; everything else is saved."""
    response = HttpResponse(content, content_type=content_type)
    disposition = content_disposition_header(as_attachment=not inline, filename=name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cache-Control"] = "no-store"
    return response
