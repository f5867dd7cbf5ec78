"""What stands beneath the headings of a body's form (reports.body_forms), and the appendices."""

from django.utils import timezone

from reports.body_forms import sections_of
from reports.document import Bullets, Cell, Column, Paragraph, Section, Table
from reports.models import FormSection
from reports.sentences import counted, paragraph, plural
from stakeholders.dates import spoken

from .appendices import appendices, titles
from .counts import all_key
from .issues import key_issues
from .listing import quoted
from .narrating import place_of, standing, written
from .parts.ahead import ahead_title, due_next
from .position import position
from .wording import span

Content = FormSection.Content
LONGEST_PRIORITIES = 12


def sections(reading, particulars):
    """Page one, the headings of the body's form, and the appendices.

    Beneath a heading stand the form's own text, what the portal writes, and what the coordinator
    wrote; of the key issues the coordinator's words come first, before the tables.
    """
    return (
        position(reading, particulars),
        *(
            Section(
                section.content if section.content != Content.TEXT else f"text-{place}",
                section.title,
                beneath(section, reading, particulars),
                numbered=section.numbered,
            )
            for place, section in enumerate(sections_of(reading.body))
        ),
        *appendices(reading),
    )


def beneath(section, reading, particulars):
    made = CONTENTS[section.content](reading, particulars)
    said = written(reading, place_of(section))
    if section.content == Content.ISSUES:
        made, said = said, made
    return (*standing(section), *made, *said)


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
                f"note the progress made in the {span(reading.period)}",
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
    key, title = all_key(reading)
    run = reading.figures.run(key, title, reading.rows)
    noun = reading.noun
    blocks = [
        paragraph(
            f"{plan.title} runs {period}.{owners}{strategy} This paper covers {size} and ",
            *counted(run, noun.removesuffix("s"), noun),
            ".",
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
    run = reading.figures.run("list-ahead", ahead_title(reading), coming)
    blocks.append(
        paragraph(
            f"To be finished in the next {span(reading.period)}: ", *counted(run, "action"), "."
        )
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
    return tuple(Paragraph(f"{title}.") for title in titles(reading))


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
