"""What stands in each cell of a plan's Word table, paragraph by paragraph."""

from collections.abc import Iterator
from itertools import zip_longest

from objectives.deadlines import DeadlineReading
from objectives.exporting.collecting import PlanExport, Standing
from objectives.exporting.paper_table import Line
from objectives.importing.draft import ActionDraft, ObjectiveDraft
from objectives.importing.ours import layout
from objectives.importing.ours.cells import writable
from objectives.importing.ours.papers import NO_ACTION, NO_LEAD
from objectives.presenting import says_the_day
from objectives.states import ShownState
from stakeholders.dates import spoken

Cell = list[Line]
# A square for each state, in the colour of its bar; the two that have none are outlines.
SQUARES = {
    ShownState.OVERDUE: "982828",
    ShownState.OFF_TRACK: "D76868",
    ShownState.AT_RISK: "FFDD00",
    ShownState.ON_TRACK: "0F7A52",
    ShownState.COMPLETE: "1D70B8",
    ShownState.NOT_STARTED: "B4B8BD",
}


def about(export: PlanExport) -> Iterator[str]:
    draft = export.draft
    until = f" to {spoken(draft.ends_on)}" if draft.ends_on else " onwards"
    owners = f" · {' and '.join(export.owners)}" if export.owners else ""
    yield f"{spoken(draft.starts_on)}{until}{owners}"
    yield f"How the plan stood on {spoken(export.on)}."


def titled(objective: ObjectiveDraft) -> str:
    title = writable(" ".join(objective.title.split()))
    return " ".join(part for part in (objective.number, title) if part)


def rows_of(objective: ObjectiveDraft, export: PlanExport) -> Iterator[list[Cell]]:
    """The two lists side by side, as the office prints them: activities, and what they require."""
    actions = list(objective.actions)
    first = [Line(layout.numbered(objective.number, " ".join(objective.title.split())), bold=True)]
    numbers = {action.key: action.number for action in actions}
    pairs = list(zip_longest(objective.activities, actions)) or [(None, None)]
    for index, (activity, action) in enumerate(pairs):
        cells: list[Cell] = [first if index == 0 else []]
        cells.append(_lines(layout.numbered(activity.number, activity.text)) if activity else [])
        if action:
            parent = numbers.get(action.parent_key or "", "")
            cells += _action(action, parent, export.standing[action.key])
        else:
            cells += [[] if actions else [Line(NO_ACTION)], [], [], [], []]
        yield cells


def _action(action: ActionDraft, parent: str, standing: Standing) -> list[Cell]:
    if action.parent_key:
        text = layout.numbered_part(action.number, parent, action.text)
    else:
        text = layout.numbered(action.number, action.text)
    leads = [Line(lead) for lead in action.leads] or [Line(NO_LEAD, quiet=True)]
    return [
        _lines(text, indent=bool(action.parent_key)),
        _date(action.deadline),
        leads,
        [*_state(standing), *_private(action.exempt_reason)],
        [*_latest(standing), *_notes(action)],
    ]


def _lines(text: str, **look) -> Cell:
    return [Line(line, **look) for line in text.split("\n")]


def _date(deadline: DeadlineReading) -> Cell:
    """The published words first, and beneath them the dates where those add something."""
    words = _lines(deadline.text) if deadline.text.strip() else []
    only_due = deadline.due_on and not (deadline.starts_on or deadline.review_interval)
    if only_due and says_the_day(deadline.text, deadline.due_on):
        return words
    return [*words, Line(layout.dates_beneath(deadline), quiet=True)]


def _state(standing: Standing) -> Cell:
    words = standing.state
    colour = SQUARES.get(ShownState(words.code))
    notes = [*words.notes, *(["update due"] if words.update_due else []), standing.done]
    return [
        Line(words.word, square=colour or "outline"),
        *(Line(note, quiet=True) for note in notes if note),
    ]


def _private(reason: str | None) -> Cell:
    return [Line(words, bold=True) for words in private(reason)]


def private(reason: str | None) -> list[str]:
    """Whoever passes the paper on must see what may not be passed on."""
    return [f"{layout.PRIVATE}{' '.join(reason.split())}"] if reason else []


def _notes(action: ActionDraft) -> Cell:
    """What else the published plan says of it."""
    return [
        Line(line, quiet=True)
        for heading, text in action.notes.items()
        for line in f"{layout.NOTE}{heading}: {text}".split("\n")
    ]


def _latest(standing: Standing) -> Cell:
    latest = standing.latest
    if latest is None:
        return []
    lines = [Line(spoken(latest.day) + (f", {latest.post}" if latest.post else ""), quiet=True)]
    words = latest.comment or latest.published_words
    lines += _lines(words) if words else []
    if latest.next_step:
        lines += _lines(f"{layout.NEXT}{latest.next_step}")
    return lines
