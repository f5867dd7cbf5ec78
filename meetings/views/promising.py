"""Promises made, changed and ended, and the rotation accepted: for coordinators."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from meetings.forms.promises import EndPromiseForm, PromiseForm, RotationForm
from meetings.models import AttendanceCommitment, MeetingSeries
from meetings.promises import proposals, standings
from meetings.promises.rotation import AHEAD
from meetings.services import (
    accept_proposals,
    edit_commitment,
    end_commitment,
    make_commitment,
)
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import coordinators


def commitment_url(commitment):
    return reverse("meetings:commitment-detail", args=[commitment.pk])


class CommitmentCreate(FormPage):
    allowed = coordinators
    title = "Add a promise of attendance"
    form_class = PromiseForm
    success = "The promise is added. See below how it was understood."

    @cached_property
    def series(self):
        asked = self.request.GET.get("series", "")
        rows = MeetingSeries.objects.visible_to(self.person).in_force()
        return rows.filter(pk=asked).first() if asked.isdecimal() else None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"series": self.series}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"caption": self.series or ""} | kwargs)

    def save(self, form):
        return make_commitment(by=self.person, **{"series": self.series} | form.changes)

    def get_success_url(self):
        return commitment_url(self.object)

    def get_back_url(self):
        if self.series:
            return reverse("meetings:series-detail", args=[self.series.pk])
        return reverse("meetings:commitment-list")


class ToCommitment:
    """A page that changes one promise that was not ended, and leads back to it."""

    allowed = coordinators

    def get_commitment(self):
        rows = AttendanceCommitment.objects.visible_to(self.person).on_schedule()
        rows = rows.filter(ended_reason="").with_posts()
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def commitment(self):
        return self.get_commitment()

    def get_success_url(self):
        return commitment_url(self.commitment)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"caption": str(self.commitment.series)} | kwargs)


class CommitmentEdit(ToCommitment, ChangePage):
    title = "Change a promise of attendance"
    form_class = PromiseForm
    success = "The promise is changed."

    def get_object(self):
        # A row of its own: the form writes what was typed on it, also where that is wrong.
        return self.get_commitment()

    def save(self, form):
        return edit_commitment(
            self.object, by=self.person, changes=form.changes, version=form.opened_on
        )


class CommitmentEnd(ToCommitment, ConfirmPage):
    title = "End this promise?"
    button = "End this promise"
    form_class = EndPromiseForm
    consequence = (
        "What was promised until that day stays, and is still counted. Best take the last day of a "
        "cycle: a cycle that is cut short is counted as a whole."
    )
    success = "The promise is ended."

    def save(self, form):
        return end_commitment(self.commitment, by=self.person, **form.cleaned_data)


class CommitmentRotation(ToCommitment, FormPage):
    """Who goes next, to which meetings: accepted, they are expected there."""

    title = "Who goes next"
    template_name = "meetings/commitment_rotation.html"
    form_class = RotationForm
    button = "Save who goes"

    @cached_property
    def proposals(self):
        on = timezone.localdate()
        standing = standings([self.commitment], on=on)[0]
        return proposals(standing, on=on, until=on + AHEAD)

    def get_form_kwargs(self):
        able = [proposal for proposal in self.proposals if proposal.post]
        return super().get_form_kwargs() | {"proposals": able}

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        return super().get_context_data(
            standing=standings([self.commitment], on=on)[0],
            blocked=[proposal for proposal in self.proposals if not proposal.post],
            any_able=any(proposal.post for proposal in self.proposals),
            until=on + AHEAD,
            **kwargs,
        )

    def save(self, form):
        return accept_proposals(form.accepted, by=self.person)

    def get_success(self):
        many = len(self.object)
        words = "1 meeting now has" if many == 1 else f"{many} meetings now have"
        return f"{words} somebody who goes."
