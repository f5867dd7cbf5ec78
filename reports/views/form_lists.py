"""The lists of a body's form: who clears, who receives, and the exemption paragraphs."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.views import View

from reports.forms.bodies import ClearerForm, ExemptionForm, NewRecipientForm, RecipientForm
from reports.models import ClearancePost, ExemptionParagraph, Recipient
from reports.services import (
    add_clearer,
    add_exemption,
    add_recipient,
    edit_exemption,
    edit_recipient,
    fill_schedule_12a,
    move_clearer,
    move_exemption,
    remove_clearer,
    remove_exemption,
    remove_recipient,
)
from stakeholders.pages import ChangePage, ConfirmPage, FormPage

from .body_forms import Move, OfForm, OfFormRow


class ClearerCreate(OfForm, FormPage):
    form_class = ClearerForm
    place = "clearance"
    title = "Add a post to the clearance list"
    button = "Add the post"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"body": self.body, "on": timezone.localdate()}

    def save(self, form):
        self.success = f"{form.cleaned_data['post']} now clears the papers."
        return add_clearer(body=self.body, by=self.person, **form.cleaned_data)


class OfClearer(OfFormRow):
    model = ClearancePost
    related = ("body", "post")
    place = "clearance"


class ClearerMove(OfClearer, Move):
    move = staticmethod(move_clearer)


class ClearerRemove(OfClearer, ConfirmPage):
    button = "Take the post off the list"
    success = "The post is off the clearance list."

    def get_title(self):
        return f"Take {self.row.post} off the clearance list?"

    def get_consequence(self):
        return (
            "It is not asked about papers that are sent for clearance from now on. What it was "
            "asked before still waits for it."
        )

    def save(self, form):
        return remove_clearer(self.row, by=self.person)


class RecipientCreate(OfForm, FormPage):
    form_class = NewRecipientForm
    place = "recipients"
    title = "Add somebody who is sent the papers"
    button = "Add the recipient"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"body": self.body}

    def save(self, form):
        self.success = f"{form.changes['person']} is sent the papers from now on."
        on = timezone.localdate()
        return add_recipient(body=self.body, by=self.person, on=on, **form.changes)


class OfRecipient(OfFormRow):
    model = Recipient
    related = ("body", "person")
    place = "recipients"


class RecipientEdit(OfRecipient, ChangePage):
    form_class = RecipientForm
    success = "The change is saved."

    def get_title(self):
        return f"Which papers is {self.row.person} sent?"

    def save(self, form):
        return edit_recipient(
            self.row, by=self.person, changes=form.changes, version=form.opened_on
        )


class RecipientRemove(OfRecipient, ConfirmPage):
    button = "Remove the recipient"
    success = "The recipient is removed."

    def get_title(self):
        return f"Send no more papers to {self.row.person}?"

    def get_consequence(self):
        return "They are sent no paper that is published from now on."

    def save(self, form):
        return remove_recipient(self.row, by=self.person)


class ExemptionCreate(OfForm, FormPage):
    form_class = ExemptionForm
    place = "exemptions"
    title = "Add an exemption paragraph"
    button = "Add the paragraph"
    success = "The paragraph is added."

    def save(self, form):
        return add_exemption(body=self.body, by=self.person, **form.changes)


class ExemptionFill(OfForm, View):
    http_method_names = ["post"]
    place = "exemptions"

    def post(self, request, *args, **kwargs):
        if fill_schedule_12a(self.body, by=self.person):
            said = "The paragraphs of Schedule 12A are on the list. Change their words as you like."
            messages.success(request, said)
        else:
            messages.info(request, "All paragraphs of Schedule 12A are on the list already.")
        return HttpResponseRedirect(self.get_success_url())


class OfExemption(OfFormRow):
    model = ExemptionParagraph
    place = "exemptions"


class ExemptionEdit(OfExemption, ChangePage):
    form_class = ExemptionForm
    title = "Change the paragraph"
    success = "The paragraph is changed."

    def save(self, form):
        return edit_exemption(
            self.row, by=self.person, changes=form.changes, version=form.opened_on
        )


class ExemptionMove(OfExemption, Move):
    move = staticmethod(move_exemption)


class ExemptionRemove(OfExemption, ConfirmPage):
    button = "Remove the paragraph"
    success = "The paragraph is removed."

    def get_title(self):
        return f"Remove “{self.row.reference}”?"

    def get_consequence(self):
        return "It can't be chosen for a paper any more. Papers that name it keep it."

    def save(self, form):
        return remove_exemption(self.row, by=self.person)
