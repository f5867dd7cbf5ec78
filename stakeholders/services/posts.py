from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from stakeholders.dates import spoken
from stakeholders.editing import change_row, lock_row
from stakeholders.events import record, values_of
from stakeholders.models import Post, PostHolding


@transaction.atomic
def create_post(*, by, title, organisation=None, mailbox="", at=None):
    post = Post(title=title, organisation=organisation, mailbox=mailbox)
    post.full_clean()
    post.save()
    after = values_of(post, ["title", "organisation", "mailbox"])
    record("post created", post, by=by, after=after, at=at)
    return post


def edit_post(post, *, by, changes, version=None, at=None):
    return change_row(post, by=by, verb="post edited", changes=changes, version=version, at=at)


@transaction.atomic
def abolish_post(post, *, by, abolished_on, version=None, at=None):
    """The post no longer exists since `abolished_on`; whoever held it, held it until the day
    before. What it led stays with it until somebody gives it to another post."""
    post = lock_row(post, version=version)
    last_day = abolished_on - timedelta(days=1)
    for holding in post.holdings.select_for_update().touching(abolished_on, None):
        if holding.starts_on > last_day:
            raise ValidationError(
                f"{holding.person} holds this post from {spoken(holding.starts_on)}. "
                "Give a later date, or take that appointment back first.",
                code="held_later",
            )
        _end(holding, by=by, ends_on=last_day, at=at)
    return change_row(
        post, by=by, verb="post abolished", changes={"abolished_on": abolished_on}, at=at
    )


def restore_post(post, *, by, at=None):
    """Take an abolition back. Holdings that ended with it stay ended."""
    return change_row(post, by=by, verb="post restored", changes={"abolished_on": None}, at=at)


@transaction.atomic
def appoint(*, post, person, by, starts_on, ends_on=None, at=None):
    """`person` holds `post` from a day on. Another holder at the same time is a job share."""
    # The post's row is the lock: two appointments at once would not see each other's overlap.
    post = lock_row(post)
    holding = PostHolding(post=post, person=person, starts_on=starts_on, ends_on=ends_on)
    _check(holding)
    holding.save()
    after = values_of(holding, ["post", "person", "starts_on", "ends_on"])
    record("person appointed to post", holding, by=by, after=after, at=at)
    return holding


@transaction.atomic
def edit_holding(holding, *, by, changes, version=None, at=None):
    """Mend the dates of a holding that were typed wrongly."""
    lock_row(holding.post)
    holding = change_row(
        holding, by=by, verb="appointment edited", changes=changes, version=version, at=at
    )
    _check(holding)
    return holding


@transaction.atomic
def end_holding(holding, *, by, ends_on, version=None, at=None):
    """`ends_on` is the last day on which the person holds the post."""
    if ends_on < holding.starts_on:
        began = spoken(holding.starts_on)
        raise ValidationError(
            {"ends_on": f"{holding.person} took the post on {began}: give that day or a later one"}
        )
    holding = _end(holding, by=by, ends_on=ends_on, version=version, at=at)
    _check(holding)
    return holding


def _end(holding, *, by, ends_on, version=None, at=None):
    return change_row(
        holding,
        by=by,
        verb="appointment ended",
        changes={"ends_on": ends_on},
        version=version,
        at=at,
    )


@transaction.atomic
def withdraw_holding(holding, *, by, on, at=None):
    """Take back an appointment that has not begun on the day `on`."""
    holding = lock_row(holding)
    if holding.starts_on <= on:
        raise ValidationError("This appointment has begun: end it instead", code="begun")
    before = values_of(holding, ["post", "person", "starts_on", "ends_on"])
    record("appointment taken back", holding, by=by, before=before, at=at)
    holding.delete()


@transaction.atomic
def hand_over_post(holding, *, by, to, starts_on, version=None, at=None):
    """`to` holds the post from `starts_on`, the holder of `holding` until the day before."""
    if to == holding.person:
        raise ValidationError({"to": f"{to} holds this post already: choose somebody else"})
    if starts_on <= holding.starts_on:
        began = spoken(holding.starts_on)
        raise ValidationError(
            {"starts_on": f"{holding.person} took the post on {began}: give a later day"}
        )
    post = lock_row(holding.post)
    holding = lock_row(holding, version=version)
    if holding.ends_on is not None and holding.ends_on < starts_on - timedelta(days=1):
        raise ValidationError(
            {
                "starts_on": f"{holding.person} holds the post until {spoken(holding.ends_on)}. "
                "After that, appoint somebody instead of handing over"
            }
        )
    before = {"holder": holding.person, "until": holding.ends_on}
    holding.ends_on = starts_on - timedelta(days=1)
    holding.version += 1
    holding.save(update_fields=["ends_on", "version"])
    taken = PostHolding(post=post, person=to, starts_on=starts_on)
    _check(taken)
    taken.save()
    after = {"holder": to, "until": None, "from": starts_on}
    record("post handed over", post, by=by, before=before, after=after, at=at)
    return taken


def _check(holding):
    holding.full_clean()
    others = PostHolding.objects.overlapping(
        holding.person, holding.post, holding.starts_on, holding.ends_on
    ).exclude(pk=holding.pk)
    if other := others.first():
        until = f"until {spoken(other.ends_on)}" if other.ends_on else "with no last day"
        raise ValidationError(
            f"{holding.person} holds this post already, from {spoken(other.starts_on)} {until}. "
            "The dates must not overlap.",
            code="overlap",
        )
    gone = holding.post.abolished_on
    if gone and (holding.ends_on is None or holding.ends_on >= gone):
        raise ValidationError(
            f"This post no longer exists since {spoken(gone)}: give a last day before that",
            code="abolished",
        )
