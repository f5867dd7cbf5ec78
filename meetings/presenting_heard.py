"""How an issue heard is said in words: a tag, how long it has been open, a line of its story."""

from django.utils import timezone

from meetings.engagement.heard.public import groups_of
from objectives.presenting import days_late
from stakeholders.dates import spoken


def tag_of_issue(issue, on):
    if issue.withdrawn_at:
        return ("closed", "Withdrawn")
    if issue.merged_into_id:
        return ("closed", "Merged")
    if issue.closed_at:
        return ("closed", "Closed untold") if issue.closed_reason else ("complete", "People told")
    if issue.response:
        return ("at_risk", "People not told")
    return ("overdue", "Answer late") if issue.is_overdue(on) else ("update_due", "To answer")


def days(number):
    return "today" if number == 0 else f"for {number} day{'' if number == 1 else 's'}"


def age_words(issue, on):
    """ "Open for 143 days"; of a closed one since when it is."""
    if issue.is_open:
        return f"Open {days((on - issue.heard_on).days)}"
    if issue.closed_at:
        return f"Closed on {spoken(timezone.localtime(issue.closed_at))}"
    return ""


def due_words(issue, on):
    """ "Answer due 3 July 2026, 12 days late"; nothing where it was answered."""
    if issue.due_on is None or issue.response:
        return ""
    late = (on - issue.due_on).days
    by = f", {days_late(late)}" if issue.is_overdue(on) else ""
    return f"Answer due {spoken(issue.due_on)}{by}"


def dress_issues(issues, on):
    issues = list(issues)
    for issue in issues:
        issue.tag_code, issue.tag_word = tag_of_issue(issue, on)
        issue.age_words, issue.due_words = age_words(issue, on), due_words(issue, on)
    return issues


def dress_public(issues):
    """As the public reads them: their groups by the names that they count by."""
    issues = list(issues)
    for issue in issues:
        issue.shown_groups = groups_of(issue)
    return issues
