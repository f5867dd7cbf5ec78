"""Where a request comes from, believing only our own proxies."""

from django.conf import settings


def client_address(request):
    """The address the outermost trusted proxy saw; without proxies, the connection's own.

    Each proxy appends what it saw, so the trusted entries are counted from the right; anything
    further left was written by the client.
    """
    proxies = settings.TRUSTED_PROXIES
    forwarded = [
        part.strip()
        for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if part.strip()
    ]
    if not proxies or not forwarded:
        return request.META.get("REMOTE_ADDR", "")
    return forwarded[-min(proxies, len(forwarded))]
