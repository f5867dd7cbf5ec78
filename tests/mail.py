"""A real SMTP server whose post the tests read: `smtp_sink`."""

import asyncio
import email
import email.policy

import pytest
from aiosmtpd.controller import Controller


class Post:
    """What arrived, as parsed messages, and what the server is told to do with the next."""

    def __init__(self):
        self.messages = []
        self.refused = []
        self.hang_up = set()  # recipients whose mail gets a 421: the server closes the line
        self.refuse = set()  # recipients that get a 550
        self.hold = set()  # recipients whose mail is taken, but not answered for while in here
        self.held = []
        self.drop = set()  # recipients at whose mail the line goes dead without a word
        self.stop_at = {}  # {step: how many of it are answered before the server falls silent}
        self.stopped = ""  # the step at which it is silent now

    def fall_silent(self, step, *, after=0):
        """At the next EHLO, MAIL, RCPT, DATA (the mail is lost), TAKEN (it is not) or QUIT; or so
        many later."""
        self.stop_at = {step: after}

    def speak(self):
        """Whoever still waits is answered, and nobody has to wait any more."""
        self.stopped, self.stop_at = "", {}

    async def step(self, name):
        if name not in self.stop_at:
            return
        self.stop_at[name] -= 1
        if self.stop_at[name] < 0:
            del self.stop_at[name]
            self.stopped = name
            while self.stopped:
                await asyncio.sleep(0.02)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        await self.step("EHLO")
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        await self.step("MAIL")
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_QUIT(self, server, session, envelope):
        await self.step("QUIT")
        return "221 Bye"

    async def handle_RCPT(self, server, session, envelope, address, options):
        await self.step("RCPT")
        if address in self.refuse:
            self.refused.append(address)
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        message.recipients = list(envelope.rcpt_tos)
        if self.hang_up.intersection(message.recipients):
            asyncio.get_running_loop().call_soon(server.transport.close)
            return "421 Too many for now"
        if self.drop.intersection(message.recipients):
            server.transport.abort()
            return "250 Never heard"
        await self.step("DATA")
        while self.hold.intersection(message.recipients):
            self.held = message.recipients
            await asyncio.sleep(0.02)
        self.messages.append(message)
        await self.step("TAKEN")
        return "250 OK"

    def to(self, address):
        return [message for message in self.messages if address in message.recipients]

    @staticmethod
    def text(message):
        return message.get_body(("plain",)).get_content()

    @staticmethod
    def html(message):
        return message.get_body(("html",)).get_content()


@pytest.fixture
def smtp_sink(settings):
    """Django's mail goes to this server for one test; a worker started after it sends here too."""
    post = Post()
    # Port 0 is not understood by the controller's own check that it answers: find one first.
    server = Controller(post, hostname="127.0.0.1", port=free_port())
    server.start()
    post.url = f"smtp://127.0.0.1:{server.port}"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = server.port
    yield post
    server.stop()


@pytest.fixture
def smtp_down(settings):
    """A mail server that refuses every connection."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = free_port()


def free_port():
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
