"""How often the forums of a line met since when, for its page."""

import datetime as dt

from django.db.models import prefetch_related_objects

from .spans import Span, spans


def frequency_history(forums):
    """(forum, span) of those forums whose frequency has changed or will; one query for all."""
    prefetch_related_objects(forums, "frequencies")
    found = []
    for forum in forums:
        own = spans(forum, dt.date.min, dt.date.max)
        if len(own) > 1:
            found += [(forum, _since(span)) for span in own]
    return found


def _since(span):
    """The first of them has no start of its own."""
    start = None if span.starts_on == dt.date.min else span.starts_on
    return Span(start, span.ends_on, span.how_often)
