"""The meetings schedule: what the office promised to attend, and the meetings themselves."""

from .meetings import Meeting
from .schedule import Forum, MeetingCategory, MeetingSeries

__all__ = ["Forum", "Meeting", "MeetingCategory", "MeetingSeries"]
