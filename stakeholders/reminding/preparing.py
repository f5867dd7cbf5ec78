"""Digests written ahead, a batch at a time, so that each costs its sending little."""

import logging
import time
from collections import deque
from dataclasses import dataclass, field

from django.db import InterfaceError, OperationalError

from stakeholders.links import new_link
from stakeholders.models import Digest, DigestItem, Post, SignedLink
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


class Preparing:
    """Iterates over those of the digests that nobody has claimed yet, each as Prepared.

    What a batch needs is read by a fixed number of queries. Each digest's e-mail is written when
    its turn comes, or before, while the mail server takes the one before it (`write_ahead`).
    """

    def __init__(self, keys, *, on):
        self.waiting, self.on = deque(keys), on
        self.office = OfficeWords()
        self.batch = deque()  # (digest, its Contents, its link), read and not written
        self.written = None
        self.read_at = 0

    def __iter__(self):
        return self

    def __next__(self):
        ready = self.written or self._write()
        self.written = None
        if ready and time.monotonic() > self.read_at + FRESH:
            self.waiting.extendleft(row[0].pk for row in reversed(self.batch))
            self.waiting.appendleft(ready.digest.pk)
            self.batch.clear()
            ready = self._write()
        if ready is None:
            raise StopIteration
        return ready

    def write_ahead(self):
        """Needs no database: nothing can go wrong while a mail is on its way."""
        if self.written is None and self.batch:
            self.written = self._write()

    def _write(self):
        while not self.batch and self.waiting:
            self._read()
        if not self.batch:
            return None
        digest, contents, link = self.batch.popleft()
        return _written(digest, contents, on=self.on, office=self.office, link=link)

    def _read(self):
        keys = [self.waiting.popleft() for _ in range(min(BATCH, len(self.waiting)))]
        self.read_at = time.monotonic()
        rows = Digest.objects.unclaimed().select_related("person").in_bulk(keys)
        digests = [rows[key] for key in keys if key in rows]
        contents = read(digests, on=self.on)
        links = links_for(
            digest
            for digest in digests
            if any(line.answerable for line in contents[digest.pk].lines)
        )
        self.office.row  # noqa: B018 - read here, where a database that is gone stops the run
        self.batch.extend((digest, contents[digest.pk], links.get(digest.pk)) for digest in digests)


def prepare(keys, *, on):
    """All of them, as a list."""
    return list(Preparing(keys, on=on))


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
    rows = list(DigestItem.objects.filter(digest__in=by_key))
    posts = Post.objects.in_bulk({item.post_id for item in rows})
    for item in rows:
        item.digest, item.post = by_key[item.digest_id], posts.get(item.post_id)
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
    """{digest's key: its signed link}, made where it has none yet."""
    digests = list(digests)
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
