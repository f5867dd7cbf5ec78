from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Prefetch, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.formats import date_format

from .dated import Dated


class PersonQuerySet(models.QuerySet):
    def leads(self, on):
        """People who hold a post on `on`."""
        from .posts import PostHolding

        return self.filter(pk__in=PostHolding.objects.on(on).values("person"))

    def members(self, on):
        """People who have a seat on a body on `on`."""
        from .bodies import BodyMembership

        return self.filter(pk__in=BodyMembership.objects.on(on).values("person"))

    def in_group(self, name):
        return self.filter(user__is_active=True, user__groups__name=name)

    def with_roles(self, on):
        """Each person's account and groups, and the posts and seats of that day as
        `holdings_now` and `seats_now`."""
        from .bodies import BodyMembership
        from .posts import PostHolding

        return self.select_related("user").prefetch_related(
            "user__groups",
            Prefetch(
                "holdings",
                queryset=PostHolding.objects.on(on).select_related("post__organisation"),
                to_attr="holdings_now",
            ),
            Prefetch(
                "memberships",
                queryset=BodyMembership.objects.on(on).select_related("body"),
                to_attr="seats_now",
            ),
        )


class Person(models.Model):
    """Somebody known to the office. An account and an e-mail address are both optional."""

    name = models.CharField(max_length=200)
    email = models.EmailField("e-mail address", blank=True)
    # What the mail server said when it last refused this address; empty once a mail was taken.
    mail_refusal = models.TextField(blank=True, editable=False)
    mail_refused_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="person_email_once",
                violation_error_message="Somebody else already has this e-mail address",
            )
        ]

    def __str__(self):
        return self.name

    @cached_property
    def access(self):
        """What this person may do today, worked out once for each loaded row."""
        from stakeholders.access import access_of

        return access_of(self, on=timezone.localdate())


class UserManager(BaseUserManager):
    def get_queryset(self):
        """With the person: whoever asks for an account goes on to ask whose it is."""
        return super().get_queryset().select_related("person")

    def get_by_natural_key(self, username):
        return self.get(email__iexact=username)

    def create_user(self, *, person, email, password=None):
        user = self.model(person=person, email=self.normalize_email(email))
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A way to sign in, with an e-mail address, for one person."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT)
    email = models.EmailField("e-mail address", unique=True)
    is_active = models.BooleanField(default=True)
    invited_at = models.DateTimeField(null=True, blank=True, editable=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        ordering = ["email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self):
        return self.person.name

    def get_full_name(self):
        return self.person.name


class Absence(Dated):
    """A dated absence. The deputy, where there is one, stands in for the person's posts."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences")
    deputy = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="deputises"
    )

    class Meta(Dated.Meta):
        ordering = ["-starts_on", "pk"]

    def __str__(self):
        return f"{self.person} away from {date_format(self.starts_on, 'j F Y')}"
