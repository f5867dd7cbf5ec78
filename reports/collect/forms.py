"""The order of a paper's sections, by the form that its body uses.

The Panel's form is that of seed 003, the Board's of seeds 000 and 002. `SECTIONS_OF_FORM` gives
for each form a function of what was read and of the coordinator's particulars.
"""

from django.utils import timezone

from reports.document import (
    BOARD,
    PANEL,
    Bullets,
    Cell,
    Column,
    Key,
    Paragraph,
    Section,
    Subheading,
    Table,
)
from stakeholders.dates import spoken

from .counts import STATES
from .issues import due_next, key_issues, quoted
from .rows import FULL_COLUMNS, full_row, plural

LONGEST_PRIORITIES = 12


def panel(reading, particulars):
    return (
        Section("purpose", "Purpose", purpose(reading, particulars)),
        Section("recommendations", "Recommendations", recommendation(reading)),
        Section("terms", "Terms of reference", terms_of_reference(reading)),
        Section("background", "Background", background(reading)),
        Section("issues", "Key issues", key_issues(reading, particulars)),
        Section("priorities", "Priorities for action", priorities(reading)),
        Section("documents", "Background documents", documents(reading)),
        Section("appendices", "Appendices", appendix_list(reading)),
        *appendices(reading),
    )


def board(reading, particulars):
    return (
        Section("purpose", "Purpose", purpose(reading, particulars)),
        Section("recommendation", "Recommendation", recommendation(reading)),
        Section("background", "Background", background(reading)),
        Section("content", "Content", key_issues(reading, particulars)),
        Section("implementation", "Implementation", priorities(reading)),
        Section("recommendation-again", "Recommendation", recommendation(reading)),
        Section("bibliography", "Bibliography", bibliography(reading), numbered=False),
        *appendices(reading),
    )


SECTIONS_OF_FORM = {PANEL: panel, BOARD: board}


def purpose(reading, particulars):
    text = (
        f"To tell the {reading.body.name} how {reading.plan.title} went in "
        f"{reading.quarter.label}, from what its lead officers had recorded by "
        f"{spoken(timezone.localdate(reading.cut_off))}."
    )
    corrected = particulars.correction
    extra = [Paragraph(f"This revision corrects the paper: {corrected}")] if corrected else []
    return (Paragraph(text), *extra)


def recommendation(reading):
    return (
        Paragraph(f"The {reading.body.name} is recommended to:"),
        Bullets(
            (
                "note the progress made in the quarter",
                "consider the actions that are overdue, off track or without an update, and say "
                "what it wishes to hear more about",
            )
        ),
    )


def terms_of_reference(reading):
    words = reading.body.terms_of_reference.strip()
    return (Paragraph(words or "Progress reports on plans that the body receives."),)


def background(reading):
    plan = reading.plan
    owners = f" Its owners: {', '.join(reading.owners)}." if reading.owners else ""
    strategy = f" It supports {plan.strategy.title}." if plan.strategy else ""
    period = f"from {spoken(plan.starts_on)}" + (
        f" to {spoken(plan.ends_on)}" if plan.ends_on else ""
    )
    size = plural(len(reading.objectives), "objective")
    blocks = [
        Paragraph(
            f"{plan.title} runs {period}.{owners}{strategy} This paper covers {size} and "
            f"{plural(len(reading.rows), reading.noun.removesuffix('s'), reading.noun)}."
        ),
        Paragraph(
            "Quarters are of the financial year. Every numbered action counts once, sub-actions "
            "too. Updates, dates and leads recorded after the cut-off are left for the next paper."
        ),
    ]
    if reading.entered_late:
        entered = spoken(timezone.localdate(reading.first_recorded_at))
        blocks.append(
            Paragraph(
                f"The plan was entered in the portal on {entered}, after the cut-off, so no update "
                f"could have been recorded by then."
            )
        )
    if reading.previous_quarter:
        blocks.append(Paragraph(f"The last paper was on {reading.previous_quarter.label}."))
    return tuple(blocks)


def priorities(reading):
    """What the leads of late and red actions say that they do next."""
    pressing = [r for r in reading.rows if r.open and (r.overdue or r.off_track)]
    steps = [r for r in pressing if r.next_step.strip()]
    coming = due_next(reading)
    blocks = []
    if steps:
        blocks += [
            Paragraph("The leads of overdue and off-track actions say that they will:"),
            Bullets(tuple(f"{r.label}: {quoted(r.next_step)}" for r in steps[:LONGEST_PRIORITIES])),
        ]
    elif pressing:
        blocks.append(
            Paragraph("The leads of overdue and off-track actions have not said what is next.")
        )
    else:
        blocks.append(Paragraph("No action is overdue or off track."))
    blocks.append(
        Paragraph(f"To be finished in the next quarter: {plural(len(coming), 'action')}.")
    )
    return tuple(blocks)


def sources(reading):
    titles = [reading.plan.title]
    if reading.plan.strategy:
        titles.append(reading.plan.strategy.title)
    if reading.previous_quarter:
        titles.append(f"Progress report on {reading.previous_quarter.label}")
    return titles


def documents(reading):
    return tuple(Paragraph(title) for title in sources(reading))


def bibliography(reading):
    body = reading.body
    contact = Cell(body.contact_post.title if body.contact_post else "", body.contact_mailbox)
    rows = tuple((Cell(title), contact) for title in sources(reading))
    return (Table("", (Column("Source document"), Column("Contact officer")), rows),)


def appendix_list(reading):
    return (
        Paragraph(f"Appendix A: all {reading.noun}."),
        Paragraph("Appendix B: what the words of state mean."),
    )


def appendices(reading):
    blocks = [] if reading.rows else [Paragraph(f"There are no {reading.noun}.")]
    for objective in reading.objectives:
        rows = tuple(full_row(row) for row in objective.rows)
        blocks += [Subheading(f"Objective {objective.title}"), Table("", FULL_COLUMNS, rows)]
    return (
        Section("appendix-a", f"Appendix A: all {reading.noun}", tuple(blocks), False, True),
        Section("appendix-b", "Appendix B: what the words of state mean", (Key(STATES),), False),
    )
