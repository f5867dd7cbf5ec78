"""Where engagement and meetings hold words about somebody outside the office
(stakeholders.personal_data): what was heard, minuted, answered."""

from meetings.models import (
    AgendaItem,
    Consultation,
    ConsultationQuestion,
    Decision,
    EngagementActivity,
    FollowUp,
    FollowUpNote,
    HeardIssue,
    IssueSource,
    IssueTelling,
    KeyDecision,
    Meeting,
    Recommendation,
    ReportBack,
)
from stakeholders.personal_data import Appearance, Place, search, url_of

ACTIVITY, ISSUE = "meetings:activity-detail", "meetings:issue-detail"
MEETING = "meetings:meeting-detail"


def mentions_of(names, person):
    return list(search(PLACES, names, person))


def appearances_of(contact, person):
    rows = EngagementActivity.objects.visible_to(person).filter(contacts=contact)
    return [Appearance(row.title, row.held_on, url_of(ACTIVITY, row.pk)) for row in rows]


def visible(model):
    return lambda person: model.objects.visible_to(person)


def under(model, holder, holders):
    """Rows whose `holder` the person may see."""
    return lambda person: model.objects.filter(
        **{f"{holder}__in": holders.objects.visible_to(person).order_by().values("pk")}
    ).select_related(holder)


def meeting_page(row):
    return (MEETING, row.meeting_id)


PLACES = (
    Place(
        "Engagement",
        ("title", "place", "heard", "came_of_it", "cancelled_reason", "withdrawn_reason"),
        visible(EngagementActivity),
        lambda row: (ACTIVITY, row.pk),
    ),
    Place(
        "An issue heard",
        ("title", "words", "response", "closed_reason", "withdrawn_reason"),
        visible(HeardIssue),
        lambda row: (ISSUE, row.pk),
    ),
    Place(
        "Where an issue was heard",
        ("words",),
        under(IssueSource, "issue", HeardIssue),
        lambda row: (ISSUE, row.issue_id),
    ),
    Place(
        "How people were told",
        ("words",),
        under(IssueTelling, "issue", HeardIssue),
        lambda row: (ISSUE, row.issue_id),
    ),
    Place(
        "A consultation",
        ("title", "about", "summary", "response", "withdrawn_reason"),
        visible(Consultation),
        lambda row: ("meetings:consultation-detail", row.pk),
    ),
    Place(
        "A question of a consultation",
        ("words", "summary"),
        under(ConsultationQuestion, "consultation", Consultation),
        lambda row: ("meetings:consultation-detail", row.consultation_id),
    ),
    Place(
        "A decision people are heard on",
        ("title", "about", "outcome", "influence", "withdrawn_reason"),
        visible(KeyDecision),
        lambda row: ("meetings:key-decision-detail", row.pk),
    ),
    Place(
        "A meeting",
        ("place", "notes", "others_present", "cancelled_reason"),
        visible(Meeting),
        lambda row: (MEETING, row.pk),
    ),
    Place("An item of an agenda", ("title", "minute"), visible(AgendaItem), meeting_page),
    Place("A decision of a meeting", ("words",), visible(Decision), meeting_page),
    Place(
        "An action arising",
        ("words", "closed_note"),
        visible(FollowUp),
        lambda row: ("meetings:follow-up-detail", row.pk),
    ),
    Place(
        "How an action arising goes",
        ("words",),
        under(FollowUpNote, "follow_up", FollowUp),
        lambda row: ("meetings:follow-up-detail", row.follow_up_id),
    ),
    Place(
        "A recommendation",
        ("words", "response"),
        visible(Recommendation),
        lambda row: ("meetings:recommendation-detail", row.pk),
    ),
    Place(
        "A report back",
        ("heard", "came_of_it"),
        under(ReportBack, "attendance__meeting", Meeting),
        lambda row: (MEETING, row.attendance.meeting_id),
    ),
)
