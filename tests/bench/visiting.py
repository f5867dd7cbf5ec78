"""A visitor who asks as a web server does: by a call of the WSGI application."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.test import Client, RequestFactory

from tests.world import sign_in

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?')


class Visitor:
    def __init__(self, person):
        client = sign_in(Client(), person)
        self.cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        self.application = get_wsgi_application()
        self.requests = RequestFactory(
            SERVER_NAME=urlsplit(settings.SITE_URL).hostname, HTTP_REFERER=settings.SITE_URL
        )

    def environ(self, method, path, data=None):
        make = getattr(self.requests, method)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return make(path, data, secure=True, HTTP_COOKIE=cookies).environ

    def ask(self, environ, expect):
        """The answer's headers and text; AssertionError where its status is another one."""
        told = []
        chunks = self.application(
            environ, lambda *status_and_headers: told.extend(status_and_headers)
        )
        body = b"".join(chunks)
        chunks.close()
        status, headers = told
        if not status.startswith(str(expect)):
            raise AssertionError(
                f"{environ['PATH_INFO']} answered {status}:\n{body[:2000].decode()}"
            )
        return headers, body.decode()

    def open_form(self, path):
        """The hidden fields of the form at `path`, its token among them, as a browser has them."""
        headers, page = self.ask(self.environ("get", path), 200)
        for name, value in headers:
            if name == "Set-Cookie" and (cookie := re.match(r" ?([\w-]+)=([^;]*)", value)):
                self.cookies[cookie[1]] = cookie[2]
        return dict(HIDDEN.findall(page))
