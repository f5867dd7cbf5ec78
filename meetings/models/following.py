"""What has to happen after a meeting: follow-ups, and recommendations that want a response."""

from django.db import models
from django.db.models import Q

from objectives.models import Action
from stakeholders.models import GovernanceBody, Person, Post

from .business import AgendaItem, Business, BusinessQuerySet
from .meetings import Meeting
from .schedule import MeetingSeries


class FollowUpQuerySet(BusinessQuerySet):
    def visible_to(self, person):
        """Also whoever holds the post that has to do it."""
        access = person.access
        if access.sees_everything or not access.posts:
            return super().visible_to(person)
        meetings = Meeting.objects.visible_to(person).order_by().values("pk")
        return self.filter(Q(meeting__in=meetings) | Q(lead_post__in=access.posts))

    def open(self):
        return self.in_force().filter(closed_at__isnull=True, action__isnull=True)

    def overdue(self, on):
        """Due today is not late."""
        return self.open().filter(due_on__lt=on)

    def carried_to(self, meeting):
        """What earlier meetings of the series left open, for this one to look at: follow-ups that
        arose before it and were open on its day."""
        return (
            self.in_force()
            .filter(series=meeting.forum.series_id, meeting__forum=meeting.forum_id)
            .filter(meeting__held_on__lt=meeting.held_on, action__isnull=True)
            .filter(Q(closed_at__isnull=True) | Q(closed_at__date__gte=meeting.held_on))
        )


class FollowUp(Business):
    """An action arising from a meeting: it is carried to the next one until it is closed, unless
    it became an action of a plan and is followed there."""

    series = models.ForeignKey(MeetingSeries, on_delete=models.CASCADE, related_name="follow_ups")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="follow_ups")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="follow_ups"
    )
    words = models.TextField("what has to be done", max_length=2000)
    lead_post = models.ForeignKey(
        Post,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name="who does it",
    )
    due_text = models.CharField("by when, in the meeting's words", max_length=200, blank=True)
    due_on = models.DateField("due on", null=True, blank=True)
    due_note = models.TextField("how that was understood", blank=True, editable=False)
    # Set where it was taken into a plan: from then on the plan's rules hold.
    action = models.ForeignKey(
        Action, on_delete=models.SET_NULL, null=True, blank=True, related_name="arose_from"
    )
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_note = models.TextField("how it was closed", max_length=2000, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["series", "created_at", "pk"]

    def __str__(self):
        return self.words[:80]

    @property
    def is_open(self):
        """The one-row twin of `FollowUpQuerySet.open`."""
        return not (self.withdrawn_at or self.closed_at or self.action_id)

    def is_overdue(self, on):
        """The one-row twin of `FollowUpQuerySet.overdue`."""
        return self.is_open and self.due_on is not None and self.due_on < on


class FollowUpNote(models.Model):
    """What its lead said of a follow-up. Append-only; `closes` where it was done."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="progress")
    words = models.TextField("what happened", max_length=4000)
    closes = models.BooleanField("it is done", default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["follow_up", "recorded_at", "pk"]

    def __str__(self):
        return f"{self.follow_up}: {self.words[:80]}"


class RecommendationQuerySet(BusinessQuerySet):
    def visible_to(self, person):
        """Also whoever holds the post that responds to it."""
        access = person.access
        if access.sees_everything or not access.posts:
            return super().visible_to(person)
        meetings = Meeting.objects.visible_to(person).order_by().values("pk")
        return self.filter(Q(meeting__in=meetings) | Q(owner_post__in=access.posts))

    def waiting(self):
        return self.in_force().filter(answer="")

    def overdue(self, on):
        """Due today is not late."""
        return self.waiting().filter(due_on__lt=on)


class Recommendation(Business):
    """What a panel suggested or recommended, until the office has responded."""

    class Kind(models.TextChoices):
        SUGGESTION = "suggestion", "Suggestion"
        RECOMMENDATION = "recommendation", "Recommendation"

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        PARTLY = "partly", "Accepted in part"
        NOT_ACCEPTED = "not_accepted", "Not accepted"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="recommendations")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="recommendations"
    )
    body = models.ForeignKey(
        GovernanceBody,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name="who made it",
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    words = models.TextField("what was recommended", max_length=4000)
    owner_post = models.ForeignKey(
        Post,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name="who responds",
    )
    due_on = models.DateField("response due on", null=True, blank=True)
    answer = models.CharField(max_length=20, choices=Answer.choices, blank=True)
    response = models.TextField("the response", max_length=8000, blank=True)
    responded_on = models.DateField(null=True, blank=True)
    action = models.ForeignKey(
        Action, on_delete=models.SET_NULL, null=True, blank=True, related_name="recommended_by"
    )
    created_at = models.DateTimeField()

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["-meeting__held_on", "pk"]

    def __str__(self):
        return self.words[:80]

    @property
    def is_waiting(self):
        """The one-row twin of `RecommendationQuerySet.waiting`."""
        return not (self.withdrawn_at or self.answer)

    def is_overdue(self, on):
        """The one-row twin of `RecommendationQuerySet.overdue`."""
        return self.is_waiting and self.due_on is not None and self.due_on < on
