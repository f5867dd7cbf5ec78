"""A mail server that takes everything and keeps nothing, in a process of its own."""

import subprocess
import sys


def start():
    """Its port. It ends with whoever started it, however that ends: its input is closed then."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.sink"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    return int(process.stdout.readline())


def serve():
    from aiosmtpd.controller import Controller

    from tests.mail import free_port

    server = Controller(Takes(), hostname="127.0.0.1", port=free_port())
    server.start()
    print(server.port, flush=True)
    sys.stdin.read()
    server.stop()


class Takes:
    async def handle_DATA(self, server, session, envelope):
        return "250 OK"


if __name__ == "__main__":
    serve()
