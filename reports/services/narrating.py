"""What the coordinator writes in a paper, place by place, while it is a draft."""

import unicodedata

from django.db import transaction
from django.utils import timezone

from reports.collect.places import places_of
from reports.models import Narrative, ReportRevision
from stakeholders.editing import EditConflict, lock_row
from stakeholders.events import record, values_of

from .refusing import refuse

LONGEST = Narrative._meta.get_field("text").max_length
Status = ReportRevision.Status


@transaction.atomic
def write_narrative(report, *, key, text, by, version=None, at=None):
    """Put `text`, Markdown, into the place `key`. Returns the Narrative.

    `version` is the one that was read before writing, 0 for a place with nothing in it: raises
    EditConflict where somebody wrote there meanwhile. Refused while the paper is in clearance,
    cleared or published (codes `in_clearance`, `already_published`), for a place that the paper
    doesn't have (`no_such_place`) and for more than LONGEST characters (`max_length`). The draft
    carries the words once it is built again.
    """
    at = at or timezone.now()
    report = lock_row(report, related=("plan", "body"))
    check_writable(report.revisions.defer("document").first())
    if key not in {place.key for place in places_of(report)}:
        refuse(
            "The paper no longer has this place: its form or its plan has changed. Copy your "
            "words and put them into another place.",
            "no_such_place",
        )
    text = tidy(text)
    if len(text) > LONGEST:
        refuse(
            f"Write {LONGEST:,} characters or fewer here. You have written {len(text):,}.",
            "max_length",
        )
    narrative = report.narratives.filter(key=key).first()
    current = narrative or Narrative(report=report, key=key, version=0)
    if current.text == text:
        return current
    if version is not None and current.version != version:
        raise EditConflict(current)
    before = values_of(current, ["text"])
    current.text, current.version = text, current.version + 1
    current.written_by, current.written_at = by, at
    current.save()
    record(
        "paper written in",
        current,
        by=by,
        before=before,
        after=values_of(current, ["text"]),
        plan=report.plan_id,
        at=at,
    )
    return current


def check_writable(revision):
    """Whether a paper, whose newest revision this is, takes words; says what to do if not."""
    if revision.status == Status.DRAFT:
        return
    if revision.is_published:
        refuse(
            "This paper is published and stays as it is. Start a correction: its words begin with "
            "these.",
            "already_published",
        )
    refuse(
        "This paper is in clearance or cleared, so its words stand still. Take it back first.",
        "in_clearance",
    )


def tidy(text):
    """Without characters that no page shows, and with one kind of line end."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).strip()
