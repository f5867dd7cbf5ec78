"""What stands beneath the headings of a body's form (reports.body_forms), and the appendices."""

from django.utils import timezone

from reports.body_forms import sections_of
from reports.document import (
    Bullets,
    Cell,
    Column,
    Key,
    Paragraph,
    Section,
    Subheading,
    Table,
)
from reports.models import FormSection
from stakeholders.dates import spoken

from .counts import STATES
from .issues import key_issues
from .listing import quoted
from .parts.ahead import due_next
from .rows import FULL_COLUMNS, full_row, plural

Content = FormSection.Content
LONGEST_PRIORITIES = 12


def sections(reading, particulars):
    """The headings of the body's form, each with what the portal writes beneath it."""
    printed = [
        Section(
            section.content if section.content != Content.TEXT else f"text-{place}",
            section.title,
            tuple(CONTENTS[section.content](reading, particulars)),
            numbered=section.numbered,
        )
        for place, section in enumerate(sections_of(reading.body))
    ]
    return (*printed, *appendices(reading))


def purpose(reading, particulars):
    text = (
        f"To tell the {reading.body.name} how {reading.plan.title} went in "
        f"{reading.period.label}, from what its lead officers had recorded by "
        f"{spoken(timezone.localdate(reading.cut_off))}."
    )
    corrected = particulars.correction
    extra = [Paragraph(f"This revision corrects the paper: {corrected}")] if corrected else []
    return (Paragraph(text), *extra)


def recommendation(reading, particulars):
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


def terms_of_reference(reading, particulars):
    words = reading.body.terms_of_reference.strip()
    return (Paragraph(words or "Progress reports on plans that the body receives."),)


def background(reading, particulars):
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
    if reading.previous_period:
        blocks.append(Paragraph(f"The last paper was on {reading.previous_period.label}."))
    return tuple(blocks)


def priorities(reading, particulars):
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
    if reading.previous_period:
        titles.append(f"Progress report on {reading.previous_period.label}")
    return titles


def documents(reading, particulars):
    return tuple(Paragraph(title) for title in sources(reading))


def bibliography(reading, particulars):
    body = reading.body
    contact = Cell(body.contact_post.title if body.contact_post else "", body.contact_mailbox)
    rows = tuple((Cell(title), contact) for title in sources(reading))
    return (Table("", (Column("Source document"), Column("Contact officer")), rows),)


def appendix_list(reading, particulars):
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


CONTENTS = {
    Content.TEXT: lambda reading, particulars: (),
    Content.PURPOSE: purpose,
    Content.RECOMMENDATIONS: recommendation,
    Content.TERMS: terms_of_reference,
    Content.BACKGROUND: background,
    Content.ISSUES: key_issues,
    Content.PRIORITIES: priorities,
    Content.DOCUMENTS: documents,
    Content.BIBLIOGRAPHY: bibliography,
    Content.APPENDICES: appendix_list,
}
