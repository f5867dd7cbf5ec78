"""The schedule and its meetings for tests. Every value is fixed; numbers keep names apart."""

import datetime

import factory

from meetings.frequency import read_frequency
from meetings.models import Forum, Meeting, MeetingCategory, MeetingSeries


class MeetingCategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MeetingCategory

    title = factory.Sequence(lambda n: f"Table {n + 1}")
    position = factory.Sequence(lambda n: n)


class MeetingSeriesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MeetingSeries

    category = factory.SubFactory(MeetingCategoryFactory)
    title = factory.Sequence(lambda n: f"Committee {n + 1}")
    position = factory.Sequence(lambda n: n)
    chair_text = "Chair: Chief Executive"
    attendance_text = "Commissioner, Deputy Commissioner"
    lead_text = "Policy Officer"
    notes = "Held in turn in each district."


class ForumFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Forum

    series = factory.SubFactory(MeetingSeriesFactory)
    position = factory.Sequence(lambda n: n)
    frequency_text = "Quarterly"
    per_year = factory.LazyAttribute(lambda forum: read_frequency(forum.frequency_text).per_year)
    certainty = factory.LazyAttribute(lambda forum: read_frequency(forum.frequency_text).certainty)
    frequency_note = factory.LazyAttribute(lambda forum: read_frequency(forum.frequency_text).note)


class MeetingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Meeting

    forum = factory.SubFactory(ForumFactory)
    held_on = datetime.date(2026, 6, 18)
    starts_at = datetime.time(14, 0)
    ends_at = datetime.time(16, 30)
    place = "County Hall"
