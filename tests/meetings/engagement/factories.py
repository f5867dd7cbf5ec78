"""The engagement log for tests. Every value is fixed; numbers only keep names apart."""

import datetime

import factory

from meetings.models import (
    Consultation,
    ConsultationQuestion,
    EngagementActivity,
    EngagementAim,
    EngagementMethod,
    HeardIssue,
    IssueSource,
    IssueTelling,
    KeyDecision,
    Programme,
)
from tests.stakeholders.directory_factories import CommunityGroupFactory

MOMENT = datetime.datetime(2026, 6, 18, 17, 0, tzinfo=datetime.UTC)


class EngagementMethodFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EngagementMethod
        django_get_or_create = ("title",)

    title = "Street stall"
    listens = True


class EngagementActivityFactory(factory.django.DjangoModelFactory):
    """Done on 18 June 2026; `groups=[...]`, `posts=[...]`, `areas=[...]` are set."""

    class Meta:
        model = EngagementActivity
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Stall at the market {n + 1}")
    held_on = datetime.date(2026, 6, 18)
    method = factory.SubFactory(EngagementMethodFactory)
    status = EngagementActivity.Status.DONE
    status_at = MOMENT
    logged_at = MOMENT
    heard = "People asked for more patrols near the station."
    reached = 40

    @factory.post_generation
    def groups(activity, create, groups, **kwargs):
        for group in groups or ():
            activity.activity_groups.create(group=group)

    @factory.post_generation
    def posts(activity, create, posts, **kwargs):
        activity.posts.set(posts or ())

    @factory.post_generation
    def areas(activity, create, areas, **kwargs):
        activity.areas.set(areas or ())


class KeyDecisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = KeyDecision

    title = factory.Sequence(lambda n: f"Future of the police house {n + 1}")
    due_on = datetime.date(2026, 9, 30)


class ConsultationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Consultation

    title = factory.Sequence(lambda n: f"Council tax for policing {n + 1}")
    opens_on = datetime.date(2026, 6, 1)
    closes_on = datetime.date(2026, 6, 30)


class ConsultationQuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ConsultationQuestion

    consultation = factory.SubFactory(ConsultationFactory)
    words = "Would you pay a pound a month more for policing?"
    position = factory.Sequence(lambda n: n)


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme

    title = factory.Sequence(lambda n: f"Surgeries, round {n + 1}")
    method = factory.SubFactory(EngagementMethodFactory)
    frequency_text = "Monthly"
    starts_on = datetime.date(2026, 4, 7)


class EngagementAimFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EngagementAim

    group = factory.SubFactory(CommunityGroupFactory)
    times = 4
    starts_on = datetime.date(2026, 4, 1)


class HeardIssueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HeardIssue

    title = factory.Sequence(lambda n: f"Speeding on the green {n + 1}")
    words = "Cars drive too fast past the school."
    heard_on = datetime.date(2026, 6, 18)
    created_at = MOMENT


class IssueSourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IssueSource

    issue = factory.SubFactory(HeardIssueFactory)
    kind = IssueSource.Kind.CORRESPONDENCE
    heard_on = datetime.date(2026, 6, 18)
    recorded_at = MOMENT


class IssueTellingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IssueTelling

    issue = factory.SubFactory(HeardIssueFactory)
    told_on = datetime.date(2026, 6, 25)
    method = factory.SubFactory(EngagementMethodFactory)
    recorded_at = MOMENT
