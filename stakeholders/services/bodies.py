from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from stakeholders.dates import spoken
from stakeholders.editing import change_row, lock_row
from stakeholders.events import record, values_of
from stakeholders.models import BodyMembership, GovernanceBody
from stakeholders.slugs import free_slug

FIELDS = [
    "name",
    "form",
    "organisation",
    "publisher",
    "notice_days",
    "notice_in_working_days",
    "submission_days",
    "clearance_days",
    "drafting_days",
    "exemption_basis",
    "terms_of_reference",
    "report_author",
    "contact_post",
    "contact_mailbox",
]
SEAT = ["body", "person", "role", "private_papers", "starts_on", "ends_on"]


@transaction.atomic
def create_body(*, by, name, form, at=None, **details):
    """`details` are the other fields of a body. Its slug, which commands take, is made here."""
    slug = free_slug(GovernanceBody, name, fallback="body")
    body = GovernanceBody(name=name, slug=slug, form=form, **details)
    body.full_clean()
    body.save()
    record("body created", body, by=by, after=values_of(body, ["slug", *FIELDS]), at=at)
    return body


def edit_body(body, *, by, changes, version=None, at=None):
    return change_row(body, by=by, verb="body edited", changes=changes, version=version, at=at)


@transaction.atomic
def dissolve_body(body, *, by, dissolved_on, version=None, at=None):
    """The body no longer exists since `dissolved_on`: its seats end the day before."""
    body = lock_row(body, version=version)
    last_day = dissolved_on - timedelta(days=1)
    for seat in body.memberships.select_for_update().touching(dissolved_on, None):
        if seat.starts_on > last_day:
            raise ValidationError(
                f"{seat.person} has a seat from {spoken(seat.starts_on)}. "
                "Give a later date, or take that seat back first.",
                code="seated_later",
            )
        end_membership(seat, by=by, ends_on=last_day, at=at)
    return change_row(
        body, by=by, verb="body dissolved", changes={"dissolved_on": dissolved_on}, at=at
    )


def restore_body(body, *, by, at=None):
    """Take a dissolution back. Seats that ended with it stay ended."""
    return change_row(body, by=by, verb="body restored", changes={"dissolved_on": None}, at=at)


@transaction.atomic
def add_member(
    *,
    body,
    person,
    by,
    starts_on,
    ends_on=None,
    role="",
    private_papers=False,
    at=None,
):
    body = lock_row(body)
    seat = BodyMembership(
        body=body,
        person=person,
        role=role,
        private_papers=private_papers,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _check(seat)
    seat.save()
    record("member added to body", seat, by=by, after=values_of(seat, SEAT), at=at)
    return seat


@transaction.atomic
def edit_membership(seat, *, by, changes, version=None, at=None):
    lock_row(seat.body)
    seat = change_row(seat, by=by, verb="seat edited", changes=changes, version=version, at=at)
    _check(seat)
    return seat


@transaction.atomic
def end_membership(seat, *, by, ends_on, version=None, at=None):
    """`ends_on` is the last day on which the person may read the body's papers."""
    if ends_on < seat.starts_on:
        began = spoken(seat.starts_on)
        raise ValidationError(
            {"ends_on": f"{seat.person} took the seat on {began}: give that day or a later one"}
        )
    changes = {"ends_on": ends_on}
    seat = change_row(seat, by=by, verb="seat ended", changes=changes, version=version, at=at)
    _check(seat)
    return seat


@transaction.atomic
def withdraw_membership(seat, *, by, on, at=None):
    """Take back a seat that has not begun on the day `on`."""
    seat = lock_row(seat)
    if seat.starts_on <= on:
        raise ValidationError("This seat has begun: end it instead", code="begun")
    record("seat taken back", seat, by=by, before=values_of(seat, SEAT), at=at)
    seat.delete()


def _check(seat):
    seat.full_clean()
    others = BodyMembership.objects.overlapping(
        seat.person, seat.body, seat.starts_on, seat.ends_on
    ).exclude(pk=seat.pk)
    if other := others.first():
        until = f"until {spoken(other.ends_on)}" if other.ends_on else "with no last day"
        raise ValidationError(
            f"{seat.person} has a seat on this body already, from {spoken(other.starts_on)} "
            f"{until}. The dates must not overlap.",
            code="overlap",
        )
    gone = seat.body.dissolved_on
    if gone and (seat.ends_on is None or seat.ends_on >= gone):
        raise ValidationError(
            f"This body no longer exists since {spoken(gone)}: give a last day before that",
            code="dissolved",
        )
