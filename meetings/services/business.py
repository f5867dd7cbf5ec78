"""The agenda of a meeting, what was said of each item, and what was decided."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.models import AgendaItem, Decision
from stakeholders.editing import lock_row
from stakeholders.ordering import move_among, next_position

from .rows import add_row, change_business, open_meeting, refuse_withdrawn, withdraw_row

MOST_ITEMS = 300
"""items that a meeting's agenda may have: far more than any has, and a page still opens"""


@transaction.atomic
def add_item(meeting, *, by, title, presenter_text="", exempt_reason="", at=None):
    """An item at the end of the agenda."""
    meeting = open_meeting(meeting)
    if meeting.items.in_force().count() >= MOST_ITEMS:
        raise ValidationError(
            f"An agenda can have {MOST_ITEMS} items. Put some of them together",
            code="too_many_items",
        )
    return add_row(
        AgendaItem,
        by=by,
        verb="agenda item added",
        meeting=meeting,
        same=("title", "presenter_text"),
        at=at,
        title=title,
        presenter_text=presenter_text,
        exempt_reason=exempt_reason,
        position=next_position(meeting.items),
    )


@transaction.atomic
def add_items(meeting, *, by, titles, at=None):
    """Several at once, in their order: an agenda is often there as a list already."""
    at = at or timezone.now()
    return [add_item(meeting, by=by, title=title, at=at) for title in titles]


def edit_item(item, *, by, changes, version=None, at=None):
    verb = "agenda item edited"
    return change_business(item, by=by, verb=verb, changes=changes, version=version, at=at)


@transaction.atomic
def minute_item(item, *, by, minute, version=None, at=None):
    """What was said of an item. Nobody has said anything before the day of the meeting."""
    open_meeting(item.meeting, at=at, on_its_day=True)
    return change_business(
        item, by=by, verb="item minuted", changes={"minute": minute}, version=version, at=at
    )


@transaction.atomic
def move_item(item, *, by, up, at=None):
    """One place up or down on the agenda. Returns whether it moved."""
    meeting = lock_row(item.meeting)
    refuse_withdrawn(lock_row(item))
    return move_among(item, list(meeting.items.in_force()), by=by, up=up, at=at)


@transaction.atomic
def withdraw_item(item, *, by, reason, at=None):
    """Take an item off the agenda. What came of it must go first, or stand under another item:
    else a decision would be left that nobody can find."""
    lock_row(item.meeting)
    left = [
        word
        for word, rows in (
            ("decisions", item.decisions),
            ("follow-ups", item.follow_ups),
            ("recommendations", item.recommendations),
            ("papers", item.papers),
        )
        if rows.in_force().exists()
    ]
    if left:
        raise ValidationError(
            f"This item has {' and '.join(left)}. Withdraw them first, or put them under another "
            "item",
            code="item_in_use",
        )
    return withdraw_row(item, by=by, verb="agenda item withdrawn", reason=reason, at=at)


@transaction.atomic
def add_decision(meeting, *, by, words, item=None, exempt_reason="", at=None):
    meeting = open_meeting(meeting, at=at, on_its_day=True)
    return add_row(
        Decision,
        by=by,
        verb="decision recorded",
        meeting=meeting,
        same=("words", "item"),
        at=at,
        words=words,
        item=item,
        exempt_reason=exempt_reason,
        position=next_position(meeting.decisions),
    )


def edit_decision(decision, *, by, changes, version=None, at=None):
    verb = "decision edited"
    return change_business(decision, by=by, verb=verb, changes=changes, version=version, at=at)


def withdraw_decision(decision, *, by, reason, at=None):
    return withdraw_row(decision, by=by, verb="decision withdrawn", reason=reason, at=at)
