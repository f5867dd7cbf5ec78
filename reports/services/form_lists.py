"""Who clears a body's papers, who is sent them, and under which paragraphs they may be private."""

from django.db import transaction

from reports.models import ClearancePost, ExemptionParagraph, Recipient
from reports.schedule_12a import PARAGRAPHS
from stakeholders.editing import change_row, lock_row
from stakeholders.events import record, values_of
from stakeholders.ordering import move_among, next_position

from .refusing import refuse


@transaction.atomic
def add_clearer(*, body, post, by, at=None):
    """The post is asked last. Papers that are in clearance already don't ask it."""
    body = lock_row(body)
    if body.clearers.filter(post=post).exists():
        refuse(f"{post} is on the clearance list already.", "already_clears")
    clearer = ClearancePost.objects.create(
        body=body, post=post, position=next_position(body.clearers)
    )
    after = {"post": post}
    record("post put on clearance list", clearer, by=by, after=after, at=at)
    return clearer


@transaction.atomic
def move_clearer(clearer, *, by, up, at=None):
    body = lock_row(clearer.body)
    return move_among(clearer, body.clearers.all(), by=by, up=up, at=at)


@transaction.atomic
def remove_clearer(clearer, *, by, at=None):
    """What it was asked to clear, it may still clear."""
    lock_row(clearer.body)
    clearer = lock_row(clearer, related=("body", "post"))
    record("post taken off clearance list", clearer, by=by, before={"post": clearer.post}, at=at)
    clearer.delete()


@transaction.atomic
def add_recipient(*, body, person, by, on, private_papers=False, at=None):
    """Refused for members (code `has_seat`): what they receive is said at their seat."""
    body = lock_row(body)
    if body.recipients.filter(person=person).exists():
        refuse(f"{person} receives the papers of this body already.", "already_receives")
    if body.memberships.on(on).filter(person=person).exists():
        refuse(f"{person} has a seat on this body and receives its papers as a member.", "has_seat")
    recipient = Recipient.objects.create(body=body, person=person, private_papers=private_papers)
    after = values_of(recipient, ["person", "private_papers"])
    record("recipient of papers added", recipient, by=by, after=after, at=at)
    return recipient


def edit_recipient(recipient, *, by, changes, version=None, at=None):
    return change_row(
        recipient,
        by=by,
        verb="recipient of papers edited",
        changes=changes,
        version=version,
        at=at,
    )


@transaction.atomic
def remove_recipient(recipient, *, by, at=None):
    """No later paper is sent to them; what they were sent stays in the log."""
    recipient = lock_row(recipient, related=("body", "person"))
    before = values_of(recipient, ["person", "private_papers"])
    record("recipient of papers removed", recipient, by=by, before=before, at=at)
    recipient.delete()


@transaction.atomic
def add_exemption(*, body, by, reference, words, at=None):
    body = lock_row(body)
    _refuse_twin(body, reference)
    row = ExemptionParagraph(
        body=body, position=next_position(body.exemptions), reference=reference, words=words
    )
    row.full_clean()
    row.save()
    after = values_of(row, ["reference", "words"])
    record("exemption paragraph added", row, by=by, after=after, at=at)
    return row


@transaction.atomic
def edit_exemption(row, *, by, changes, version=None, at=None):
    """Papers that name the paragraph keep the words that they were given."""
    body = lock_row(row.body)
    _refuse_twin(body, changes.get("reference", row.reference), but=row)
    row = change_row(
        row, by=by, verb="exemption paragraph edited", changes=changes, version=version, at=at
    )
    row.full_clean()
    return row


@transaction.atomic
def move_exemption(row, *, by, up, at=None):
    body = lock_row(row.body)
    return move_among(row, body.exemptions.all(), by=by, up=up, at=at)


@transaction.atomic
def remove_exemption(row, *, by, at=None):
    lock_row(row.body)
    row = lock_row(row, related=("body",))
    before = values_of(row, ["reference", "words"])
    record("exemption paragraph removed", row, by=by, before=before, at=at)
    row.delete()


@transaction.atomic
def fill_schedule_12a(body, *, by, at=None):
    """Add the paragraphs of Schedule 12A that the list does not have. Returns how many."""
    body = lock_row(body)
    there = set(body.exemptions.values_list("reference", flat=True))
    place = next_position(body.exemptions)
    missing = [(reference, words) for reference, words in PARAGRAPHS if reference not in there]
    ExemptionParagraph.objects.bulk_create(
        ExemptionParagraph(body=body, position=place + step, reference=reference, words=words)
        for step, (reference, words) in enumerate(missing)
    )
    if missing:
        after = {"paragraphs": [reference for reference, _ in missing]}
        record("paragraphs of Schedule 12A added", body, by=by, after=after, at=at)
    return len(missing)


def _refuse_twin(body, reference, *, but=None):
    twins = body.exemptions.filter(reference__iexact=reference)
    if (twins.exclude(pk=but.pk) if but else twins).exists():
        refuse("This paragraph is on the list already.", "already_listed")
