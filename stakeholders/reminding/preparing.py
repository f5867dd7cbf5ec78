"""Digests written ahead, a batch at a time, so that each costs its sending little."""

import logging
import time
from collections import deque
from dataclasses import dataclass, field

from django.db import InterfaceError, OperationalError

from stakeholders.links import kept_out, new_link
from stakeholders.models import Digest, DigestItem, SignedLink
from stakeholders.office import OfficeWords

from .letter import in_order, letter_for
from .message import Mail, message_for
from .sources import Gone, sources

log = logging.getLogger(__name__)

BATCH = 50
# An action answered in the seconds between the writing of its line and the sending is a mail that
# crossed with the answer, as it would in the post. A slow mail server must not stretch that: what
# waited longer is written anew.
FRESH = 5  # seconds
NO_DATABASE = (OperationalError, InterfaceError)
COULD_NOT = "It could not be written; the portal's log says why"


@dataclass
class Prepared:
    """One digest ready to be claimed and sent; without a message there is nothing to send."""

    digest: Digest
    message: Mail | None = None
    gone: dict = field(default_factory=dict)  # {item: why it is left out}
    problem: str = ""


def prepared(keys, *, on):
    """Each of these digests that nobody has claimed yet, written no longer than FRESH ago."""
    waiting = deque(keys)
    while waiting:
        batch = [waiting.popleft() for _ in range(min(BATCH, len(waiting)))]
        written_at = time.monotonic()
        for ready in prepare(batch, on=on):
            if batch[0] != ready.digest.pk and time.monotonic() > written_at + FRESH:
                waiting.extendleft(reversed(batch[batch.index(ready.digest.pk) :]))
                break
            yield ready


def prepare(keys, *, on):
    """A list, in the order of the keys, by a fixed number of queries however many there are."""
    rows = Digest.objects.unclaimed().select_related("person").in_bulk(keys)
    digests = [rows[key] for key in keys if key in rows]
    contents = read(digests, on=on)
    links = links_for(
        digest for digest in digests if any(line.answerable for line in contents[digest.pk].lines)
    )
    office = OfficeWords()
    office.row  # noqa: B018 - read here, where a database that is gone stops the run
    return [
        _written(digest, contents[digest.pk], on=on, office=office, link=links.get(digest.pk))
        for digest in digests
    ]


@dataclass
class Contents:
    """What the sources say of a digest's items."""

    lines: tuple = ()
    gone: dict = field(default_factory=dict)
    broken: bool = False


def read(digests, *, on):
    """{digest's key: Contents}. Each thing stands once, under its most urgent rule."""
    by_key = {digest.pk: digest for digest in digests}
    items = {key: [] for key in by_key}
    for item in DigestItem.objects.filter(digest__in=by_key).select_related("post"):
        item.digest = by_key[item.digest_id]
        items[item.digest_id].append(item)
    try:
        said = describe([item for rows in items.values() for item in rows], on)
        return {key: contents_of(rows, said) for key, rows in items.items()}
    except NO_DATABASE:
        raise
    except Exception:
        # One thing that can't be described must not keep everybody behind it from theirs.
        return {key: _read_alone(key, rows, on) for key, rows in items.items()}


def describe(items, on):
    """{item: Line or Gone}; what no source speaks of is gone."""
    said = {}
    for source in sources():
        own = [item for item in items if item.source == source.SOURCE]
        said |= dict(source.describe(own, on)) if own else {}
    return said


def contents_of(items, said):
    """What a digest of `items` says; `said` is {item: Line or Gone}."""
    lines, gone = {}, {}
    for item in items:
        line = said.get(item, Gone("Nothing is known of it any more"))
        thing = (item.source, item.object_id)
        if isinstance(line, Gone):
            gone[item] = line.because
        elif thing not in lines or line.order < lines[thing].order:
            lines[thing] = line
    return Contents(in_order(lines.values()), gone)


def _read_alone(key, items, on):
    try:
        return contents_of(items, describe(items, on))
    except NO_DATABASE:
        raise
    except Exception:
        log.exception("Reminders: the digest %s could not be read", key)
        return Contents(broken=True)


def links_for(digests):
    """{digest's key: its signed link}, made where it has none yet; none for whom it would not let
    in."""
    digests = list(digests)
    out = kept_out({digest.person_id for digest in digests})
    digests = [digest for digest in digests if digest.person_id not in out]
    # Two workers may prepare the same digest: it keeps the link of the first.
    SignedLink.objects.bulk_create(
        (new_link(digest.person, digest=digest) for digest in digests), ignore_conflicts=True
    )
    links = SignedLink.objects.filter(digest__in=[digest.pk for digest in digests])
    return {link.digest_id: link for link in links}


def _written(digest, contents, *, on, office, link):
    ready = Prepared(digest, gone=contents.gone)
    try:
        if contents.broken:
            ready.problem = COULD_NOT
        elif contents.lines:
            letter = letter_for(digest, contents.lines, on=on, office=office, link=link)
            ready.message = message_for(letter)
    except Exception:
        log.exception("Reminders: the digest %s could not be written", digest.pk)
        ready.problem = COULD_NOT
    return ready
