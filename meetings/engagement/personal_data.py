"""Where engagement and meetings hold words about somebody outside the office
(stakeholders.personal_data): what was heard, minuted, answered."""

from meetings.models import (
    AgendaItem,
    AttendanceCommitment,
    Consultation,
    ConsultationQuestion,
    Decision,
    EngagementActivity,
    FollowUp,
    FollowUpNote,
    Forum,
    HeardIssue,
    IssueSource,
    IssueTelling,
    KeyDecision,
    Meeting,
    MeetingPaper,
    MeetingSeries,
    Programme,
    Recommendation,
    ReportBack,
)
from stakeholders.permissions import engagement_readers
from stakeholders.personal_data import Appearance, Place, of_all, search, under, url_of, visible

ACTIVITY, ISSUE = "meetings:activity-detail", "meetings:issue-detail"
MEETING, SERIES = "meetings:meeting-detail", "meetings:series-detail"


def mentions_of(names, person):
    return list(search(PLACES, names, person))


def appearances_of(contact, person):
    rows = EngagementActivity.objects.visible_to(person).filter(contacts=contact)
    return [Appearance(row.title, row.held_on, url_of(ACTIVITY, row.pk)) for row in rows]


OF_BUSINESS = ("exempt_reason", "withdrawn_reason")
"""why something is private often says whom it is about"""


def meeting_page(row):
    return (MEETING, row.meeting_id)


PLACES = (
    Place(
        "Engagement",
        (
            *("title", "place", "heard", "came_of_it"),
            *("cancelled_reason", "withdrawn_reason", "exempt_reason"),
        ),
        visible(EngagementActivity),
        lambda row: (ACTIVITY, row.pk),
    ),
    Place(
        "An issue heard",
        ("title", "words", "response", "closed_reason", "withdrawn_reason", "exempt_reason"),
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
        ("title", "about", "summary", "response", "withdrawn_reason", "exempt_reason"),
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
        ("title", "about", "outcome", "influence", "withdrawn_reason", "exempt_reason"),
        visible(KeyDecision),
        lambda row: ("meetings:key-decision-detail", row.pk),
    ),
    Place(
        "A programme",
        ("title", "usual_places", "frequency_note", "ended_reason"),
        of_all(Programme, engagement_readers),
        lambda row: ("meetings:programme-detail", row.pk),
    ),
    Place(
        "A line of the schedule",
        (
            *("title", "chair_text", "attendance_text", "lead_text", "notes"),
            "withdrawn_reason",
        ),
        visible(MeetingSeries),
        lambda row: (SERIES, row.pk),
    ),
    Place(
        "A forum",
        ("name", "usual_places", "frequency_note", "ended_reason"),
        under(Forum, "series", MeetingSeries),
        lambda row: (SERIES, row.series_id),
    ),
    Place(
        "A promise to attend",
        ("words", "ended_reason", "note"),
        under(AttendanceCommitment, "series", MeetingSeries),
        lambda row: (SERIES, row.series_id),
    ),
    Place(
        "A meeting",
        ("place", "notes", "others_present", "cancelled_reason", "exempt_reason"),
        visible(Meeting),
        lambda row: (MEETING, row.pk),
    ),
    Place(
        "An item of an agenda",
        ("title", "presenter_text", "minute", *OF_BUSINESS),
        visible(AgendaItem),
        meeting_page,
    ),
    Place("A decision of a meeting", ("words", *OF_BUSINESS), visible(Decision), meeting_page),
    Place("A paper of a meeting", ("title", *OF_BUSINESS), visible(MeetingPaper), meeting_page),
    Place(
        "An action arising",
        ("words", "due_text", "due_note", "closed_note", *OF_BUSINESS),
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
        ("words", "response", *OF_BUSINESS),
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
