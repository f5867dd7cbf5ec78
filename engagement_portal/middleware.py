import logging
import time
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme

from .typed import typed_words

access = logging.getLogger("engagement_portal.access")
# Asked every few seconds by the machine's own probes.
QUIET = {"health-live", "health-ready"}

PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
)


class AccessLogMiddleware:
    """One line for each request: which address by its name, what it answered, how long it took.

    Addresses themselves are not written: a token in one lets whoever reads the log in.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        begun = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        name = match.view_name if match else "no address"
        if name not in QUIET:
            spent = round(1000 * (time.perf_counter() - begun))
            access.info("%s %s %s %s ms", request.method, name, response.status_code, spent)
        return response


class PermissionsPolicyMiddleware:
    """The portal uses none of these, so no script that got in may ask for them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class SignedInPagesMiddleware:
    """What somebody signed in was shown is asked for again each time: neither a proxy's copy nor
    the browser's own answers for it once they are signed out, or have lost the right to it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response


class StaySignedInMiddleware:
    """Whoever is at work stays signed in: the hours of SESSION_COOKIE_AGE count from the last page
    rather than from the sign-in. Written every quarter of an hour at most, not on every page."""

    RENEW_SECONDS = 15 * 60

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            now = int(time.time())
            if now - request.session.get("renewed_at", 0) >= self.RENEW_SECONDS:
                request.session["renewed_at"] = now
        return self.get_response(request)


class SignedOutMiddleware(LoginRequiredMiddleware):
    """Where somebody must be signed in. Whoever was signed out meanwhile is shown the words that
    they typed, so that none are lost; a part of a page has the whole page loaded again."""

    def handle_no_permission(self, request, view_func):
        if request.method == "POST" and (typed := typed_words(request.POST)):
            return self.show(request, typed)
        if request.htmx:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return super().handle_no_permission(request, view_func)

    def show(self, request, typed):
        page = {"typed": typed, "next": page_before(request)}
        # htmx shows no answer that is an error.
        status = 200 if request.htmx else 403
        response = render(request, "engagement_portal/signed_out.html", page, status=status)
        if request.htmx:
            whole = {"Retarget": "#main-content", "Reselect": "#main-content"}
            for name, value in (whole | {"Reswap": "outerHTML"}).items():
                response.headers[f"HX-{name}"] = value
        return response


def page_before(request):
    """The path of the portal's own page that a form was sent from; empty where that is unknown."""
    address = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return ""
    return urlsplit(address).path
