"""Headers of every answer, errors and static files included, set in this one place."""

from flask import Flask, Response, request

PROTOCOL = "1"
NO_CONTENT = 204

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types doorstep",
    ]
)

SECURITY = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(self), microphone=()",
}


def register(app: Flask) -> None:
    """Set the headers after each request."""
    app.after_request(_set)


def _set(response: Response) -> Response:
    for name, value in SECURITY.items():
        response.headers.setdefault(name, value)
    if response.status_code == NO_CONTENT:
        response.headers.pop("Content-Type", None)
    if request.path.startswith("/api"):
        # A captive portal's page does not carry this: phones believe nothing without it.
        response.headers["Doorstep-Protocol"] = PROTOCOL
        response.headers.setdefault("Cache-Control", "no-store")
    return response
