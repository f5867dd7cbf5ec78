"""Who holds a post: appointed, handed over, ended, mended."""

from functools import cached_property

from django.utils import timezone

from stakeholders import services
from stakeholders.forms.posts import AppointForm, EndForm, HandOverForm, HoldingForm
from stakeholders.models import Person, Post, PostHolding
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import administrators

from .rows import OfRow


class HoldingCreate(OfRow, FormPage):
    """Asked for on the page of a post: who holds it?"""

    allowed = administrators
    form_class = AppointForm
    rows = Post.objects.select_related("organisation")
    home = "post-detail"
    button = "Appoint"

    def get_title(self):
        return f"Appoint somebody to {self.row}"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | self.known | {"on": timezone.localdate()}

    @cached_property
    def known(self):
        return {"post": self.row}

    def save(self, form):
        details = self.known | form.changes
        self.success = f"{details['person']} is appointed to {details['post']}."
        return services.appoint(by=self.person, **details)


class PersonAppoint(HoldingCreate):
    """Asked for on the page of a person: which post do they hold?"""

    rows = Person.objects.all()
    home = "person-detail"

    def get_title(self):
        return f"Appoint {self.row} to a post"

    @cached_property
    def known(self):
        return {"person": self.row}


class OfHolding(OfRow):
    allowed = administrators
    rows = PostHolding.objects.select_related("post", "person")
    home = "post-detail"

    def get_home(self):
        return self.row.post


class HoldingEdit(OfHolding, ChangePage):
    form_class = HoldingForm
    success = "The dates are saved."

    def get_title(self):
        return f"When did {self.row.person} hold {self.row.post}?"

    def save(self, form):
        return services.edit_holding(
            self.row, by=self.person, changes=form.changes, version=form.opened_on
        )


class HoldingEnd(OfHolding, ChangePage):
    form_class = EndForm
    button = "Save the last day"
    intro = (
        "After that day they no longer see or update what the post leads. If nobody follows, "
        "the post is vacant and its reminders go to the coordinator."
    )

    def get_title(self):
        return f"When does {self.row.person} leave {self.row.post}?"

    def save(self, form):
        self.success = "The last day is saved."
        return services.end_holding(
            self.row, by=self.person, ends_on=form.cleaned_data["ends_on"], version=form.opened_on
        )


class HoldingHandOver(OfHolding, ChangePage):
    form_class = HandOverForm
    button = "Hand over"

    def get_title(self):
        return f"Hand {self.row.post} over from {self.row.person}"

    def save(self, form):
        to, first = form.cleaned_data["to"], form.cleaned_data["starts_on"]
        self.success = f"{self.row.post} is handed over to {to}."
        return services.hand_over_post(
            self.row, by=self.person, to=to, starts_on=first, version=form.opened_on
        )


class HoldingWithdraw(OfHolding, ConfirmPage):
    """Only for an appointment that has not begun; one that has is ended."""

    button = "Take it back"

    def get_title(self):
        return f"Take back the appointment of {self.row.person} to {self.row.post}?"

    def get_consequence(self):
        return "It has not begun yet, so it disappears from both pages. The log keeps it."

    def save(self, form):
        self.success = "The appointment is taken back."
        services.withdraw_holding(self.row, by=self.person, on=timezone.localdate())
