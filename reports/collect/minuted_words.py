"""What minutes say, in the blocks of a paper."""

from meetings.models import Attendance
from reports.document import Bullets, Cell, Column, Note, Paragraph, Run, Section, Subheading, Table
from reports.sentences import paragraph, plural
from stakeholders.dates import clock, spoken

Outcome = Attendance.Outcome


def present(meeting, reading):
    """Who of the office was there, who was not, and who else: posts, roles and organisations."""
    attended = [row.post.title for row in reading.attendances if row.outcome == Outcome.ATTENDED]
    sent = [row.substitute.title for row in reading.attendances if row.substitute]
    others = lines_of(meeting.others_present)
    public = meeting.public_present
    if public:
        others.append(plural(public, "member of the public", "members of the public"))
    blocks = [
        *listed("Of the office", attended + [title for title in sent if title not in attended]),
        *listed("Others", others),
        *listed("Apologies", [away(row) for row in having(reading, Outcome.APOLOGIES)]),
        *listed("Did not attend", [away(row) for row in having(reading, Outcome.ABSENT)]),
    ]
    if not blocks:
        blocks = [Paragraph("Nothing is written of who was there.")]
    return Section("present", "Who was there", tuple(blocks), numbered=False)


def having(reading, outcome):
    return [row for row in reading.attendances if row.outcome == outcome]


def away(row):
    sent = f", who sent {row.substitute.title}" if row.substitute else ""
    return f"{row.post.title}{sent}"


def listed(title, lines):
    return [Subheading(title), Bullets(tuple(lines))] if lines else []


def item_section(found):
    """A numbered heading for each item: what was said, then what came of it."""
    item = found.item
    blocks = []
    if item and item.presenter_text:
        blocks.append(Paragraph(f"Presented by {item.presenter_text}."))
    blocks += [Paragraph(words) for words in paragraphs_of(item.minute if item else "")]
    blocks += [led("Decision", row.words, row) for row in found.decisions]
    blocks += [led(row.get_kind_display(), row.words, row) for row in found.recommendations]
    blocks += [led("Action", action_words(row), row) for row in found.follow_ups]
    if item and item.exempt_reason:
        blocks.insert(0, Note(f"Private: {item.exempt_reason}"))
    if not blocks:
        blocks = [Paragraph("Nothing was written down of this item.")]
    title = item.title if item else "Other decisions and actions"
    return Section(f"item-{item.pk}" if item else "other", title, tuple(blocks))


def led(word, words, row):
    """ "Decision: ..." with its first word strong; of an item that is open, whether it is private
    itself."""
    item = row.item
    own = row.own_reason if not (item and item.exempt_reason) else ""
    private = f" (Private: {own})" if own else ""
    return paragraph(Run(f"{word}:", strong=True), f" {' '.join(words.split())}{private}")


def action_words(row):
    lead = f" Lead: {row.lead_post.title}." if row.lead_post else ""
    due = by_when(row)
    return f"{row.words.strip().rstrip('.')}.{lead}" + (f" By when: {due}." if due else "")


def by_when(row):
    return row.due_text or spoken(row.due_on) if row.due_text or row.due_on else ""


def arising(reading):
    """The actions once more, as a list to work from."""
    if not reading.follow_ups:
        return ()
    columns = (
        Column("What is to be done", share=3),
        Column("Lead", share=1.5),
        Column("By when", share=1.4),
    )
    rows = tuple(
        (
            Cell(" ".join(row.words.split())),
            Cell(row.lead_post.title if row.lead_post else "Nobody yet"),
            due_cell(row),
        )
        for row in reading.follow_ups
    )
    table = Table("", columns, rows)
    return (Section("arising", "Actions arising", (table,), numbered=False),)


def due_cell(row):
    """The words of the meeting first; the date beneath them where it adds something."""
    day = spoken(row.due_on) if row.due_on else ""
    if row.due_text and day and day != row.due_text:
        return Cell(row.due_text, f"taken as {day}")
    return Cell(row.due_text or day or "No date")


def recommended(reading):
    if not reading.recommendations:
        return ()
    columns = (
        Column("What was recommended", share=2.4),
        Column("Who responds", share=1.4),
        Column("Response", share=2.2),
    )
    rows = tuple(
        (
            Cell(" ".join(row.words.split()), by_whom(row)),
            Cell(row.owner_post.title if row.owner_post else "Nobody yet"),
            response(row),
        )
        for row in reading.recommendations
    )
    table = Table("", columns, rows)
    return (Section("recommended", "Recommendations and responses", (table,), numbered=False),)


def by_whom(row):
    by = f" by the {row.body}" if row.body else ""
    return f"{row.get_kind_display()}{by}"


def response(row):
    if row.answer:
        day = f"{spoken(row.responded_on)}" if row.responded_on else ""
        said = f": {' '.join(row.response.split())}" if row.response.strip() else ""
        return Cell(f"{row.get_answer_display()}{said}", day)
    due = f"due by {spoken(row.due_on)}" if row.due_on else ""
    return Cell("Not yet given", due)


def next_meeting(reading):
    meeting = reading.next
    if meeting is None:
        return ()
    time = f", {clock(meeting.starts_at)}" if meeting.starts_at else ""
    place = f", {meeting.place}" if meeting.place else ""
    words = Paragraph(f"{spoken(meeting.held_on)}{time}{place}.")
    return (Section("next", "Next meeting", (words,), numbered=False),)


def lines_of(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def paragraphs_of(text):
    """A blank line ends a paragraph."""
    parts = "\n".join(line.strip() for line in text.splitlines()).split("\n\n")
    return [" ".join(part.split()) for part in parts if part.strip()]
