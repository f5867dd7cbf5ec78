"""The return form in Word, for a partner who only works in Word: to read, to tick, to fill in."""

import io

from docx.document import Document as DocumentType

from objectives.exporting.asked import AskedAction, AskedPost, ReturnForm
from objectives.exporting.paper_page import new_document
from objectives.exporting.paper_table import Line, table_xml
from objectives.importing.ours.cells import writable
from stakeholders.dates import spoken

_WIDTHS = (4.2, 13.8)
"""centimetres, 18 in all"""
_BOX = "☐"
# The words of the states, and what each asks for.
_TICKS = (
    "On track",
    "At risk: say below what is being done about it",
    "Off track: say below what is being done about it",
    "Not started",
    "Complete: say below on which day, and what was done",
    "Closed, no longer part of the work: say below why",
)


def write(form: ReturnForm) -> bytes:
    title = f"Return for {form.quarter}"
    document = new_document(title=title, office=form.office, mark=form.mark)
    for index, post in enumerate(form.posts):
        heading = document.add_heading(writable(f"{title}: {post.title}"), level=1)
        heading.paragraph_format.page_break_before = index > 0
        _add_head(document, form, post)
        for action in post.actions:
            _add_action(document, action)
        if post.actions:
            _add_signature(document, post)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add_head(document: DocumentType, form: ReturnForm, post: AskedPost) -> None:
    facts = [
        ("Office", form.office),
        ("Action plan", form.plan),
        ("Answer by", f"{form.answers_by:%A} {spoken(form.answers_by)}"),
        ("Send it to", form.reply_to or "the office"),
    ]
    _add_table(document, ("Return of", post.title), facts, caption="What this form is")
    if not post.actions:
        document.add_paragraph("Every action has been answered: there is nothing to fill in.")
        return
    count = len(post.actions)
    words = f"{count} action waits" if count == 1 else f"{count} actions wait"
    document.add_paragraph(
        f"{words} for an answer. Tick how each is going, and write a sentence or two beneath. "
        "A date stays as it is until the coordinator accepts another one."
    )
    if post.answered:
        document.add_paragraph(f"Answered already: {writable(', '.join(post.answered))}.")


def _add_action(document: DocumentType, action: AskedAction) -> None:
    document.add_heading(f"Action {writable(action.label)}", level=2)
    happened = f"What has happened since {action.since}" if action.since else "What has happened"
    facts = [("Date in the plan", action.date), ("Last update", action.latest)]
    if action.question:
        facts.append(("Question from the coordinator", action.question))
    if action.private:
        facts.insert(0, ("Private", action.private))
    blanks = [
        ("How is it going? Tick one", "\n".join(f"{_BOX} {words}" for words in _TICKS)),
        (happened, "\n" * 3),
        ("What is next", "\n" * 2),
        ("New date asked for, and why", "\n"),
    ]
    _add_table(
        document, (action.label, action.text), [*facts, *blanks], caption=f"Action {action.label}"
    )


def _add_signature(document: DocumentType, post: AskedPost) -> None:
    document.add_heading("Filled in by", level=2)
    rows = [("Post", post.title), ("Date", "")]
    _add_table(document, ("Name", ""), rows, caption="Filled in by")


def _add_table(document: DocumentType, head, rows, *, caption: str) -> None:
    """Two columns, what is asked and the answer; the head is repeated on every page."""
    cells = (
        [[Line(label, bold=True)], [Line(line) for line in value.split("\n")]]
        for label, value in rows
    )
    table = table_xml(head, cells, widths=_WIDTHS, caption=caption)
    document.element.body.insert(-1, table)  # the section's own properties stay last
    document.add_paragraph()


def file_name(round, *, post=None) -> str:
    """The security mark stands in the name too: a file is passed on without its page."""
    mark = f"-{round.plan.mark}" if round.plan.mark else ""
    whose = f"-post-{post}" if post else ""
    return f"{round.plan.slug}{mark}-return-{round.quarter}{whose}.docx"
