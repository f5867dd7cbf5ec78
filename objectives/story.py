"""What happened to an action, newest first: its updates, dates, requests and edits as one story."""

from dataclasses import dataclass
from datetime import datetime

from stakeholders.dates import spoken
from stakeholders.models import Event

from .deadlines import Certainty
from .models import DateRequest, Deadline, EvidenceFile, NotMine, ProgressUpdate
from .presenting import understood
from .states import STATE_OF_RAG, Rag, ShownState, Status

# Verbs whose rows tell the same in better words, and those that tell a reader nothing.
TOLD_BY_ROWS = (
    "update given",
    "completion confirmed",
    "deadline published",
    "deadline corrected",
    "deadline re-dated",
    "new date asked for",
    "new date accepted",
    "new date declined",
    "request for a new date dropped",
    "said not to be theirs",
    "answered whose it is",
    "question whose it is dropped",
    "return sent back",
    "action moved up",
    "action moved down",
)
FIELDS = {
    "number": "Number",
    "text": "What it requires",
    "lead_text": "Leads, as published",
    "review_interval": "How often its leads report",
    "needs_confirmation": "A second person confirms that it is complete",
    "exempt_reason": "Reason for keeping it private",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One entry, in the words of templates/parts/timeline.html."""

    title: str
    at: datetime
    by: str = ""
    code: str = ""
    word: str = ""
    words: str = ""
    note: str = ""
    place: int = 0
    """where several happened at the same moment: the higher, the later"""
    files: tuple[EvidenceFile, ...] = ()


def story_of(action, *, not_mine):
    """Every Item about `action`, newest first, in five queries however long the story is, beside
    the one for `not_mine`: what `not_mine_about` found."""
    requests = list(action.date_requests.select_related("by", "post", "decided_by"))
    accepted = {
        request.decided_at: request
        for request in requests
        if request.decision == DateRequest.Decision.ACCEPTED
    }
    items = [
        *(item for event in _events(action) for item in _of_event(event)),
        *(_of_deadline(row, accepted.get(row.recorded_at)) for row in _deadlines(action)),
        *(_of_update(update) for update in _updates(action)),
        *(item for request in requests for item in _of_request(request, action)),
        *(item for row in not_mine for item in _of_not_mine(row)),
        *(_of_question(row) for row in action.sent_back.select_related("by")),
    ]
    return sorted(items, key=lambda item: (item.at, item.place), reverse=True)


def _events(action):
    return Event.objects.about(action).exclude(verb__in=TOLD_BY_ROWS).select_related("actor")


def _updates(action):
    return action.updates.select_related("by", "post").prefetch_related("evidence")


def not_mine_about(action):
    """Every time that one of its leads said that it is not theirs."""
    return action.not_mine.select_related("by", "post", "suggested_post", "decided_by")


def _deadlines(action):
    return action.deadlines.select_related("by")


def signed(person, post=None):
    """ "Lena Lead, Head of Engagement"; the portal itself signs nothing."""
    return ", ".join(str(part) for part in (person, post) if part)


def state_of(update):
    """The state that an update states: a colour, or a status that has none."""
    if update.status == Status.IN_PROGRESS:
        return STATE_OF_RAG.get(update.rag, ShownState.NOT_REPORTED)
    return ShownState(update.status)


def stated_words(update):
    """The state that an update states, as code and word."""
    state = state_of(update)
    said = update.rag or state != ShownState.NOT_REPORTED
    return state.value, state.label if said else Status.IN_PROGRESS.label


def _of_update(update):
    code, word = stated_words(update)
    notes = []
    if update.completed_on:
        notes.append(f"Completed on {spoken(update.completed_on)}.")
    if update.next_step:
        notes.append(f"Next: {update.next_step}")
    if update.status == Status.NOT_STARTED and update.rag:
        notes.append(f"Stated {Rag(update.rag).label.lower()}.")
    if update.published_words:
        notes.append(f"As published: {update.published_words}")
    return Item(
        title=ProgressUpdate.Kind(update.kind).label,
        at=update.recorded_at,
        by=signed(update.by, update.post),
        code=code,
        word=word,
        words=update.comment,
        note="\n".join(notes),
        place=3,
        files=tuple(update.evidence.all()),
    )


def _of_deadline(row, request):
    title = {
        Deadline.Kind.PUBLISHED: "Date published",
        Deadline.Kind.CORRECTION: "Date corrected",
        Deadline.Kind.REDATED: "New date accepted" if request else "New date",
    }[row.kind]
    meant = row.note if row.certainty != Certainty.CERTAIN else understood(row)
    notes = [meant, f"Reason: {row.reason}" if row.reason else ""]
    if request and request.decision_note:
        notes.append(f"Answer: {request.decision_note}")
    return Item(
        title=title,
        at=row.recorded_at,
        by=signed(row.by),
        words=row.text or "No date given",
        note="\n".join(filter(None, notes)),
        place=2,
    )


def _of_request(request, action):
    yield Item(
        title="New date asked for",
        at=request.asked_at,
        by=signed(request.by, request.post),
        words=spoken(request.due_on),
        note=f"Reason: {request.reason}",
        place=4,
    )
    if request.decision == DateRequest.Decision.DECLINED:
        yield Item(
            title="New date not accepted",
            at=request.decided_at,
            by=signed(request.decided_by),
            words=f"It stays as it is; {spoken(request.due_on)} was asked for.",
            note=request.decision_note,
            place=1,
        )


def _of_not_mine(row):
    suggested = f"Suggested: {row.suggested_post}" if row.suggested_post else ""
    yield Item(
        title="Said not to be theirs",
        at=row.asked_at,
        by=signed(row.by, row.post),
        words=row.reason,
        note=suggested,
        place=2,
    )
    if row.decision in (NotMine.Decision.MOVED, NotMine.Decision.STAYS):
        yield Item(
            title=NotMine.Decision(row.decision).label,
            at=row.decided_at,
            by=signed(row.decided_by),
            words=row.decision_note,
            place=1,
        )


def _of_question(row):
    return Item(
        title="Sent back with a question",
        at=row.asked_at,
        by=signed(row.by),
        words=row.question,
        place=4,
    )


def _of_event(event):
    title = event.verb[:1].upper() + event.verb[1:]
    changes = [
        f"{FIELDS.get(field, field.replace('_', ' ').capitalize())}: "
        f"{_in_words(event.before.get(field))} → {_in_words(value)}"
        for field, value in event.after.items()
        if event.before
    ]
    yield Item(title=title, at=event.at, by=signed(event.actor), note="\n".join(changes), place=0)


def _in_words(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(_in_words, value)) or "nobody"
    if isinstance(value, dict):
        return value.get("text", "")
    return f"“{value}”" if value else "nothing"
