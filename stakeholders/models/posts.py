from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Lower

from .dated import Dated, DatedQuerySet
from .organisations import Organisation
from .people import Person


class PostQuerySet(models.QuerySet):
    def in_force(self, on):
        """Posts that exist on `on`; a post abolished "since" a day is gone on that day."""
        return self.filter(Q(abolished_on__isnull=True) | Q(abolished_on__gt=on))

    def vacant(self, on):
        """Posts that exist but that nobody holds on `on`."""
        return self.in_force(on).exclude(_held(on))

    def held(self, on):
        return self.filter(_held(on))

    def with_holders(self, on):
        """Each post's holdings of that day as `holdings_now`, their people loaded, and the last
        day that anybody held it, if that day has passed, as `last_held_on`."""
        ended = PostHolding.objects.filter(post=OuterRef("pk"), ends_on__lt=on)
        return self.annotate(
            last_held_on=Subquery(ended.order_by("-ends_on").values("ends_on")[:1])
        ).prefetch_related(
            Prefetch(
                "holdings",
                queryset=PostHolding.objects.on(on).select_related("person"),
                to_attr="holdings_now",
            )
        )


def _held(on):
    return Exists(PostHolding.objects.on(on).filter(post=OuterRef("pk")))


class Post(models.Model):
    """A role or department that leads actions. Plans name posts; people come and go."""

    title = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="posts"
    )
    mailbox = models.EmailField("team mailbox", blank=True)
    abolished_on = models.DateField("no longer exists since", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("title"),
                "organisation",
                name="post_title_once_in_organisation",
                violation_error_message="This organisation already has a post with this title",
            ),
            # An empty organisation is never equal to another one in SQL: its own constraint.
            models.UniqueConstraint(
                Lower("title"),
                condition=models.Q(organisation__isnull=True),
                name="post_title_once_without_organisation",
                violation_error_message="There is already a post with this title",
            ),
        ]

    def __str__(self):
        return self.title

    def is_in_force(self, on):
        """The one-row twin of `PostQuerySet.in_force`."""
        return self.abolished_on is None or self.abolished_on > on


class PostHoldingQuerySet(DatedQuerySet):
    def overlapping(self, person, post, starts_on, ends_on):
        """Holdings of the same post by the same person that overlap the given days."""
        return self.filter(person=person, post=post).touching(starts_on, ends_on)


class PostHolding(Dated):
    """Who holds a post, from when until when. Two people may share one (a job share)."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="holdings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")

    objects = PostHoldingQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["-starts_on", "pk"]

    def __str__(self):
        return f"{self.person}, {self.post}"
