"""The paper as a whole: its heading, its sections, and the actions and figures they speak of."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from .blocks import Block, Paragraph, State
from .frozen import decode, encode, text_of

# Raised when a stored paper could no longer be read by this code.
DOCUMENT_VERSION = 2

PANEL = "panel"
BOARD = "board"
MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Section:
    """`key` names the section to the code. Unnumbered are the position on page one ("position"),
    a bibliography, and the appendices ("appendix-a" and so on), which come last."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    numbered: bool = True
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """The block above the title. `private_reason` is the named exemption of a private paper;
    `times` and `place` are those of a meeting whose minutes the paper is."""

    body_name: str
    meeting_date: date | None
    public: bool
    agenda_item: str = ""
    private_reason: str = ""
    report_of: str = ""
    contact_post: str = ""
    contact_mailbox: str = ""
    to: str = ""
    from_post: str = ""
    originating_post: str = ""
    times: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Clearance:
    """The Board's closing box. `exempt` stays None until the question has been answered. Of minutes
    `cleared_with` is who approved them."""

    originating_post: str
    exempt: bool | None
    exempt_paragraph: str = ""
    public_interest: str = ""
    cleared_with: tuple[str, ...] = ()
    submitted_on: date | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A cut-off at which the actions were counted. `label` is short: "Q2 2010/11"."""

    label: str
    cut_off: datetime


@dataclass(frozen=True, slots=True)
class Action:
    """One numbered action as at the cut-off.

    `states` are its codes at each of the document's moments, "" where it was not in the plan yet.
    `objective` is a place in the document's list. `note` says how many sub-actions are done.
    `days_slipped` is counted from the date in force when delivery began; negative is earlier.
    """

    number: str
    objective: int
    text: str
    date_text: str
    states: tuple[str, ...]
    state_detail: str = ""
    date_detail: str = ""
    note: str = ""
    leads: tuple[str, ...] = ()
    status: str = ""
    rag: str = ""
    due_on: date | None = None
    first_due_on: date | None = None
    completed_on: date | None = None
    slips: int = 0
    days_slipped: int = 0
    reported_on: date | None = None
    comment: str = ""
    next_step: str = ""
    private_reason: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A count that the paper prints, and the places of the actions that it counts.

    `title` is a heading over the list of them: "Overdue, Objective 4". The states shown there are
    those of the document's moment `moment`.
    """

    key: str
    title: str
    actions: tuple[int, ...]
    moment: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """`moments` begin with the paper's own cut-off, then go back in time. Of minutes `plan_title`
    is the meeting's name and `period_label` its day."""

    form: str
    title: str
    office_name: str
    plan_title: str
    period_label: str
    cut_off: datetime
    heading: Heading
    sections: tuple[Section, ...]
    clearance: Clearance | None = None
    objectives: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    moments: tuple[Moment, ...] = ()
    figures: tuple[Figure, ...] = ()
    states: tuple[State, ...] = ()
    mark: str = ""
    language: str = "en-GB"
    version: int = DOCUMENT_VERSION

    def __post_init__(self):
        if self.form not in (PANEL, BOARD, MINUTES):
            known = f"{PANEL}, {BOARD} or {MINUTES}"
            raise ValueError(f"A paper's form is {known}, not {self.form!r}.")
        if self.cut_off.tzinfo is None:
            raise ValueError("A paper's cut-off needs a time zone.")

    def numbered(self) -> Iterator[tuple[str, Section, list[tuple[str, Block]]]]:
        """Sections and blocks with their printed numbers, "" where there is none."""
        count = 0
        for section in self.sections:
            count += section.numbered
            number = str(count) if section.numbered else ""
            blocks, paragraph = [], 0
            for block in section.blocks:
                numbered = section.numbered and isinstance(block, Paragraph)
                paragraph += numbered
                blocks.append((f"{number}.{paragraph}" if numbered else "", block))
            yield number, section, blocks

    def figure(self, key: str) -> Figure | None:
        return next((figure for figure in self.figures if figure.key == key), None)

    def to_json(self) -> str:
        """The same document always gives the same text: a checksum of it means something."""
        return text_of(encode(self))

    @classmethod
    def from_json(cls, text: str) -> "Document":
        return cls.from_data(json.loads(text))

    @classmethod
    def from_data(cls, data: object) -> "Document":
        """From JSON's plain values, which is how the database hands it back."""
        if not isinstance(data, dict) or data.get("version") != DOCUMENT_VERSION:
            raise ValueError("This stored paper is of a version that the portal doesn't read.")
        return decode(cls, data)
