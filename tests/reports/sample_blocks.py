"""What stands beneath the headings of the sample papers."""

from reports.document import (
    ActionTable,
    Bullets,
    Cell,
    Column,
    Key,
    Paragraph,
    Run,
    Section,
    Subheading,
    Table,
)

from .sample_plan import CODES, COUNTS, MOMENTS, OBJECTIVES, STATES, WORDS, places

ACTION_COLUMNS = (
    Column("No.", share=0),
    Column("What it requires", share=3),
    Column("Date", share=1.6),
    Column("Lead", share=1.6),
    Column("State", share=1.8),
)


def action_row(
    number: str, text: str, code: str = "on_track", detail: str = ""
) -> tuple[Cell, ...]:
    return (
        Cell(number),
        Cell(text),
        Cell("March 2025", "due 31 March 2025"),
        Cell("Head of Engagement"),
        Cell(WORDS[code], detail, code),
    )


EXCEPTIONS = Table(
    caption="Overdue, longest first",
    columns=ACTION_COLUMNS,
    rows=(
        action_row(
            "4.2",
            "Map the ways in which people already reach us",
            "overdue",
            "84 days overdue, stated on track",
        ),
        action_row(
            "3.5",
            "Agree with partners what may be shared, without personal data",
            "overdue",
            "61 days overdue, stated at risk",
        ),
        action_row(
            "1.4",
            "Review what the yearly summary says about local policing",
            "overdue",
            "14 days overdue, no update received",
        ),
    ),
)


def position() -> Section:
    """The position in one look: counts at four cut-offs, the movement, what is asked for."""
    rows = []
    for code in CODES:
        counts = [len(places(state=code, moment=moment)) for moment in range(len(MOMENTS))]
        by = counts[0] - counts[1]
        moved = (
            f"{abs(by)} {'more' if by > 0 else 'fewer'} than last quarter" if by else "as before"
        )
        keys = [
            f"state-{code.replace('_', '-')}" + (f"-then-{moment}" if moment else "")
            for moment in range(len(MOMENTS))
        ]
        figures = [Cell(str(n), figure=key) for n, key in zip(counts, keys, strict=True)]
        rows.append((Cell(WORDS[code], state=code), *figures, Cell(moved if by else "As before")))
    columns = (
        Column("State", share=1.4),
        *(Column(moment.label, share=0, figures=True) for moment in MOMENTS),
        Column("Movement", share=2),
    )
    return Section(
        "position",
        "The position in one look",
        (
            Table("Public actions by state", columns, tuple(rows)),
            Subheading("Decisions or help needed"),
            Bullets(("Agree a new date for action 4.2", "Find a hall for the autumn meetings")),
            Subheading("What the words mean"),
            Key(STATES),
        ),
        numbered=False,
    )


def objective_blocks() -> tuple:
    blocks = []
    for n, (title, counts) in enumerate(zip(OBJECTIVES, COUNTS, strict=True), 1):
        blocks += [
            Subheading(f"Objective {n}: {title}"),
            Paragraph(f"{sum(counts)} public actions, {counts[3]} of them on track."),
            Bullets(
                (
                    "Talk with residents' groups twice a year",
                    "Tell people how to raise what matters to them",
                )
            ),
        ]
    return tuple(blocks)


def appendix_blocks() -> tuple:
    blocks = []
    for n, title in enumerate(OBJECTIVES):
        blocks += [
            Subheading(f"Objective {n + 1}: {title}"),
            ActionTable(places(objective=n)),
        ]
    return tuple(blocks)


# What a coordinator wrote: Markdown, read into runs.
NARRATIVE = (
    Paragraph(
        "Halls are scarce: see the booking page and ask early.",
        (
            Run("Halls are "),
            Run("scarce", strong=True),
            Run(": see "),
            Run("the booking page", link="https://halls.example/book?town=a&day=1"),
            Run(" and ask "),
            Run("early", emphasis=True),
            Run("."),
        ),
    ),
    Bullets(
        ("Write to all halls", "Ask 3 schools"),
        ((Run("Write to "), Run("all", strong=True), Run(" halls")), (Run("Ask 3 schools"),)),
        ordered=True,
    ),
)
COUNTED = Paragraph(
    "4 of 48 public actions are overdue, 2 more than at the end of quarter 4.",
    (
        Run("4", figure="state-overdue"),
        Run(" of "),
        Run("48", figure="all"),
        Run(" public actions are overdue, 2 more than at the end of quarter 4."),
    ),
)
