"""The history that a JSON file holds, put into the new plan that was made from the file.

Everything keeps the moment at which it happened, so that states, slips and cut-offs come out as
they were; everything is marked as imported, and nobody is taken to have signed it here.
"""

from dataclasses import dataclass

from actionplans.intervals import ReviewInterval
from objectives.current import refresh
from objectives.deadlines import Certainty
from objectives.importing.ours.json_form import data_of
from objectives.importing.ours.parts import Part, refusal
from objectives.importing.reading import FileContents
from objectives.models import ActionLead, DateRequest, Deadline, ProgressUpdate
from objectives.states import OPEN_STATUSES, Rag, Status
from stakeholders.events import line, record_all
from stakeholders.models import Post


@dataclass(frozen=True)
class History:
    updates: list[Part]
    deadlines: list[Part]
    leads: list[Part]
    requests: list[Part]
    changes: list[Part]


def history_in(contents: FileContents) -> History:
    """Raises UnreadableFile."""
    file = Part(data_of(contents.content), "the plan")
    history = file.part("history")
    return History(
        updates=file.parts("updates", "update"),
        deadlines=history.parts("deadlines", "deadline"),
        leads=history.parts("leads", "lead"),
        requests=history.parts("dates_asked_for", "date asked for"),
        changes=history.parts("changes", "change"),
    )


def restore(plan, history: History, actions: dict, *, by, at) -> None:
    """`actions` are the plan's rows by their keys in the file. Call in the import's transaction."""
    _Restorer(plan, actions, by, at).restore(history)


class _Restorer:
    def __init__(self, plan, actions: dict, by, at):
        self.plan, self.actions, self.by, self.at = plan, actions, by, at
        self.posts: dict[str, Post] = {}
        for post in Post.objects.order_by("-pk"):
            self.posts[post.title.casefold()] = post

    def restore(self, history: History) -> None:
        if history.updates:
            # The state that the import gave as one first update is the last of these.
            ProgressUpdate.objects.filter(action__plan=self.plan).delete()
            self._create(ProgressUpdate, history.updates, self._update)
        if history.deadlines:
            Deadline.objects.filter(action__plan=self.plan).delete()
            self._create(Deadline, history.deadlines, self._deadline)
        self._restore_leads(history.leads)
        self._create(DateRequest, history.requests, self._request)
        for action in self.plan.actions.select_for_update(of=("self",)).select_related("plan"):
            refresh(action)
        record_all([self._told(part) for part in history.changes])

    def _create(self, model, parts: list[Part], make) -> None:
        rows = [(part, self.actions.get(part.text("action", required=True))) for part in parts]
        model.objects.bulk_create(make(part, action) for part, action in rows if action)

    def _post(self, title: str) -> Post | None:
        return self.posts.get(title.casefold()) if title else None

    def _update(self, part: Part, action) -> ProgressUpdate:
        status = part.one_of("status", Status.values, required=True)
        confirms = part.text("kind") == ProgressUpdate.Kind.CONFIRMATION
        kinds = ProgressUpdate.Kind
        return ProgressUpdate(
            action=action,
            # A confirmation stays one: without it the action would wait for another.
            kind=kinds.CONFIRMATION if confirms else kinds.IMPORTED,
            status=status,
            rag=part.one_of("rag", Rag.values) if status in OPEN_STATUSES else "",
            comment=part.text("comment"),
            next_step=part.text("next_step"),
            completed_on=part.day("completed_on") if status == Status.COMPLETE else None,
            published_words=_with_signature(part),
            post=self._post(part.text("post")),
            recorded_at=part.moment("at", required=True),
        )

    def _deadline(self, part: Part, action) -> Deadline:
        return Deadline(
            action=action,
            kind=part.one_of("kind", Deadline.Kind.values, required=True),
            text=part.text("text"),
            starts_on=part.day("starts_on"),
            due_on=part.day("due_on"),
            ongoing=part.flag("ongoing", False),
            review_interval=part.one_of("review_interval", ReviewInterval.values),
            certainty=part.one_of("certainty", Certainty.values, required=True),
            note=part.text("note"),
            reason=part.text("reason"),
            recorded_at=part.moment("at", required=True),
        )

    def _restore_leads(self, parts: list[Part]) -> None:
        """Who led when: those of today are there already, and get the day that they began on."""
        ended = []
        for part in parts:
            action = self.actions.get(part.text("action", required=True))
            post = self._post(part.text("post", required=True))
            if action is None or post is None:
                continue
            start, end = part.moment("from", required=True), part.moment("to")
            if end is None:
                action.leads.in_force().filter(post=post).update(started_at=start)
            elif end < start:
                raise refusal(f"{part.place} ends before it begins.")
            else:
                place = part.number("position")
                ended.append(
                    ActionLead(
                        action=action, post=post, position=place, started_at=start, ended_at=end
                    )
                )
        ActionLead.objects.bulk_create(ended)

    def _request(self, part: Part, action) -> DateRequest:
        decision = part.one_of("decision", DateRequest.Decision.values)
        due_on = part.day("due_on", required=True)
        return DateRequest(
            action=action,
            due_on=due_on,
            reason=part.text("reason"),
            post=self._post(part.text("post")),
            asked_at=part.moment("at", required=True),
            # What still waited waits no more: whoever asked is not known here.
            decision=decision or DateRequest.Decision.LAPSED,
            decision_note=part.text("note"),
            decided_at=part.moment("decided_at") or self.at,
        )

    def _told(self, part: Part):
        """A line of the other portal's log, as one of this log that says where it comes from."""
        row = self.actions.get(part.text("row")) or self.plan
        after = {
            "what": part.text("what", required=True),
            "about": part.text("about"),
            "by": part.text("by"),
            "at": part.moment("at", required=True),
            "to": part.part("after").data,
        }
        before = {"from": part.part("before").data}
        return line(
            "history imported", row, by=self.by, before=before, after=after, plan=self.plan,
            at=self.at,
        )  # fmt: skip


def _with_signature(part: Part) -> str:
    """Who gave the update there: a name from a file is nobody's signature here."""
    words, by = part.text("published_words"), part.text("by")
    signed = ", ".join(name for name in (by, part.text("post")) if name)
    given = f"Given by {signed}." if signed else ""
    return "\n".join(each for each in (words, given) if each)
