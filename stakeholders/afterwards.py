"""Answers that are the same, and as quick, whether or not an e-mail follows them."""

import logging

from django.http import HttpResponseRedirect

log = logging.getLogger(__name__)


class SendsAfterwards(HttpResponseRedirect):
    """A redirect that does its work when the browser has its answer.

    Sending an e-mail takes longer than sending none: an answer that waited for it would tell by
    its delay whether the address is known. The server calls `close` after the last byte.
    """

    def __init__(self, *args, work, **kwargs):
        super().__init__(*args, **kwargs)
        self._work = work

    def close(self):
        work, self._work = self._work, None
        try:
            if work is not None:
                work()
        except Exception:
            log.exception("An e-mail that somebody asked for could not be sent")
        finally:
            super().close()
