"""The schedule and its meetings for tests. Every value is fixed; numbers keep names apart."""

import datetime

import factory

from meetings.frequency import read_frequency
from meetings.models import (
    AgendaItem,
    Attendance,
    AttendanceCommitment,
    CalendarFeed,
    Decision,
    FollowUp,
    Forum,
    Meeting,
    MeetingCategory,
    MeetingPaper,
    MeetingSeries,
    Recommendation,
    ReportBack,
)
from tests.stakeholders.factories import PersonFactory, PostFactory


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
    interval = factory.LazyAttribute(lambda forum: read_frequency(forum.frequency_text).interval)
    interval_unit = factory.LazyAttribute(
        lambda forum: read_frequency(forum.frequency_text).interval_unit
    )
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


MOMENT = datetime.datetime(2026, 6, 18, 17, 0, tzinfo=datetime.UTC)


class AttendanceCommitmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AttendanceCommitment
        skip_postgeneration_save = True

    series = factory.SubFactory(MeetingSeriesFactory)
    words = "The Commissioner attends one meeting a year"
    times = 1
    starts_on = datetime.date(2026, 4, 1)

    @factory.post_generation
    def posts(commitment, create, posts, **kwargs):
        for place, post in enumerate(posts or ()):
            commitment.commitment_posts.create(post=post, position=place)


class AttendanceFactory(factory.django.DjangoModelFactory):
    """Somebody who attended; its statement is not made (services.record_attendance makes both)."""

    class Meta:
        model = Attendance

    meeting = factory.SubFactory(MeetingFactory)
    post = factory.SubFactory(PostFactory)
    outcome = Attendance.Outcome.ATTENDED
    recorded_at = MOMENT


class ReportBackFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReportBack

    attendance = factory.SubFactory(AttendanceFactory)
    heard = "Residents asked about speeding near the school."
    recorded_at = MOMENT


class AgendaItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    title = factory.Sequence(lambda n: f"Item {n + 1}")
    position = factory.Sequence(lambda n: n)


class DecisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Decision

    meeting = factory.SubFactory(MeetingFactory)
    words = "The precept is agreed."


class MeetingPaperFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MeetingPaper

    meeting = factory.SubFactory(MeetingFactory)
    kind = MeetingPaper.Kind.REPORT
    title = "Figures of the quarter"
    name = "figures.txt"
    file = factory.django.FileField(filename="figures.txt", data=b"Twelve.")
    size = 7
    sha256 = "0" * 64
    by = factory.SubFactory(PersonFactory)
    added_at = MOMENT


class FollowUpFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FollowUp

    meeting = factory.SubFactory(MeetingFactory)
    series = factory.LazyAttribute(lambda follow_up: follow_up.meeting.forum.series)
    words = "Ask the council for its speed survey."
    created_at = MOMENT


class RecommendationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Recommendation

    meeting = factory.SubFactory(MeetingFactory)
    kind = Recommendation.Kind.RECOMMENDATION
    words = "That the survey be repeated every year."
    created_at = MOMENT


class CalendarFeedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CalendarFeed

    person = factory.SubFactory(PersonFactory)
    what = "meetings"
    made_at = MOMENT
