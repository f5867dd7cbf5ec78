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

from .blocks import (
    ActionTable,
    Bar,
    Block,
    Bullets,
    Cell,
    Column,
    Key,
    Line,
    LineChart,
    Note,
    Paragraph,
    Point,
    Run,
    State,
    StateBars,
    Subheading,
    Table,
    Tick,
)
from .frozen import encode, text_of
from .paper import (
    BOARD,
    DOCUMENT_VERSION,
    MINUTES,
    PANEL,
    Action,
    Clearance,
    Document,
    Figure,
    Heading,
    Moment,
    Section,
)

__all__ = [
    "BOARD",
    "DOCUMENT_VERSION",
    "MINUTES",
    "PANEL",
    "Action",
    "ActionTable",
    "Bar",
    "Block",
    "Bullets",
    "Cell",
    "Clearance",
    "Column",
    "Document",
    "Figure",
    "Heading",
    "Key",
    "Line",
    "LineChart",
    "Moment",
    "Note",
    "Paragraph",
    "Point",
    "Run",
    "Section",
    "State",
    "StateBars",
    "Subheading",
    "Table",
    "Tick",
    "encode",
    "text_of",
]
