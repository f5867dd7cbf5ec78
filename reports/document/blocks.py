"""What a section is made of: sentences, lists, tables and charts, and the words of state."""

import typing
from dataclasses import dataclass
from datetime import date


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
    """`empty` is the sentence printed instead when there are no rows; `total` says that the last
    row adds up those before it."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = "There are none."
    total: bool = False


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
class Point:
    """A figure of a day: `value` is the plain number ("61.5"), `words` how it is printed ("61.5%").

    The number is kept as text: it comes back from any database digit for digit.
    """

    on: date
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """Its points by day. A `dashed` one is what was meant to be, not what was found."""

    label: str
    points: tuple[Point, ...]
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """A height of the drawing and its words: where its scale begins, and where it ends."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """A figure followed over time, and the same figures as a table beneath. `alternative` is what
    a screen reader says instead of the drawing."""

    caption: str
    lines: tuple[Line, ...]
    low: Tick
    high: Tick
    alternative: str
    table: Table


@dataclass(frozen=True, slots=True)
class Key:
    """Every paper that uses the state words prints what they mean."""

    states: tuple[State, ...]


Block = Paragraph | Bullets | Subheading | Note | Table | ActionTable | StateBars | LineChart | Key

BLOCK_KINDS = {kind.__name__.lower(): kind for kind in typing.get_args(Block)}
