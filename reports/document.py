"""One quarterly paper as a value: what it says, and nothing about how it is drawn or found.

`collect` makes a Document from the database, `render` draws it, and its JSON is what a published
revision keeps for good: a paper built again years later is read from here and says the same.

The shapes are those of the bodies' own forms: the Panel's (agenda item, public or private, contact
officer, numbered paragraphs) and the Board's (to, from, date, and the closing box with the
originating officer, the exempt-information answer and the clearances). People are never named:
papers name posts and a team mailbox, so that erasing a person leaves every paper untouched.
"""

import dataclasses
import json
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

# Raised when a stored paper could no longer be read by the code below.
DOCUMENT_VERSION = 1

PANEL = "panel"
BOARD = "board"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Carries a number of its own: 5.1, 5.2 and so on through its section."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subheading:
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """Set apart from the numbered text: what is left out and why, what a figure counts."""

    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """`state` is a state's code: it adds the coloured square, `text` being the state's word.
    `detail` stands beneath in grey ("due 31 March 2025", "stated on track, 12 days overdue")."""

    text: str
    detail: str = ""
    state: str = ""


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
class Bar:
    """`counts` go by the order of the chart's states."""

    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StateBars:
    """Counts by state, a bar for each objective, and the same figures as a table beneath, which
    ends with the total. `alternative` is what a screen reader says instead of the drawing."""

    caption: str
    states: tuple[State, ...]
    bars: tuple[Bar, ...]
    alternative: str
    total: Bar
    label_title: str = "Objective"


@dataclass(frozen=True, slots=True)
class Key:
    """Every paper that uses the state words prints what they mean."""

    states: tuple[State, ...]


Block = Paragraph | Bullets | Subheading | Note | Table | StateBars | Key


@dataclass(frozen=True, slots=True)
class Section:
    """`key` names the section to the code; an unnumbered one is an appendix or a bibliography."""

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


@dataclass(frozen=True, slots=True)
class Clearance:
    """The Board's closing box. `exempt` stays None until the question has been answered."""

    originating_post: str
    exempt: bool | None
    exempt_paragraph: str = ""
    cleared_with: tuple[str, ...] = ()
    submitted_on: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    form: str
    title: str
    office_name: str
    plan_title: str
    period_label: str
    cut_off: datetime
    heading: Heading
    clearance: Clearance
    sections: tuple[Section, ...]
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

    def to_json(self) -> str:
        """The same document always gives the same text: a checksum of it means something."""
        return json.dumps(encode(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

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
    if isinstance(hint, types.UnionType):  # "date | None", "bool | None"
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
