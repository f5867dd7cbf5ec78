"""The meetings schedule, the promises in it, the meetings themselves and what comes of them; and
engagement: what was done with communities, what was heard, and what people were told."""

from .attendance import Attendance, AttendanceStatement, ReportBack
from .business import AgendaItem, Decision, MeetingPaper
from .commitments import AttendanceCommitment, CommitmentPost
from .engagement import (
    ActivityGroup,
    Consultation,
    ConsultationAnswer,
    ConsultationQuestion,
    ConsultationReach,
    EngagementActivity,
    EngagementAim,
    EngagementMethod,
    HeardIssue,
    IssueSource,
    IssueTelling,
    KeyDecision,
    Programme,
)
from .feeds import CalendarFeed
from .following import FollowUp, FollowUpNote, Recommendation
from .imports import ActivityImport, ScheduleImport
from .meetings import Meeting
from .publication import PublicationStep
from .schedule import Forum, Frequency, MeetingCategory, MeetingSeries

__all__ = [
    "ActivityGroup",
    "ActivityImport",
    "AgendaItem",
    "Attendance",
    "AttendanceCommitment",
    "AttendanceStatement",
    "CalendarFeed",
    "CommitmentPost",
    "Consultation",
    "ConsultationAnswer",
    "ConsultationQuestion",
    "ConsultationReach",
    "Decision",
    "EngagementActivity",
    "EngagementAim",
    "EngagementMethod",
    "FollowUp",
    "FollowUpNote",
    "Forum",
    "Frequency",
    "HeardIssue",
    "IssueSource",
    "IssueTelling",
    "KeyDecision",
    "Meeting",
    "MeetingCategory",
    "MeetingPaper",
    "MeetingSeries",
    "Programme",
    "PublicationStep",
    "Recommendation",
    "ReportBack",
    "ScheduleImport",
]
