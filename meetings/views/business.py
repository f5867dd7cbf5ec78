"""The agenda of a meeting, what was said of each item, and what was decided: for coordinators."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View

from meetings.business import business_of
from meetings.forms.business import DecisionForm, ItemForm, MinuteForm, SeveralItemsForm
from meetings.models import AgendaItem, Decision, Meeting
from meetings.services import (
    add_decision,
    add_item,
    add_items,
    edit_decision,
    edit_item,
    minute_item,
    move_item,
    withdraw_decision,
    withdraw_item,
)
from stakeholders.forms.reasons import ReasonForm
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import Allowed, coordinators


def meeting_url(meeting, place=""):
    address = reverse("meetings:meeting-detail", args=[meeting.pk])
    return f"{address}#{place}" if place else address


class ToMeeting:
    """Leads back to `self.meeting`, where its `place` is."""

    allowed = coordinators
    place = ""

    def get_success_url(self):
        return meeting_url(self.meeting, self.place)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"caption": str(self.meeting)} | kwargs)


class AddPage(ToMeeting, FormPage):
    """Adds a row to the meeting that the address names, under the item that `?item=` names."""

    @cached_property
    def meeting(self):
        visible = Meeting.objects.visible_to(self.person).with_series()
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"meeting": self.meeting}

    def get_initial(self):
        asked = self.request.GET.get("item", "")
        return {"item": asked} if asked.isdecimal() else {}


class OfRow(ToMeeting):
    """A page about one row of a meeting's, that was not withdrawn."""

    model = None

    def get_row(self):
        rows = self.model.objects.visible_to(self.person).in_force()
        return get_object_or_404(
            rows.select_related("meeting__forum__series__body"), pk=self.kwargs["pk"]
        )

    @cached_property
    def row(self):
        return self.get_row()

    @property
    def meeting(self):
        return self.row.meeting

    @property
    def sees_meeting(self):
        """Who has to do something sees that, and not always the meeting that asked for it."""
        return Meeting.objects.visible_to(self.person).filter(pk=self.row.meeting_id).exists()


class EditPage(OfRow, ChangePage):
    """`edit` is the service."""

    edit = None
    success = "The change is saved."

    def get_object(self):
        # A row of its own: the form writes what was typed on it, also where that is wrong.
        return self.get_row()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"meeting": self.meeting}

    def save(self, form):
        return type(self).edit(
            self.object, by=self.person, changes=form.changes, version=form.opened_on
        )


class WithdrawPage(OfRow, ConfirmPage):
    """`withdraw` is the service."""

    withdraw = None
    form_class = ReasonForm
    consequence = "It is no longer shown. It stays in the history, with your reason."
    button = "Withdraw it"
    success = "It is withdrawn."

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"caption": str(self.row)[:100]} | kwargs)

    def save(self, form):
        return type(self).withdraw(self.row, by=self.person, reason=form.cleaned_data["reason"])


class ItemCreate(AddPage):
    title = "Add an item to the agenda"
    form_class = ItemForm
    place = "agenda"
    success = "The item is on the agenda."

    def save(self, form):
        return add_item(self.meeting, by=self.person, **form.changes)


class ItemCreateSeveral(AddPage):
    title = "Add several items to the agenda"
    form_class = SeveralItemsForm
    place = "agenda"
    button = "Add the items"
    success = "The items are on the agenda."

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        del kwargs["meeting"]
        return kwargs

    def save(self, form):
        return add_items(self.meeting, by=self.person, titles=form.cleaned_data["titles"])


class OfItem:
    model = AgendaItem

    @property
    def place(self):
        return f"item-{self.row.pk}"


class ItemEdit(OfItem, EditPage):
    title = "Change an item of the agenda"
    form_class = ItemForm
    edit = edit_item


class ItemMinute(OfItem, EditPage):
    """What was said of one item; then the next one that nothing is written of."""

    title = "What was said"
    form_class = MinuteForm
    template_name = "meetings/item_minute.html"

    def get_title(self):
        return str(self.row)

    def save(self, form):
        return minute_item(
            self.object,
            by=self.person,
            minute=form.cleaned_data["minute"],
            version=form.opened_on,
        )

    @cached_property
    def next_item(self):
        left = [numbered.item for numbered in business_of(self.meeting).unminuted]
        later = [item for item in left if item.pk != self.row.pk]
        after = [item for item in later if item.position > self.row.position]
        return (after or later or [None])[0]

    def get_context_data(self, **kwargs):
        return super().get_context_data(next_item=self.next_item, **kwargs)

    def get_success_url(self):
        if "next" in self.request.POST and self.next_item:
            return reverse("meetings:item-minute", args=[self.next_item.pk])
        return super().get_success_url()


class ItemWithdraw(OfItem, WithdrawPage):
    title = "Take this item off the agenda?"
    place = "agenda"
    button = "Take it off the agenda"
    success = "The item is off the agenda."
    withdraw = withdraw_item


class ItemMove(Allowed, View):
    """One place up or down, by a press of a button on the meeting's page."""

    allowed = coordinators
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        rows = AgendaItem.objects.visible_to(self.person).in_force().select_related("meeting")
        item = get_object_or_404(rows, pk=kwargs["pk"])
        up = request.POST.get("direction") != "down"
        if not move_item(item, by=self.person, up=up):
            messages.info(request, f"“{item}” can’t go further {'up' if up else 'down'}.")
        return HttpResponseRedirect(meeting_url(item.meeting, f"item-{item.pk}"))


class DecisionCreate(AddPage):
    title = "Record a decision"
    form_class = DecisionForm
    success = "The decision is recorded."

    def save(self, form):
        return add_decision(self.meeting, by=self.person, **form.changes)

    def get_success_url(self):
        return meeting_url(self.meeting, place_of(getattr(self, "object", None)))


class DecisionEdit(EditPage):
    title = "Change a decision"
    model = Decision
    form_class = DecisionForm
    edit = edit_decision

    @property
    def place(self):
        return place_of(self.row)


class DecisionWithdraw(WithdrawPage):
    title = "Withdraw this decision?"
    model = Decision
    place = "agenda"
    withdraw = withdraw_decision


def place_of(row):
    """Where on the meeting's page a row stands: under its item, or with what has none."""
    if row is not None and row.item_id:
        return f"item-{row.item_id}"
    return "other-business"
