"""The tables of the meetings schedule and their lines."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.models import MeetingCategory, MeetingSeries
from stakeholders.editing import change_row, lock_row
from stakeholders.events import record, values_of
from stakeholders.ordering import move_among, next_position

from .forums import add_forum
from .meetings import cancel_meetings

COLUMNS = ("category", "title", "body", "chair_text", "attendance_text")
COLUMNS += ("lead_text", "lead_post", "notes", "open_to_public", "publishes", "notice_days")
COLUMNS += ("precedes",)


@transaction.atomic
def create_category(*, by, title, at=None):
    category = MeetingCategory.objects.create(
        title=title, position=next_position(MeetingCategory.objects.all())
    )
    after = values_of(category, ["title"])
    record("meeting category created", category, by=by, after=after, at=at)
    return category


def edit_category(category, *, by, changes, version=None, at=None):
    verb = "meeting category edited"
    return change_row(category, by=by, verb=verb, changes=changes, version=version, at=at)


@transaction.atomic
def move_category(category, *, by, up, at=None):
    """One place up or down; at the end of the schedule nothing moves. Returns whether it moved."""
    siblings = list(MeetingCategory.objects.select_for_update())
    return move_among(category, siblings, by=by, up=up, at=at)


@transaction.atomic
def create_series(
    *,
    by,
    category,
    title,
    frequency_text="",
    per_year=None,
    meant="",
    attending_posts=(),
    usual=None,
    at=None,
    **fields,
):
    """Add a line at the end of a table, with one forum that meets as often as the words say.

    `usual` are the forum's usual times and places.
    """
    at = at or timezone.now()
    # The table is locked so that two people who add at once don't get the same place.
    category = lock_row(category)
    series = MeetingSeries.objects.create(
        category=category, title=title, position=next_position(category.series), **fields
    )
    series.attending_posts.set(attending_posts)
    after = values_of(series, COLUMNS) | {"attending_posts": list(attending_posts)}
    after = {key: value for key, value in after.items() if value not in (None, "", [], False)}
    record("meeting series created", series, by=by, after=after, at=at)
    how_often = {"frequency_text": frequency_text, "per_year": per_year, "meant": meant}
    add_forum(series, by=by, **how_often, **(usual or {}), at=at)
    return series


@transaction.atomic
def edit_series(series, *, by, changes, version=None, at=None):
    """Change a line's columns; put into another table, it stands last there."""
    at = at or timezone.now()
    changes = dict(changes)
    posts = changes.pop("attending_posts", None)
    _refuse_circle(series, changes.get("precedes"))
    series = lock_row(series, version=version)
    category = changes.get("category", series.category)
    if category.pk != series.category_id:
        series.position = next_position(lock_row(category).series)
        series.save(update_fields=["position"])
    before = series.version
    series = change_row(
        series, by=by, verb="meeting series edited", changes=changes, version=version, at=at
    )
    attended = posts is not None and _set_attending_posts(series, list(posts), by=by, at=at)
    if attended and series.version == before:
        # Whoever opened the form before must see this, even where it was all that changed.
        series.version += 1
        series.save(update_fields=["version"])
    return series


def _refuse_circle(series, precedes):
    """No meeting comes before itself, nor before one that comes before it."""
    if precedes is None:
        return
    onward = dict(
        MeetingSeries.objects.filter(precedes__isnull=False).values_list("pk", "precedes")
    )
    later = precedes.pk
    while later and later != series.pk:
        later = onward.pop(later, None)
    if later:
        own = precedes == series
        what = "itself" if own else f"“{precedes}”, which comes before this one already"
        words = f"A meeting can’t come before {what}. Choose another one"
        code = "precedes_itself" if own else "precedes_in_a_circle"
        raise ValidationError({"precedes": ValidationError(words, code=code)})


def _set_attending_posts(series, posts, *, by, at):
    before = list(series.attending_posts.all())
    if set(before) == set(posts):
        return False
    series.attending_posts.set(posts)
    record(
        "attending posts changed",
        series,
        by=by,
        before={"attending_posts": before},
        after={"attending_posts": posts},
        at=at,
    )
    return True


@transaction.atomic
def move_series(series, *, by, up, at=None):
    """One place up or down in its table, past lines in use. Returns whether it moved."""
    category = lock_row(series.category)
    siblings = list(category.series.in_force().order_by("position", "pk"))
    return move_among(series, siblings, by=by, up=up, at=at)


@transaction.atomic
def withdraw_series(series, *, by, reason, on, at=None):
    """Take a line off the schedule. It stays readable; its meetings ahead are cancelled."""
    at = at or timezone.now()
    if lock_row(series).withdrawn_at:
        raise ValidationError("This was withdrawn already", code="withdrawn_already")
    changes = {"withdrawn_at": at, "withdrawn_reason": reason}
    series = change_row(series, by=by, verb="meeting series withdrawn", changes=changes, at=at)
    cancel_meetings(series=series, from_day=on, by=by, reason=reason, at=at)
    return series
