"""The addresses of whoever attends: `lead`, whose post went to a meeting of the schedule."""

from datetime import timedelta

from django.utils import timezone

from stakeholders import links
from tests.world import EVERYONE, Address

from .addresses import LIST_READERS
from .factories import (
    AttendanceFactory,
    FollowUpFactory,
    MeetingFactory,
    RecommendationFactory,
)

POSTS = {"lead", "other_lead"}


def furnish(world):
    today = timezone.localdate()
    ahead = MeetingFactory(forum=world.forum, held_on=today + timedelta(days=2))
    world.expected = AttendanceFactory(meeting=ahead, post=world.post, outcome="", expected=True)
    held = MeetingFactory(forum=world.forum, held_on=today - timedelta(days=9), status="held")
    world.attended = AttendanceFactory(meeting=held, post=world.post)
    world.own_follow_up = FollowUpFactory(meeting=held, lead_post=world.post)
    world.own_recommendation = RecommendationFactory(meeting=held, owner_post=world.post)
    link = links.new_link(world.lead)
    link.save()
    world.attend_token = links.token_of(link)


def seat(world):
    return {"pk": world.expected.meeting_id, "post": world.expected.post_id}


def attended(world):
    return {"pk": world.attended.pk}


def own_follow_up(world):
    return {"pk": world.own_follow_up.pk}


def own_recommendation(world):
    return {"pk": world.own_recommendation.pk}


def by_link(more=lambda world: {}):
    return lambda world: {"token": world.attend_token} | more(world)


ADDRESSES = {
    "meetings:mine": Address(POSTS),
    "meetings:going": Address({"lead"}, seat),
    "meetings:report-back": Address({"lead", "coordinator"}, attended),
    "meetings:follow-up-answer": Address({"lead"}, own_follow_up),
    "meetings:recommendation-answer": Address({"lead"}, own_recommendation),
    "meetings:mine-by-link": Address(EVERYONE, by_link()),
    "meetings:going-by-link": Address(EVERYONE, by_link(seat)),
    "meetings:report-back-by-link": Address(EVERYONE, by_link(attended)),
    "meetings:follow-up-answer-by-link": Address(EVERYONE, by_link(own_follow_up)),
    "meetings:recommendation-answer-by-link": Address(EVERYONE, by_link(own_recommendation)),
    "meetings:report-back-list": Address(LIST_READERS),
    "meetings:reminders": Address({"coordinator"}),
    "meetings:reminders-on": Address({"coordinator"}),
    "meetings:reminders-off": Address({"coordinator"}),
}
