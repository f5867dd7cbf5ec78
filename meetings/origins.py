"""Meetings that an action of a plan arose from: as a follow-up, or as a recommendation."""

from django.urls import reverse

from objectives.origins import Origin
from stakeholders.dates import spoken

from .models import FollowUp, Meeting, Recommendation


def origins_of(action, person):
    asked = FollowUp.objects.in_force().filter(action=action).order_by().values("meeting")
    advised = Recommendation.objects.in_force().filter(action=action).order_by().values("meeting")
    # Few actions arose from a meeting: the others cost one small query.
    keys = [row["meeting"] for row in asked.union(advised)]
    if not keys:
        return
    seen = Meeting.objects.visible_to(person).filter(pk__in=keys).select_related("forum__series")
    for meeting in seen:
        words = f"{meeting.forum}, {spoken(meeting.held_on)}"
        yield Origin(words, reverse("meetings:meeting-detail", args=[meeting.pk]))
