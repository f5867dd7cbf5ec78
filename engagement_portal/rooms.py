"""What the left rooms ask of the rooms to their right, in order (docs/decisions, 0001)."""

REMINDER_SOURCES = [
    "objectives.reminders",
    "objectives.reminders.readings",
    "objectives.reminders.risk_reviews",
    "reports.reminders.clearances",
    "reports.reminders.dates",
    "meetings.reminders.follow_ups",
    "meetings.reminders.recommendations",
    "meetings.reminders.report_backs",
    "meetings.reminders.going",
    "meetings.reminders.unconfirmed",
    "meetings.reminders.publications",
    "meetings.reminders.promises",
    "meetings.reminders.engagement",
    "meetings.reminders.heard",
    "meetings.reminders.consultations",
    "meetings.reminders.contact_reviews",
]

ACTION_ORIGINS = ["meetings.origins"]

GROUP_USES = ["meetings.engagement.group_uses"]
PERSONAL_DATA_SOURCES = [
    "objectives.personal_data",
    "meetings.engagement.personal_data",
    "reports.personal_data",
]
ACTION_EVIDENCE = ["meetings.engagement.evidence"]

CALENDAR_SOURCES = [
    "meetings.calendars.of_meetings",
    "meetings.calendars.of_deadlines",
    "reports.calendars",
    "meetings.calendars.of_rounds",
    "meetings.calendars.of_engagement",
]

# The parts of a paper, in their usual order; each plan may order and switch them.

REPORT_SECTIONS = [
    "reports.collect.parts.exceptions",
    "reports.collect.parts.completed",
    "reports.collect.parts.changed",
    "reports.collect.parts.ahead",
    "reports.collect.parts.load",
    "reports.collect.parts.quarters",
    "reports.collect.parts.meetings",
    "reports.collect.parts.engagement",
    "reports.collect.parts.heard",
    "reports.collect.parts.measures",
    "reports.collect.parts.risks",
    "reports.collect.parts.objectives",
]
