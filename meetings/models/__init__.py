"""The meetings schedule, the promises in it, the meetings themselves and what comes of them."""

from .attendance import Attendance, AttendanceStatement, ReportBack
from .business import AgendaItem, Decision, MeetingPaper
from .commitments import AttendanceCommitment, CommitmentPost
from .feeds import CalendarFeed
from .following import FollowUp, FollowUpNote, Recommendation
from .imports import ScheduleImport
from .meetings import Meeting
from .publication import PublicationStep
from .schedule import Forum, Frequency, MeetingCategory, MeetingSeries

__all__ = [
    "AgendaItem",
    "Attendance",
    "AttendanceCommitment",
    "AttendanceStatement",
    "CalendarFeed",
    "CommitmentPost",
    "Decision",
    "FollowUp",
    "FollowUpNote",
    "Forum",
    "Frequency",
    "Meeting",
    "MeetingCategory",
    "MeetingPaper",
    "MeetingSeries",
    "PublicationStep",
    "Recommendation",
    "ReportBack",
    "ScheduleImport",
]
