"""One paper as a value: what it says, and nothing about how it is drawn or found.

`collect` makes a Document from the database, `render` draws it, and its JSON is what a published
revision keeps for good: a paper built again years later is read from here and says the same.

The shapes are those of the bodies' own forms: the Panel's (agenda item, public or private, contact
officer, numbered paragraphs) and the Board's (to, from, date, and the closing box with the
originating officer, the exempt-information answer and the clearances). People are never named:
papers name posts and a team mailbox, so that erasing a person leaves every paper untouched.

Every action stands once, in `actions`, as at the cut-off. Blocks speak of it by its place there:
the appendix lists places, and each `Figure` keeps the places that it counts, so that a count on
page one opens the list behind it and adds up from the appendix.
"""

import dataclasses
import json
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

# Raised when a stored paper could no longer be read by the code below.
DOCUMENT_VERSION = 2

PANEL = "panel"
BOARD = "board"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a sentence: plain, strong, a link, or a figure that opens its list.

    `link` is an http(s) or mailto address; `figure` the key of one of the document's figures.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Carries a number of its own: 5.1, 5.2 and so on through its section.

    `text` is all of its words. `runs` are the same words in stretches, where they are not plain.
    """

    text: str
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """`runs` go by the order of `items`, or there are none: all items are plain."""

    items: tuple[str, ...]
    runs: tuple[tuple[Run, ...], ...] = ()
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Subheading:
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """Set apart from the numbered text: what is left out and why, what a figure counts."""

    text: str
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """`state` is a state's code: it adds the coloured square, `text` being the state's word.
    `detail` stands beneath in grey ("due 31 March 2025", "stated on track, 12 days overdue").
    `figure` is the key of the figure that `text` prints, where it does; `runs` are the words of
    `text` in stretches, where it is a sentence with figures of its own."""

    text: str
    detail: str = ""
    state: str = ""
    figure: str = ""
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """`share` is the column's part of the width left over; 0 means as wide as its words."""

    title: str
    share: float = 1
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`empty` is the sentence printed instead when there are no rows."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = "There are none."


@dataclass(frozen=True, slots=True)
class State:
    """A shown state: a fixed code, the office's own word for it, and what the word means."""

    code: str
    word: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class ActionTable:
    """Actions in full, as the appendix lists them; `actions` are places in the document's list."""

    actions: tuple[int, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """`counts` go by the order of the chart's states, and so do `figures`, the keys of the figures
    that they print ("" where nothing is counted); `figure` is that of their sum."""

    label: str
    counts: tuple[int, ...]
    figures: tuple[str, ...] = ()
    figure: str = ""


@dataclass(frozen=True, slots=True)
class StateBars:
    """Counts by state, a bar for each objective, and the same figures as a table beneath, which
    ends with the total. Where the bars are one objective's at several moments, nothing is added
    up. `alternative` is what a screen reader says instead of the drawing."""

    caption: str
    states: tuple[State, ...]
    bars: tuple[Bar, ...]
    alternative: str
    total: Bar | None = None
    label_title: str = "Objective"


@dataclass(frozen=True, slots=True)
class Key:
    """Every paper that uses the state words prints what they mean."""

    states: tuple[State, ...]


Block = Paragraph | Bullets | Subheading | Note | Table | ActionTable | StateBars | Key


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
    """The block above the title. `private_reason` is the named exemption of a private paper."""

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


@dataclass(frozen=True, slots=True)
class Clearance:
    """The Board's closing box. `exempt` stays None until the question has been answered."""

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
    """`moments` begin with the paper's own cut-off, then go back in time."""

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
        if self.form not in (PANEL, BOARD):
            raise ValueError(f"A paper's form is {PANEL} or {BOARD}, not {self.form!r}.")
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
        return _decode(cls, data)


BLOCK_KINDS = {kind.__name__.lower(): kind for kind in typing.get_args(Block)}


def text_of(data) -> str:
    """What `encode` gave, as the text that its checksum is of."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def encode(value):
    """Plain JSON values; a block says in `kind` which of the block classes it is."""
    if isinstance(value, str | int | float | None):
        return value
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    data = {name: encode(getattr(value, name)) for name in _hints(type(value))}
    kind = type(value).__name__.lower()
    return {"kind": kind, **data} if kind in BLOCK_KINDS else data


def _decode(hint, data):
    if hint == Block:
        return _decode(BLOCK_KINDS[data["kind"]], data)
    if isinstance(hint, types.UnionType):  # "date | None", "Clearance | None"
        return None if data is None else _decode(typing.get_args(hint)[0], data)
    if typing.get_origin(hint) is tuple:
        return tuple(_decode(typing.get_args(hint)[0], item) for item in data)
    if dataclasses.is_dataclass(hint):
        return hint(**{n: _decode(h, data[n]) for n, h in _hints(hint).items() if n in data})
    if hint in (date, datetime):
        return hint.fromisoformat(data)
    return data


_HINTS: dict[type, dict[str, object]] = {}


def _hints(kind):
    # Reading the annotations costs more than reading a cell, and a paper has thousands of cells.
    if kind not in _HINTS:
        _HINTS[kind] = typing.get_type_hints(kind)
    return _HINTS[kind]
