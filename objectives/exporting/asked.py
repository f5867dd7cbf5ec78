"""What a round's return form asks, as one value: of each post, the actions that still wait."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from objectives.models import Action, ProgressUpdate, UpdateRound
from objectives.presenting import date_words
from objectives.rounds import by_post, leads_in, returns_of
from objectives.story import stated_words
from stakeholders.dates import spoken
from stakeholders.models import Post
from stakeholders.office import OfficeWords


@dataclass(frozen=True)
class AskedAction:
    label: str
    text: str
    date: str  # the published words, and what they were taken to mean
    latest: str
    since: str
    question: str
    private: str


@dataclass(frozen=True)
class AskedPost:
    title: str
    actions: tuple[AskedAction, ...]
    answered: tuple[str, ...]  # numbers of the actions that have their answer


@dataclass(frozen=True)
class ReturnForm:
    office: str
    plan: str
    mark: str
    quarter: str
    answers_by: date
    reply_to: str
    posts: tuple[AskedPost, ...]


def asked(round: UpdateRound, *, person, posts=None, on: date) -> ReturnForm:
    """The form for `person`, of `posts` (keys) or of all that still wait: no action that they may
    not see, and in a post's form none that only another post leads."""
    visible = Action.objects.visible_to(person).filter(plan=round.plan_id)
    actions = visible.select_related("objective__plan", "deadline", "last_update").in_bulk()
    leads = leads_in([round])
    seen = [row for row in returns_of([round])[round.pk] if row.action_id in actions]
    rows = by_post(seen, leads)
    rows.pop(None, None)
    named = Post.objects.filter(pk__in=rows)
    if posts is None:
        waiting = (key for key, found in rows.items() if not all(row.answered for row in found))
        named = named.filter(pk__in=list(waiting))
    else:
        named = named.filter(pk__in=posts)
    plan, office = round.plan, OfficeWords()
    coordinator = plan.coordinator_post
    return ReturnForm(
        office=office.name,
        plan=plan.title,
        mark=plan.mark,
        quarter=round.label,
        answers_by=round.answers_by,
        reply_to=(coordinator.mailbox if coordinator else "") or office.contact_email,
        posts=tuple(
            AskedPost(
                title=post.title,
                actions=tuple(
                    of_action(actions[row.action_id], row, on=on)
                    for row in rows[post.pk]
                    if not row.answered
                ),
                answered=tuple(
                    actions[row.action_id].label for row in rows[post.pk] if row.answered
                ),
            )
            for post in named
        ),
    )


def of_action(action, row, *, on):
    dates, update = date_words(action, on), action.last_update
    return AskedAction(
        label=action.label,
        text=" ".join(action.text.split()),
        date=": ".join(filter(None, [dates.published, ", ".join(dates.notes)])),
        latest=latest_words(update),
        since=spoken(timezone.localdate(update.recorded_at)) if update else "",
        question=row.question,
        private=action.exempt_reason,
    )


def latest_words(update: ProgressUpdate | None):
    if update is None:
        return "Nobody has reported on it yet"
    _, word = stated_words(update)
    said = f"{word}, {spoken(timezone.localdate(update.recorded_at))}"
    words = update.comment or update.published_words
    return f"{said}: {words}" if words else said
