from django.db import models
from django.db.models.functions import Lower

from .dated import Dated, DatedQuerySet
from .organisations import Organisation
from .people import Person


class Post(models.Model):
    """A role or department that leads actions. Plans name posts; people come and go."""

    title = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="posts"
    )
    mailbox = models.EmailField("team mailbox", blank=True)
    abolished_on = models.DateField("no longer exists since", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

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


class PostHoldingQuerySet(DatedQuerySet):
    def overlapping(self, person, post, starts_on, ends_on):
        """Holdings of the same post by the same person that overlap the given days."""
        rows = self.filter(person=person, post=post)
        if ends_on is not None:
            rows = rows.filter(starts_on__lte=ends_on)
        return rows.exclude(ends_on__lt=starts_on)


class PostHolding(Dated):
    """Who holds a post, from when until when. Two people may share one (a job share)."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="holdings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")

    objects = PostHoldingQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["-starts_on", "pk"]

    def __str__(self):
        return f"{self.person}, {self.post}"
