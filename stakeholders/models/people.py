from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from .dated import Dated


class Person(models.Model):
    """Somebody known to the office. An account and an e-mail address are both optional."""

    name = models.CharField(max_length=200)
    email = models.EmailField("e-mail address", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

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
        return f"{self.person} away from {self.starts_on}"
