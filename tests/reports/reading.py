"""Published papers with all their forms, for the tests of reading, telling and checking them."""

import hashlib

from reports.models import ReportFile
from reports.packing import pack
from reports.services import request_report

from .clearing import published
from .plans import CUT_OFF, QUARTER

PAGE = '<article class="portal-paper"><h1>Stored as it was</h1></article>'
FILES = {"html": PAGE.encode(), "docx": b"PK word", "csv": b"number", "xlsx": b"PK excel"}


def stored(revision, files=None):
    """With files of the other kinds, whatever the building made of them."""
    for kind, content in (FILES if files is None else files).items():
        ReportFile.objects.update_or_create(
            revision=revision,
            kind=kind,
            defaults={
                "content": pack(kind, content),
                "size": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
                "template_version": "of a test",
                "engine_version": "of a test",
            },
        )
    return revision


def published_paper(world, body=None, *, private=False, at=CUT_OFF, by=None, correction=""):
    """A paper of the world's plan, published, its files of bytes that a test can know again."""
    revision = request_report(
        plan=world.plan,
        body=body or world.panel,
        period=QUARTER,
        by=by,
        private=private,
        correction=correction,
        queue=False,
        at=at,
    )
    return stored(published(revision, by=by, at=at))
