"""Objectives with their activities and actions, put together row by row."""

import re
from dataclasses import dataclass, field

from objectives.deadlines import Certainty, DeadlineReading, deadline_doubts
from objectives.importing.doubts import Doubt, DoubtCode
from objectives.importing.draft import ActionDraft, ActivityDraft, ObjectiveDraft
from objectives.importing.items import Item, number_follows, one_line, split_items

_CONTINUED = re.compile(r"\s*[(-]?\s*(?:continued|cont(?:['’]?d)?)\.?\s*\)?$", re.IGNORECASE)
_DEADLINE_DOUBTS = {
    Certainty.NONE: DoubtCode.DEADLINE_BLANK,
    Certainty.ASSUMED: DoubtCode.DEADLINE_ASSUMED,
    Certainty.UNREADABLE: DoubtCode.DEADLINE_UNREADABLE,
}


@dataclass
class _Numbers:
    """The numbers of one list as published; a gap, a repeat or a missing one is odd."""

    seen: set[str] = field(default_factory=set)
    last: str = ""

    def oddness(self, number: str, what: str) -> tuple[str, str] | None:
        """The doubt's code and what is assumed, once the number has joined the list."""
        repeated, last = number in self.seen, self.last
        if not number:
            return (DoubtCode.NUMBER_MISSING, "Kept without one.") if self.seen else None
        self.seen.add(number)
        self.last = number if number.isdigit() else last
        if repeated:
            assumed = f"Kept as published: an earlier {what} has the same number."
            return DoubtCode.NUMBER_REPEATED, assumed
        if number.isdigit() and not number_follows(number, last or "0"):
            after = f"after {last}" if last else "first"
            return DoubtCode.NUMBER_ORDER, f"Kept as published: {what} {number} comes {after}."
        return None


@dataclass
class _Action:
    key: str
    parent: "_Action | None"
    number: str
    text: str
    deadline: DeadlineReading
    lead_text: str
    source: str

    @property
    def letter(self) -> str:
        return self.number.removeprefix(self.parent.number) if self.parent else ""


@dataclass
class _Objective:
    number: str
    title: str
    source: str
    activities: list[Item] = field(default_factory=list)
    actions: list[_Action] = field(default_factory=list)
    activity_numbers: _Numbers = field(default_factory=_Numbers)
    action_numbers: _Numbers = field(default_factory=_Numbers)


class PlanBuilder:
    """What a row says goes under the objective last begun, as a reader takes it."""

    def __init__(self, plan_starts_on):
        self.plan_starts_on = plan_starts_on
        self.objectives: list[_Objective] = []
        self.doubts: list[Doubt] = []
        self.numbers = _Numbers()
        self.keys: dict[str, int] = {}
        self.page_broken = False
        """whether a repeated header stands right above this row"""

    def doubt(self, code: str, source: str, text: str, assumed: str, key: str = "") -> None:
        self.doubts.append(Doubt(code, source, text, assumed, key))

    def begin_unnamed_objective(self, source: str, title: str) -> None:
        self.objectives.append(_Objective("", title, source))

    def add_objectives(self, source: str, cell: str) -> None:
        found = split_items(cell, objective="")
        self._tell_kept_numbers(source, found.kept_numbers)
        for item in found.items:
            title = " ".join(item.text.split())
            last = self.objectives[-1] if self.objectives else None
            if last and (item.number, title) == (last.number, last.title):
                continue  # merged cells, and tables that repeat the objective on every row
            if last and (item.number, _CONTINUED.sub("", title)) == (last.number, last.title):
                assumed = "Taken as the same objective, going on."
                self.doubt(DoubtCode.TEXT_REPEATED, source, title, assumed)
            elif last and not item.number and self._goes_on(title, last.title):
                last.title = self._join(source, last.title, title)
            else:
                self._tell_oddness(source, item, self.numbers, "objective")
                self.objectives.append(_Objective(item.number, title, source))

    def add_activities(self, source: str, cell: str) -> None:
        objective = self.objectives[-1]
        known = objective.activities
        last_number = known[-1].number if known else ""
        found = split_items(cell, objective=objective.number, last_number=last_number)
        self._tell_several(source, cell, found.items, "activities")
        self._tell_kept_numbers(source, found.kept_numbers)
        for item in found.items:
            last = known[-1] if known else None
            if last and (item.number, item.text) == (last.number, last.text):
                assumed = "Kept once: the row above has the same activity."
                self.doubt(DoubtCode.TEXT_REPEATED, source, item.text, assumed)
            elif last and last.number and not item.number and self._goes_on(item.text, last.text):
                last.text = self._join(source, last.text, item.text)
            else:
                self._tell_oddness(source, item, objective.activity_numbers, "activity")
                known.append(Item(item.text, item.number or item.letter))

    def add_actions(self, source: str, cell: str, reading: DeadlineReading, leads: str) -> None:
        objective = self.objectives[-1]
        last = objective.actions[-1] if objective.actions else None
        above = last.parent or last if last else None
        found = split_items(
            cell,
            objective=objective.number,
            last_number=above.number if above else "",
            last_letter=last.letter if last else "",
        )
        self._tell_several(source, cell, found.items, "actions")
        self._tell_kept_numbers(source, found.kept_numbers)
        alone = reading.certainty == Certainty.NONE and not leads
        for item in found.items:
            unnumbered = not (item.number or item.letter)
            if last and alone and unnumbered and self._goes_on(item.text, last.text):
                last.text = self._join(source, last.text, item.text, last.key)
            else:
                last = self._add_action(source, item, last, reading, leads)

    def _add_action(self, source, item: Item, last: _Action | None, reading, leads) -> _Action:
        objective = self.objectives[-1]
        parent = (last.parent or last) if item.letter and last else None
        number = f"{parent.number}{item.letter}" if parent else item.number or item.letter
        key = self._new_key(objective, number)
        action = _Action(key, parent, number, item.text, reading, leads, source)
        objective.actions.append(action)
        if item.letter and not parent:
            assumed = "Taken as an action of its own."
            self.doubt(DoubtCode.SUB_ACTION_ALONE, source, item.text, assumed, key)
        numbered = Item(item.text, number)
        self._tell_oddness(source, numbered, objective.action_numbers, "action", key)
        self._tell_deadline(action)
        return action

    def _new_key(self, objective: _Objective, number: str) -> str:
        place = objective.number or f"o{len(self.objectives)}"
        key = f"{place}.{number or f'r{len(objective.actions) + 1}'}"
        self.keys[key] = self.keys.get(key, 0) + 1
        return key if self.keys[key] == 1 else f"{key}~{self.keys[key]}"

    def _goes_on(self, text: str, before: str) -> bool:
        """A text without a number that carries on the sentence before it."""
        return text[:1].islower() or (self.page_broken and before[-1:] not in ".!?")

    def _join(self, source: str, before: str, text: str, key: str = "") -> str:
        joined = f"{before} {text}"
        self.doubt(DoubtCode.JOINED, source, text, f"Joined to the text before: {joined}", key)
        return joined

    def _tell_deadline(self, action: _Action) -> None:
        reading = action.deadline
        if code := _DEADLINE_DOUBTS.get(reading.certainty):
            self.doubt(code, action.source, reading.text, reading.note, action.key)
        for odd in deadline_doubts(reading, self.plan_starts_on):
            self.doubt(odd.code, action.source, reading.text, f"Kept. {odd.text}", action.key)

    def _tell_several(self, source: str, cell: str, items: list[Item], what: str) -> None:
        if len(items) > 1:
            numbers = [item.number or item.letter for item in items]
            listed = ", ".join(f"“{number}”" if number else "one without" for number in numbers)
            assumed = f"Read as {len(items)} {what}, with the numbers {listed}."
            self.doubt(DoubtCode.SEVERAL_IN_CELL, source, one_line(cell), assumed)

    def _tell_kept_numbers(self, source: str, kept: list[str]) -> None:
        for words in kept:
            assumed = "Left inside its sentence: it begins no new item."
            self.doubt(DoubtCode.NUMBER_IN_SENTENCE, source, words, assumed)

    def _tell_oddness(self, source, item: Item, numbers: _Numbers, what: str, key="") -> None:
        if odd := numbers.oddness(item.number, what):
            code, assumed = odd
            self.doubt(code, source, item.number or item.text, assumed, key)

    def drafted(self, leads: dict[str, tuple[str, ...]]) -> tuple[ObjectiveDraft, ...]:
        return tuple(
            ObjectiveDraft(
                number=objective.number,
                title=objective.title,
                activities=tuple(ActivityDraft(a.number, a.text) for a in objective.activities),
                actions=tuple(_drafted(action, leads) for action in objective.actions),
                source=objective.source,
            )
            for objective in self.objectives
        )


def _drafted(action: _Action, leads: dict[str, tuple[str, ...]]) -> ActionDraft:
    return ActionDraft(
        key=action.key,
        parent_key=action.parent.key if action.parent else None,
        number=action.number,
        text=action.text,
        deadline=action.deadline,
        lead_text=action.lead_text,
        leads=leads[action.key],
        source=action.source,
    )
