"""Gunicorn's own logs without secrets. `gunicorn.conf.py` names this class."""

from gunicorn.glogging import Logger

from .logs import HideTokens


class HidesTokens(Logger):
    """Its access log, which is off unless somebody turns it on, writes whole addresses and the one
    that a page was reached from; its error log names the address that failed."""

    def setup(self, cfg):
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                if words := handler.formatter:
                    handler.setFormatter(HideTokens(words._fmt, words.datefmt))
