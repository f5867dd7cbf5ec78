"""What a paper asks of its readers where the coordinator writes nothing: what the data shows."""

from reports.document import Paragraph
from reports.sentences import bullets, counted, joined, verb

from .wording import named

# By then the office's own escalation has come to its end (domain.md, the reminder rules).
LONG_OVERDUE_DAYS = 28
MOST_POSTS = 5


def asks(reading):
    found = [ask for ask in (dates(reading), overdue(reading), vacant(reading)) if ask]
    if found:
        return [bullets(found)]
    return [
        Paragraph(
            f"None: no new date waits for a decision, no action is {LONG_OVERDUE_DAYS} days "
            f"overdue, and every open action has a lead in post."
            if reading.rows
            else "None."
        )
    ]


def dates(reading):
    rows = [row for row in reading.rows if row.asked_due_on]
    if not rows:
        return ()
    run = reading.figures.run("list-asked", "New date asked for", rows)
    return (
        *counted(run, "new date"),
        f" {verb(len(rows), 'waits', 'wait')} for a decision: {named(rows)}.",
    )


def overdue(reading):
    rows = [row for row in reading.rows if row.days_overdue >= LONG_OVERDUE_DAYS]
    if not rows:
        return ()
    rows.sort(key=lambda row: row.due_on)
    title = f"Overdue by {LONG_OVERDUE_DAYS} days or more"
    run = reading.figures.run("list-long-overdue", title, rows)
    return (
        *counted(run, "action"),
        f" {verb(len(rows), 'is', 'are')} {LONG_OVERDUE_DAYS} days or more overdue: {named(rows)}.",
    )


def vacant(reading):
    """By post: papers never name who held it."""
    rows = [row for row in reading.rows if row.open and (row.vacant or not row.leads)]
    if not rows:
        return ()
    titles = list(dict.fromkeys(title for row in rows for title in row.vacant))
    posts = [(title,) for title in titles[:MOST_POSTS]]
    if len(titles) > MOST_POSTS:
        posts.append((f"{len(titles) - MOST_POSTS} more",))
    run = reading.figures.run("list-vacant", "No lead, or a lead whose post is vacant", rows)
    lead = "no lead, or a lead whose post is vacant" if titles else "no lead"
    return (
        *counted(run, "open action"),
        f" {verb(len(rows), 'has', 'have')} {lead}",
        *([": ", *joined(posts)] if posts else []),
        ".",
    )
