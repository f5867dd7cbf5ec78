"""What a paper says at its head and foot, in words: the same in every format."""

import re
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from reports.document import (
    BOARD,
    MINUTES,
    Bar,
    Cell,
    Column,
    Document,
    Key,
    Run,
    State,
    StateBars,
    Table,
)

LONDON = ZoneInfo("Europe/London")
LINK = re.compile(r"(https?://|mailto:)[!-~]+", re.IGNORECASE)
LONGEST_LINK = 2000


def in_words(day: date | None) -> str:
    """ "Friday 14 March 2025"."""
    return f"{day:%A} {day.day} {day:%B %Y}" if day else ""


def subtitle(document: Document) -> str:
    day = in_words(document.cut_off.astimezone(LONDON))
    if document.form == MINUTES:
        return f"As they were written by {day}."
    return f"{document.plan_title}. {document.period_label}. Progress recorded by {day}."


def access(document: Document) -> str:
    if document.form == MINUTES:
        return "Public minutes" if document.heading.public else "Private minutes"
    return "Public report" if document.heading.public else "Private report"


def meeting_day(document: Document) -> str:
    return in_words(document.heading.meeting_date) or "Meeting date to be set"


def facts(document: Document) -> list[tuple[str, str]]:
    """The lines above the title, as the body's form has them."""
    heading = document.heading
    if document.form == BOARD:
        found = [
            ("To", heading.to or heading.body_name),
            ("From", heading.from_post),
            ("Date", meeting_day(document)),
            ("Agenda item", heading.agenda_item),
            ("Access", access(document)),
        ]
    elif document.form == MINUTES:
        found = [
            ("Board or Panel", heading.body_name),
            ("Date", meeting_day(document)),
            ("Time", heading.times),
            ("Place", heading.place),
            ("Access", access(document)),
        ]
    else:
        found = [
            ("Report of", heading.report_of),
            ("Contact officer", heading.contact_post),
            ("Contact details", heading.contact_mailbox),
        ]
    found.append(("Why in private", "" if heading.public else heading.private_reason))
    return [fact for fact in found if fact[1]]


def closing(document: Document) -> list[tuple[str, str]]:
    """The box that the Board's papers end with (seed 000, last page), and who approved minutes."""
    clearance = document.clearance
    if document.form == MINUTES:
        approved = clearance is not None and ", ".join(clearance.cleared_with)
        return [("Approved by", approved or "Nobody yet: these minutes are a draft")]
    if clearance is None or document.form != BOARD:
        return []
    if clearance.exempt is None:
        answer = "Not yet answered"
    elif clearance.exempt:
        answer = f"Yes. {clearance.exempt_paragraph}".strip()
    else:
        answer = "No"
    facts = [
        ("Originating officer", clearance.originating_post),
        ("Exempt information, to be heard in private", answer),
        ("Why in the public interest", clearance.public_interest),
        ("Cleared with", ", ".join(clearance.cleared_with) or "Not yet cleared"),
        ("Sent to the Board on", in_words(clearance.submitted_on)),
    ]
    return [fact for fact in facts if fact[1]]


def safe(run: Run) -> Run:
    """A link leads to a page or a mailbox, and nothing that was typed makes it lead elsewhere."""
    fits = LINK.fullmatch(run.link) and len(run.link) <= LONGEST_LINK
    return run if fits or not run.link else replace(run, link="")


def figures_table(chart: StateBars) -> Table:
    """The chart's figures: for whoever can't see the bars, and for whoever wants to add up."""
    columns = (
        Column(chart.label_title),
        *(Column(state.word, share=0, figures=True) for state in chart.states),
        Column("Total", share=0, figures=True),
    )
    total = (chart.total,) if chart.total else ()
    rows = tuple(_figures(bar) for bar in (*chart.bars, *total))
    return Table("", columns, rows, total=bool(total))


def _figures(bar: Bar) -> tuple[Cell, ...]:
    keys = bar.figures or ("",) * len(bar.counts)
    return (
        Cell(bar.label),
        *(Cell(str(n), figure=key) for n, key in zip(bar.counts, keys, strict=True)),
        Cell(str(sum(bar.counts)), figure=bar.figure),
    )


def key_table(key: Key) -> Table:
    return Table(
        "",
        (Column("Word", share=0), Column("What it means")),
        tuple(_meaning(state) for state in key.states),
    )


def _meaning(state: State) -> tuple[Cell, ...]:
    return Cell(state.word, state=state.code), Cell(state.meaning)
