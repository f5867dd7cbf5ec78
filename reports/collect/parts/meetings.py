"""Meetings held and attended, the promises of attendance, and what meetings left to be done."""

from django.utils import timezone

from meetings.promises import State
from meetings.promises.showing import most_urgent_first
from reports.collect.listing import LONGEST_LIST, quoted, spoken_cut_off
from reports.collect.meetings import read_meetings
from reports.document import Cell, Column, Note, Paragraph, Table
from reports.sentences import plural, verb
from stakeholders.dates import spoken

KEY = "meetings"
TITLE = "Meetings and promises of attendance"
ABOUT = (
    "Which meetings were held and attended, which promises of attendance are kept or at risk, and "
    "what meetings left to be done. Nothing where the office has no meetings."
)

PROMISE_COLUMNS = (
    Column("Promise", share=2.4),
    Column("State", share=1),
    Column("How it stands", share=2.4),
)
SERIES_COLUMNS = (
    Column("Meeting", share=3),
    Column("Expected", share=0, figures=True),
    Column("Held", share=0, figures=True),
    Column("Attended", share=0, figures=True),
    Column("Cancelled", share=0, figures=True),
    Column("Not said", share=0, figures=True),
)
FOLLOW_UP_COLUMNS = (
    Column("What is to be done", share=3),
    Column("From the meeting", share=1.9),
    Column("Lead", share=1.4),
    Column("By when", share=1.6),
)
WAITING_COLUMNS = (
    Column("What was recommended", share=3),
    Column("Who responds", share=1.6),
    Column("Response due", share=1.5),
)
ANSWERED_COLUMNS = (Column("What was recommended", share=2.4), Column("Response", share=2.4))


def blocks(reading):
    found = read_meetings(reading)
    if found.is_empty:
        return []
    day = timezone.localdate(reading.cut_off)
    return [
        *promises(found.standings),
        *held(found.series),
        *follow_ups(found, reading, day),
        *recommendations(found, reading, day),
        *left_out(found),
    ]


def promises(standings):
    """What is broken or at risk first."""
    counted = [one for one in standings if one.state != State.NOT_COUNTED]
    if not standings:
        return [Paragraph("The office has made no promise of attendance.")]
    rows = most_urgent_first(counted)
    said = [
        f"{sum(one.state == state for one in counted)} {State(state).label.lower()}"
        for state in (State.KEPT, State.ON_COURSE, State.AT_RISK, State.BROKEN)
    ]
    words = f"Of {plural(len(standings), 'promise')} of attendance: {', '.join(said)}"
    if uncounted := len(standings) - len(counted):
        words += f", and {uncounted} that can't be counted, for the words give no number"
    return [
        Paragraph(f"{words}.{cut_words(rows)}"),
        Table("Promises of attendance", PROMISE_COLUMNS, tuple(map(promise_row, first(rows)))),
    ]


def promise_row(standing):
    promise = standing.commitment
    still = f"{standing.still.rstrip('.')}." if standing.still else ""
    by = f"By {spoken(standing.by)}." if standing.by and still else ""
    return (
        Cell(promise.series.title, quoted(promise.words)),
        Cell(standing.state.label, state=standing.colour),
        Cell(standing.sentence, " ".join(filter(None, (still, by)))),
    )


def held(series):
    if not series:
        return [Paragraph("No meeting was in the calendar of the period.")]
    total = {
        name: sum(getattr(one, name) for one in series)
        for name in ("held", "attended", "cancelled", "unsaid")
    }
    said = [
        f"{plural(total['held'], 'meeting')} {verb(total['held'], 'was', 'were')} held in the "
        f"period, and somebody of the office attended {total['attended'] or 'none'} of them"
    ]
    if total["cancelled"]:
        said.append(f"{total['cancelled']} {verb(total['cancelled'], 'was', 'were')} cancelled")
    if total["unsaid"]:
        said.append(f"of {total['unsaid']} nobody had said by the cut-off whether they were held")
    words = ". ".join(sentence[:1].upper() + sentence[1:] for sentence in said)
    rows = [one for one in series if one.expected != (0, 0) or one.held or one.cancelled]
    return [
        Paragraph(f"{words}.{cut_words(rows)}"),
        Table("Meetings held and attended", SERIES_COLUMNS, tuple(map(series_row, first(rows)))),
    ]


def series_row(one):
    return (
        Cell(one.series.title, one.series.category.title),
        Cell(expected_words(one.expected)),
        *(Cell(str(n)) for n in (one.held, one.attended, one.cancelled, one.unsaid)),
    )


def expected_words(expected):
    if expected is None:
        return "Not known"
    least, most = expected
    return str(least) if least == most else f"{least} or {most}"


def follow_ups(found, reading, day):
    if not found.follow_ups and not found.closed:
        return []
    late = [row for row in found.follow_ups if is_late(row, day)]
    others = [row for row in found.follow_ups if row not in late]
    rows = [*sorted(late, key=lambda row: row.due_on), *others]
    words = (
        f"Of the actions that arose from meetings {len(rows) or 'none'} "
        f"{verb(len(rows), 'is', 'are')} open, {len(late) or 'none'} of them past "
        f"{verb(len(late), 'its', 'their')} date. Closed since {spoken_cut_off(reading)}: "
        f"{found.closed or 'none'}."
    )
    table = Table("Actions arising, open", FOLLOW_UP_COLUMNS, rows_of(rows, follow_up_row, day))
    return [Paragraph(words + cut_words(rows)), *([table] if rows else [])]


def follow_up_row(row, day):
    lead = row.lead_post.title if row.lead_post else "Nobody yet"
    return (Cell(quoted(row.words), private(row)), meeting_cell(row), Cell(lead), due(row, day))


def recommendations(found, reading, day):
    if not found.waiting and not found.answered:
        return []
    late = [row for row in found.waiting if is_late(row, day)]
    rows = [*sorted(late, key=lambda row: row.due_on)]
    rows += [row for row in found.waiting if row not in late]
    words = (
        f"Suggestions and recommendations that wait for a response: {len(rows) or 'none'}, "
        f"{len(late) or 'none'} of them past {verb(len(late), 'its', 'their')} date. Answered "
        f"since {spoken_cut_off(reading)}: {len(found.answered) or 'none'}."
    )
    made = [Paragraph(words + cut_words(rows))]
    if rows:
        table = rows_of(rows, waiting_row, day)
        made.append(Table("Recommendations that wait for a response", WAITING_COLUMNS, table))
    if found.answered:
        table = rows_of(found.answered, answered_row, day)
        made.append(Table("Recommendations answered", ANSWERED_COLUMNS, table))
    return made


def waiting_row(row, day):
    owner = row.owner_post.title if row.owner_post else "Nobody yet"
    return (recommended_cell(row), Cell(owner), due(row, day))


def answered_row(row, day):
    said = f": {quoted(row.response)}" if row.response.strip() else ""
    return (
        recommended_cell(row),
        Cell(f"{row.get_answer_display()}{said}", f"on {spoken(row.responded_on)}"),
    )


def recommended_cell(row):
    by = f" by the {row.body}" if row.body else ""
    meeting = f"{row.get_kind_display()}{by}, {row.meeting.forum}, {spoken(row.meeting.held_on)}"
    return Cell(quoted(row.words), ". ".join(filter(None, (meeting, private(row)))))


def meeting_cell(row):
    return Cell(str(row.meeting.forum), spoken(row.meeting.held_on))


def private(row):
    reason = row.why_private
    return f"Private: {reason}" if reason else ""


def is_late(row, day):
    """Of a row open at the cut-off: `is_overdue`, the model's own, asks of its state today."""
    return row.due_on is not None and row.due_on < day


def due(row, day):
    words = getattr(row, "due_text", "")
    known = spoken(row.due_on) if row.due_on else ""
    late = f"{plural((day - row.due_on).days, 'day')} late" if is_late(row, day) else ""
    taken = known if words and known != words else ""
    return Cell(words or known or "No date", ", ".join(filter(None, (taken, late))))


def left_out(found):
    return [Note("Some matters of meetings are private and left out here.")] * found.left_out


def first(rows):
    return rows[:LONGEST_LIST]


def rows_of(rows, cells, day):
    return tuple(cells(row, day) for row in first(rows))


def cut_words(rows):
    more = len(rows) > LONGEST_LIST
    return f" The first {LONGEST_LIST} of {len(rows)} are listed here." if more else ""
