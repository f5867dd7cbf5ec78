"""Papers for the rendering's tests: an invented area, an invented plan."""

from datetime import UTC, date, datetime

from reports.document import (
    BOARD,
    PANEL,
    Bar,
    Bullets,
    Cell,
    Clearance,
    Column,
    Document,
    Heading,
    Key,
    Note,
    Paragraph,
    Section,
    State,
    StateBars,
    Subheading,
    Table,
)

STATES = (
    State("overdue", "Overdue", "The date has passed and the action is not complete."),
    State(
        "off_track",
        "Off track",
        "Stated red: it will not be done in time as things stand.",
    ),
    State(
        "at_risk",
        "At risk",
        "Stated amber: something stands in the way; it is being dealt with.",
    ),
    State("on_track", "On track", "Stated green: it is going as planned."),
    State(
        "not_reported",
        "Not reported",
        "It has begun, and nobody has yet said how it goes.",
    ),
    State("not_started", "Not started", "Work is due to begin later."),
    State("complete", "Complete", "Done, with the date and a note of what was done."),
    State("closed", "Closed", "Withdrawn or replaced, with the reason."),
)
OBJECTIVES = (
    "Make it easy for people to find out about local policing and to talk about it",
    "Give people news that is plain, useful and on time",
    "Plan engagement together and do it once",
    "Reach more people in more ways",
    "Let people shape decisions before they are made",
    "Hear more from young people",
)
COUNTS = (
    (1, 0, 1, 4, 0, 0, 2, 0),
    (0, 0, 0, 1, 1, 0, 0, 0),
    (2, 1, 0, 5, 0, 1, 3, 1),
    (1, 0, 2, 6, 1, 0, 4, 0),
    (0, 0, 0, 3, 0, 2, 1, 0),
    (0, 1, 1, 2, 0, 0, 1, 0),
)
ACTION_COLUMNS = (
    Column("No.", share=0),
    Column("What it requires", share=3),
    Column("Date", share=1.6),
    Column("Lead", share=1.6),
    Column("State", share=1.8),
)
FULL_COLUMNS = (*ACTION_COLUMNS, Column("Latest update", share=3))
LONG_NUMBERS = ("1", "1a", "2", "3", "4", "5", "6")


def action_row(
    number: str, text: str, code: str = "on_track", detail: str = ""
) -> tuple[Cell, ...]:
    word = next(state.word for state in STATES if state.code == code)
    return (
        Cell(number),
        Cell(text),
        Cell("March 2025", "due 31 March 2025"),
        Cell("Head of Engagement"),
        Cell(word, detail, code),
    )


def full_row(number: str, text: str, code: str, update: str) -> tuple[Cell, ...]:
    return (*action_row(number, text, code), Cell(update, "Thursday 12 June 2025"))


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
BARS = StateBars(
    caption="Public actions by state",
    states=STATES,
    bars=(
        *(
            Bar(f"{n}. {title}", counts)
            for n, (title, counts) in enumerate(zip(OBJECTIVES, COUNTS, strict=True), 1)
        ),
    ),
    total=Bar("All public actions", tuple(map(sum, zip(*COUNTS, strict=True)))),
    alternative="Of 48 public actions, 4 are overdue, 2 off track, 4 at risk, 21 on track, 2 not "
    "reported, 3 not started, 11 complete and 1 closed. The table beneath has each objective.",
)


def objective_blocks() -> tuple:
    blocks = []
    for n, title in enumerate(OBJECTIVES, 1):
        blocks += [
            Subheading(f"Objective {n}: {title}"),
            Paragraph("Of 8 public actions 4 are on track, 2 complete, 1 at risk and 1 overdue."),
            Bullets(
                (
                    "Talk with residents' groups twice a year",
                    "Tell people how to raise what matters to them",
                )
            ),
        ]
    return tuple(blocks)


def full_table() -> tuple:
    blocks = []
    for n, title in enumerate(OBJECTIVES, 1):
        rows = tuple(
            full_row(
                f"{n}.{number}",
                "Hold open meetings in places that people already use, and say beforehand what "
                "will be talked about",
                STATES[(n + place) % len(STATES)].code,
                "Six meetings held this quarter; the next are in July. Attendance is up on last "
                "year, and two halls without step-free access were dropped from the list.",
            )
            for place, number in enumerate(LONG_NUMBERS)
        )
        blocks += [Subheading(f"Objective {n}: {title}"), Table("", FULL_COLUMNS, rows)]
    return tuple(blocks)


PANEL_SECTIONS = (
    Section(
        "purpose",
        "Purpose",
        (
            Paragraph(
                "This report tells the Panel how the joint engagement plan went in the quarter, "
                "from what its lead officers had recorded by the cut-off."
            ),
        ),
    ),
    Section(
        "recommendations",
        "Recommendations",
        (
            Paragraph("The Panel is asked to:"),
            Bullets(
                (
                    "note the progress made in the quarter",
                    "say what it wishes to hear more about, paragraphs 5.2 to 5.5 first",
                )
            ),
        ),
    ),
    Section(
        "terms",
        "Terms of reference",
        (Paragraph("Item 8: to support the Commissioner in carrying out their functions well."),),
    ),
    Section(
        "background",
        "Background",
        (
            Paragraph(
                "The plan runs from April 2024 to March 2027 and is owned jointly by the office "
                "and the force. It has 6 objectives and 48 public actions."
            ),
            Paragraph("Quarters are of the financial year. Figures are as at the cut-off."),
        ),
    ),
    Section(
        "issues",
        "Key issues",
        (
            Paragraph("4 of 48 public actions are overdue, 2 more than at the end of quarter 4."),
            BARS,
            Paragraph("Three actions have passed their date:"),
            EXCEPTIONS,
            Paragraph("Off track, or given a later date since the last quarter:"),
            Table(
                "Off track or slipped",
                ACTION_COLUMNS,
                (),
                empty="No action is off track.",
            ),
            *objective_blocks(),
            Note(
                "Some matters are in a private paper, under paragraph 3 of Schedule 12A to the "
                "Local Government Act 1972. The totals in this paper are of public actions."
            ),
        ),
    ),
    Section(
        "priorities",
        "Priorities for action",
        (
            Paragraph("Next quarter the leads will:"),
            Bullets(
                (
                    "bring the three overdue actions to an end or ask for new dates",
                    "publish the map of how people reach us",
                )
            ),
        ),
    ),
    Section(
        "documents",
        "Background documents",
        (Paragraph("Joint engagement plan 2024-27, as endorsed in March 2024."),),
    ),
    Section(
        "appendices",
        "Appendices",
        (Paragraph("Appendix A: every public action. Appendix B: what the words of state mean."),),
    ),
    Section(
        "appendix-a",
        "Appendix A: every public action",
        full_table(),
        numbered=False,
        landscape=True,
    ),
    Section(
        "appendix-b",
        "Appendix B: what the words of state mean",
        (Key(STATES),),
        numbered=False,
    ),
)


def panel_paper(**changes) -> Document:
    return Document(
        **{
            "form": PANEL,
            "title": "Joint engagement plan: progress in quarter 1",
            "office_name": "Office of the Police and Crime Commissioner for Fenmarch",
            "plan_title": "Joint engagement plan 2024-27",
            "period_label": "Quarter 1 2025/26 (April to June 2025)",
            "cut_off": datetime(2025, 7, 14, 16, tzinfo=UTC),
            "heading": Heading(
                body_name="Fenmarch Police and Crime Panel",
                meeting_date=date(2025, 9, 5),
                public=True,
                agenda_item="10",
                report_of="Police and Crime Commissioner for Fenmarch",
                contact_post="Director of Public Engagement",
                contact_mailbox="engagement@fenmarch.example",
            ),
            "clearance": Clearance("Engagement Officer", exempt=False),
            "sections": PANEL_SECTIONS,
            **changes,
        }
    )


BOARD_SECTIONS = (
    Section("purpose", "Purpose", (Paragraph("To tell the Board how the plan went."),)),
    Section(
        "recommendation",
        "Recommendation",
        (Paragraph("The Board is recommended to note the report."),),
    ),
    Section(
        "background",
        "Background",
        (Paragraph("The Board endorsed the plan in March 2024."),),
    ),
    Section(
        "content",
        "Content",
        (
            Paragraph("4 of 48 public actions are overdue."),
            BARS,
            EXCEPTIONS,
            Key(STATES),
        ),
    ),
    Section(
        "implementation",
        "Implementation",
        (Paragraph("Leads answer for their actions each quarter."),),
    ),
    Section(
        "closing-recommendation",
        "Recommendation",
        (Paragraph("The Board is recommended to note the report."),),
    ),
    Section(
        "bibliography",
        "Bibliography",
        (
            Table(
                "",
                (Column("Source document"), Column("Contact officer")),
                (
                    (
                        Cell("Joint engagement plan 2024-27"),
                        Cell(
                            "Director of Public Engagement",
                            "engagement@fenmarch.example",
                        ),
                    ),
                ),
            ),
        ),
        numbered=False,
    ),
    Section(
        "appendix-a",
        "Appendix A: every action",
        full_table(),
        numbered=False,
        landscape=True,
    ),
)


def board_paper(**changes) -> Document:
    return panel_paper(
        **{
            "form": BOARD,
            "heading": Heading(
                body_name="Business Board",
                meeting_date=date(2025, 8, 6),
                public=False,
                private_reason="Paragraph 3 of Schedule 12A to the Local Government Act 1972 "
                "(financial or business affairs)",
                to="Business Board",
                from_post="Chief Executive",
            ),
            "clearance": Clearance(
                "Engagement Officer",
                exempt=True,
                exempt_paragraph="Paragraph 3 (financial or business affairs)",
                cleared_with=("Chief Executive", "Chief Finance Officer"),
                submitted_on=date(2025, 7, 24),
            ),
            "sections": BOARD_SECTIONS,
            "mark": "OFFICIAL-SENSITIVE",
            **changes,
        }
    )


def paper_with(*blocks, **changes) -> Document:
    return panel_paper(sections=(Section("issues", "Key issues", blocks),), **changes)
