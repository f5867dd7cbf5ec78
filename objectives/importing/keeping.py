"""Keeping a file on its way in, whatever it is to become, until it is saved or given up."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import connection

from stakeholders.editing import lock_row
from stakeholders.refusing import beside

from .reading import MAX_BYTES
from .reading.refusals import empty, too_large


def kept_fields(name, content, *, by, at):
    """What a row keeps of an uploaded file. Raises ValidationError (codes `too_large`, `empty`)."""
    if len(content) > MAX_BYTES:
        raise beside("file", too_large().message, "too_large")
    if not content.strip():
        raise beside("file", empty().message, "empty")
    return {
        "file_name": name[-255:],
        "content": content,
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "by": by,
        "created_at": at,
    }


def lock_ready(row, why_not, *, version=None):
    """The file's row, locked; refused where there is nothing to look through, with the words that
    `why_not` has for its status."""
    current = lock_row(row, version=version)
    if current.status != current.Status.READY:
        words = why_not.get(current.status, "The file is still being read.")
        raise ValidationError(words, code="not_ready")
    return current


def save_changed(row, *fields):
    row.version += 1
    row.save(update_fields=[*dict.fromkeys(fields), "version", "changed_at"])
    return row


def one_at_a_time(lock):
    """Two files with the same rows at the same moment: the second waits, and finds the first's.
    `lock` is a number that no other lock of the portal uses.

    SQLite lets only one transaction write at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])
