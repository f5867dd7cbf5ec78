"""Papers for the rendering's tests: the two bodies' forms, about the sample plan."""

from datetime import UTC, date, datetime

from reports.document import (
    BOARD,
    PANEL,
    ActionTable,
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
    Table,
)

from .sample_blocks import (
    ACTION_COLUMNS,
    COUNTED,
    EXCEPTIONS,
    NARRATIVE,
    appendix_blocks,
    objective_blocks,
    position,
)
from .sample_plan import ACTIONS, BARS, FIGURES, MOMENTS, OBJECTIVES, STATES, many_actions

PANEL_SECTIONS = (
    position(),
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
            COUNTED,
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
            *NARRATIVE,
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
        appendix_blocks(),
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
            "objectives": OBJECTIVES,
            "actions": ACTIONS,
            "moments": MOMENTS,
            "figures": FIGURES,
            "states": STATES,
            **changes,
        }
    )


BOARD_SECTIONS = (
    position(),
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
        appendix_blocks(),
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


def long_paper(count: int, **changes) -> Document:
    """A panel paper on one objective of so many actions."""
    actions = many_actions(count)
    table = ActionTable(tuple(range(count)))
    appendix = Section(
        "appendix-a", "Appendix A: every public action", (table,), numbered=False, landscape=True
    )
    return panel_paper(
        **{
            "sections": (appendix,),
            "actions": actions,
            "objectives": OBJECTIVES[:1],
            "figures": (),
            **changes,
        }
    )
