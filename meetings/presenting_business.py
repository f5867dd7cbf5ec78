"""How a meeting's business is said in words: a tag, and a line beneath."""

from stakeholders.dates import spoken

from .models import Attendance

EXPECTED = ("not_started", "Expected")
OF_ATTENDANCE = {
    Attendance.Outcome.ATTENDED: ("complete", "Attended"),
    Attendance.Outcome.APOLOGIES: ("closed", "Sent apologies"),
    Attendance.Outcome.ABSENT: ("off_track", "Did not attend"),
}


def tag_of_attendance(row):
    return OF_ATTENDANCE.get(row.outcome, EXPECTED)


def tag_of_follow_up(row, on):
    if row.action_id:
        return ("closed", "In the plan")
    if row.closed_at:
        return ("complete", "Done")
    return ("overdue", "Late") if row.is_overdue(on) else ("not_started", "Open")


def tag_of_recommendation(row, on):
    if row.answer:
        return ("complete", row.get_answer_display())
    return ("overdue", "Response late") if row.is_overdue(on) else ("update_due", "To answer")


def due_words(row, on):
    """ "next meeting: due 17 September 2026", "no date"; how late it is, where it is."""
    if not row.due_on:
        return f"{row.due_text} (no date)" if row.due_text else "no date"
    due = f"due {spoken(row.due_on)}"
    if row.is_overdue(on):
        late = (on - row.due_on).days
        due += f", {late} day{'' if late == 1 else 's'} late"
    same = not row.due_text or row.due_text.removeprefix("by ") == spoken(row.due_on)
    return due if same else f"{row.due_text}: {due}"


def dress_follow_ups(rows, on):
    rows = list(rows)
    for row in rows:
        row.tag_code, row.tag_word = tag_of_follow_up(row, on)
        row.by_when = due_words(row, on)
    return rows


def dress_recommendations(rows, on):
    rows = list(rows)
    for row in rows:
        row.tag_code, row.tag_word = tag_of_recommendation(row, on)
    return rows


def dress(business, on):
    """The rows of a meeting's business with their tags, for its page."""
    for under in (*(numbered.under for numbered in business.items), business.loose):
        dress_follow_ups(under.follow_ups, on)
        dress_recommendations(under.recommendations, on)
    return business


def dress_attendances(rows):
    for row in rows:
        row.tag_code, row.tag_word = tag_of_attendance(row)
    return rows
