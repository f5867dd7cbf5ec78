"""Log lines keep the address that failed, but not the secret in it."""

import logging
import re

# What a link that lets somebody in looks like: Django's signed values (a:b or a:b:c), its password
# and invitation tokens (time-hash), and long random strings with capitals and digits.
TOKEN = re.compile(
    r"""
      [\w.-]+(?::[\w-]+)?:[\w-]{20,}={0,2}
    | (?<![0-9a-z])[0-9a-z]{6,8}-[0-9a-f]{32,64}
    | (?<=/answer/)[^/\s?"']+
    | (?<=/attend/)[^/\s?"']+
    | (?<=/calendar/)[^/\s?"']+
    | (?<=/paper/)[^/\s?"']+
    | (?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])(?=[\w-]*[0-9])[\w-]{32,}
    """,
    re.VERBOSE,
)
HIDDEN = "[hidden]"


def hide_tokens(text):
    return TOKEN.sub(HIDDEN, text)


class HideTokens(logging.Formatter):
    """Works on the finished line, so arguments and tracebacks are covered too."""

    def format(self, record):
        return hide_tokens(super().format(record))
