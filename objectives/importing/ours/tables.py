"""An exported sheet as a draft: objectives, activities and actions, one on each row."""

import datetime as dt
from dataclasses import replace

from objectives.deadlines import DeadlineReading
from objectives.importing.doubts import Doubt, DoubtCode
from objectives.importing.draft import ActionDraft, ActivityDraft, ObjectiveDraft
from objectives.importing.ours import columns
from objectives.importing.ours.dates import Reader, read_day, with_given_dates
from objectives.importing.ours.sheets import SheetRow
from objectives.importing.statuses import StatusDraft
from objectives.states import Status

NAMED = ("objective-", "activity-", "action-")


class SheetReader:
    """Takes the rows in their order. A row says itself which objective it belongs to, so that a
    sheet may be sorted or filtered; a retitled objective takes its rows along."""

    def __init__(self, read: Reader):
        self.read = read
        self.doubts: list[Doubt] = []
        self._objectives: list[dict] = []
        self._by_name: dict[tuple[str, str], dict] = {}
        self._current: dict | None = None
        self._keys: set[str] = set()

    def take(self, row: SheetRow) -> None:
        is_objective = row.key.startswith("objective-")
        activity, action = row.text(columns.ACTIVITY), row.text(columns.TEXT)
        named = row.key.startswith(NAMED)
        if is_objective or not (activity or action or named):
            if row.text(columns.OBJECTIVE):
                self._declare(row)
            return
        objective = self._objective_of(row)
        if row.key.startswith("activity-") or (activity and not action):
            objective["activities"].append(
                ActivityDraft(row.text(columns.ACTIVITY_NUMBER), activity, self._key(row))
            )
        if action or row.key.startswith("action-"):
            objective["actions"].append(self._action(row))

    def objectives(self) -> tuple[ObjectiveDraft, ...]:
        return tuple(
            ObjectiveDraft(
                number=each["number"],
                title=each["title"],
                activities=tuple(each["activities"]),
                actions=tuple(_in_blocks(_with_parents(self._known(each["actions"])))),
                source=each["source"],
                key=each["key"],
                exempt_reason=each["private"],
            )
            for each in self._objectives
        )

    def _known(self, actions: list[ActionDraft]) -> list[ActionDraft]:
        """What an action mentions may be a row that was deleted, or that its reader may not see."""
        return [
            replace(action, references=tuple(k for k in action.references if k in self._keys))
            for action in actions
        ]

    def _declare(self, row: SheetRow) -> dict:
        """An objective's own row, or the first row of one that has none."""
        own = row.key.startswith("objective-")
        known = self._by_name.get(_name(row))
        if own and known and not known["key"]:
            # The sheet was sorted: rows of it came before it.
            known |= {"key": self._key(row), "private": row.said(columns.PRIVATE)}
            self._current = known
            return known
        objective = {
            "number": row.text(columns.OBJECTIVE_NUMBER),
            "title": " ".join(row.text(columns.OBJECTIVE).split()),
            "source": row.source,
            "key": self._key(row) if own else "",
            "private": row.said(columns.PRIVATE) if own else None,
            "activities": [],
            "actions": [],
        }
        self._objectives.append(objective)
        self._by_name.setdefault(_name(row), objective)
        self._current = objective
        return objective

    def _objective_of(self, row: SheetRow) -> dict:
        name = _name(row)
        current = self._current
        if current and (name == ("", "") or self._names(name, current)):
            return current
        found = self._by_name.get(name) or self._by_half_a_name(*name)
        if found is None and current and current["key"] and not _has_rows(current):
            # Only its own row was retitled: the rows below still have the title it had.
            self._by_name[name] = found = current
        if found is None and name == ("", ""):
            # Rows above every objective: the plan has one without a name.
            row = replace(row, cells=row.cells | {columns.OBJECTIVE: "Actions"})
        self._current = found or self._declare(row)
        return self._current

    def _by_half_a_name(self, number: str, title: str) -> dict | None:
        """A row added by hand names its objective by the number or the title alone."""
        if bool(number) == bool(title):
            return None
        field, said = ("number", number) if number else ("title", title)
        named = [each for each in self._objectives if each[field] == said]
        return named[0] if len(named) == 1 else None

    def _names(self, name: tuple[str, str], objective: dict) -> bool:
        return name == (objective["number"], objective["title"])

    def _key(self, row: SheetRow) -> str:
        """The row's own name; a copied row's second time is a new row."""
        key = row.key if row.key.startswith(NAMED) else ""
        if key in self._keys:
            return ""
        self._keys.add(key)
        return key

    def _action(self, row: SheetRow) -> ActionDraft:
        key = self._key(row) or f"new-{row.source}"
        deadline = self._deadline(row, key)
        leads = tuple(filter(None, map(_one_line, row.text(columns.LEAD).split("\n"))))
        interval = columns.read_interval(row.text(columns.INTERVAL))
        if columns.INTERVAL not in row.cells:
            interval = None
        confirmed = row.said(columns.CONFIRMED)
        lead_text = row.said(columns.LEAD_TEXT)
        return ActionDraft(
            key=key,
            parent_key=row.text(columns.PARENT) or None,
            number=row.text(columns.NUMBER),
            text=row.text(columns.TEXT),
            deadline=deadline,
            lead_text="\n".join(leads) if lead_text is None or key.startswith("new") else lead_text,
            leads=leads,
            source=row.source,
            review_interval=interval,
            needs_confirmation=None if confirmed is None else confirmed.casefold() == "yes",
            exempt_reason=row.said(columns.PRIVATE),
            notes=row.notes,
            status=self._status(row, key),
            references=tuple(row.text(columns.MENTIONS).split()),
        )

    def _status(self, row: SheetRow, key: str) -> StatusDraft | None:
        """How the action stands; nothing where nobody had said anything of it."""
        status = columns.read_word(row.text(columns.STATUS), columns.STATUS_WORDS)
        said = (columns.SAID, columns.COMMENT, columns.NEXT_STEP, columns.WORDS, columns.RAG)
        if status is None or (status == Status.NOT_STARTED and not any(map(row.text, said))):
            return None
        return StatusDraft(
            status=status,
            rag=columns.read_word(row.text(columns.RAG), columns.RAG_WORDS) or "",
            comment=row.text(columns.COMMENT),
            words=row.text(columns.WORDS),
            completed_on=self._day(row, columns.COMPLETED, key),
            next_step=row.text(columns.NEXT_STEP),
        )

    def _deadline(self, row: SheetRow, key: str) -> DeadlineReading:
        words = self.read(row.text(columns.DATE))
        start, due = self._day(row, columns.START, key), self._day(row, columns.DUE, key)
        ongoing = columns.read_ongoing(row.text(columns.ONGOING))
        if ongoing is None:
            text = row.text(columns.ONGOING)
            self._doubt(row, text, "Write “Yes”, or leave it empty. It was left out.", key)
            ongoing = (False, "")
        return with_given_dates(words, start, due, *ongoing, read=self.read)

    def _day(self, row: SheetRow, heading: str, key: str) -> dt.date | None:
        text = row.text(heading)
        if not text:
            return None
        day = read_day(text, self.read)
        if day is None:
            said = f"{heading}: {text}"
            of_deadline = heading in (columns.START, columns.DUE)
            code = DoubtCode.DEADLINE_UNREADABLE if of_deadline else DoubtCode.STATUS_UNREADABLE
            assumed = "It is no day, and was left out. Write 31 March 2027."
            self._doubt(row, said, assumed, key, code)
        return day

    def _doubt(
        self, row: SheetRow, text: str, assumed: str, key: str, code=DoubtCode.DEADLINE_UNREADABLE
    ) -> None:
        self.doubts.append(Doubt(code, row.source, text, assumed, key))


def _name(row: SheetRow) -> tuple[str, str]:
    title = " ".join(row.text(columns.OBJECTIVE).split())
    return row.text(columns.OBJECTIVE_NUMBER), title


def _has_rows(objective: dict) -> bool:
    return bool(objective["activities"] or objective["actions"])


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _with_parents(actions: list[ActionDraft]) -> list[ActionDraft]:
    """A parent is named by its row, or by its number where an office wrote that by hand."""
    tops = [action for action in actions if not action.parent_key]
    named = {action.key: action.key for action in tops}
    for action in tops:
        named.setdefault(action.number.casefold(), action.key)
    return [
        replace(action, parent_key=named.get(action.parent_key.casefold()))
        if action.parent_key
        else action
        for action in actions
    ]


def _in_blocks(actions: list[ActionDraft]) -> list[ActionDraft]:
    """Each action with its sub-actions behind it: a sheet may have been sorted."""
    subs: dict[str, list[ActionDraft]] = {}
    for action in actions:
        if action.parent_key:
            subs.setdefault(action.parent_key, []).append(action)
    tops = [action for action in actions if not action.parent_key]
    return [row for action in tops for row in (action, *subs.get(action.key, ()))]
