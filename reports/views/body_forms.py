"""How a body wants its papers: its page, and the sections of its form."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import TemplateView

from reports.body_forms import sections_of
from reports.forms.bodies import SectionForm
from reports.models import FormSection
from reports.schedule_12a import PARAGRAPHS
from reports.services import (
    add_section,
    edit_section,
    move_section,
    remove_section,
    reset_form,
    start_form,
)
from stakeholders.models import GovernanceBody, Post
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import Allowed, coordinators, form_readers


class FormList(Allowed, TemplateView):
    """All bodies that exist: an office has a handful."""

    allowed = form_readers
    template_name = "reports/form_list.html"

    def get_context_data(self, **kwargs):
        bodies = GovernanceBody.objects.in_force(timezone.localdate())
        rows = bodies.order_by("name").prefetch_related(
            "form_sections", "clearers", "recipients", "exemptions"
        )
        return super().get_context_data(rows=rows, **kwargs)


class FormDetail(Allowed, TemplateView):
    allowed = form_readers
    template_name = "reports/form_detail.html"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        body = get_object_or_404(GovernanceBody, pk=self.kwargs["pk"])
        sections = sections_of(body)
        posts = Post.objects.with_holders(on).select_related("organisation")
        clearers = list(body.clearers.all())
        held = posts.in_bulk([clearer.post_id for clearer in clearers])
        for clearer in clearers:
            clearer.post = held[clearer.post_id]
            clearer.is_vacant = not clearer.post.holdings_now
        exemptions = list(body.exemptions.all())
        listed = {row.reference for row in exemptions}
        return super().get_context_data(
            body=body,
            may_change=self.access.coordinator,
            sections=sections,
            is_own=sections[0].pk is not None,
            rules=rules_of(body),
            clearers=clearers,
            recipients=body.recipients.select_related("person"),
            exemptions=exemptions,
            may_fill=any(reference not in listed for reference, _ in PARAGRAPHS),
            **kwargs,
        )


def rules_of(body):
    """The rules from which its timetable is counted back."""
    return [
        {"key": "Published", "value": _notice(body)},
        {"key": "Published by", "value": body.publisher},
        {"key": "Handed in", "value": _before(body.submission_days, "they are published")},
        {"key": "Cleared", "value": _before(body.clearance_days, "they are handed in")},
        {"key": "Cut off", "value": _before(body.drafting_days, "they are cleared")},
        {"key": "Law that lets it meet in private", "value": body.exemption_basis},
    ]


def _notice(body):
    if not body.notice_days:
        return "The working day before the meeting, or earlier"
    counted = "weekends and bank holidays don't count"
    if not body.notice_in_working_days:
        counted = "weekends and bank holidays count"
    days = "1 clear day" if body.notice_days == 1 else f"{body.notice_days} clear days"
    return f"{days} before the meeting; {counted}"


def _before(days, what):
    if not days:
        return f"On the day on which {what}"
    return f"{days} working day{'' if days == 1 else 's'} before {what}"


class OfForm(Allowed):
    """A coordinator's page about a body's form: leads back to a place of that body's page."""

    allowed = coordinators
    place = "sections"

    @cached_property
    def body(self):
        return get_object_or_404(GovernanceBody, pk=self.kwargs["pk"])

    def get_success_url(self):
        return f"{reverse('reports:form-detail', args=[self.body.pk])}#{self.place}"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"caption": f"Papers of {self.body}"} | kwargs)


class OfFormRow(OfForm):
    """A page about one row of a body's form. `model` says which."""

    model = None
    related = ("body",)

    @cached_property
    def row(self):
        return self.get_object()

    def get_object(self):
        rows = self.model.objects.select_related(*self.related)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def body(self):
        return self.row.body


class Move(View):
    """One press, up or down: back to the same list."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        up = request.POST.get("direction") != "down"
        if not self.move(self.row, by=self.person, up=up):
            messages.info(request, "It is at the end of the list already.")
        return HttpResponseRedirect(self.get_success_url())


class FormStart(OfForm, View):
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        start_form(self.body, by=self.person)
        messages.success(request, f"You can now change the sections of the {self.body}'s papers.")
        return HttpResponseRedirect(self.get_success_url())


class FormReset(OfForm, ConfirmPage):
    title = "Start again from the usual form?"
    button = "Start again"
    success = "Its papers follow the usual form again."

    def get_consequence(self):
        return (
            f"The sections of the {self.body}'s papers become the usual ones again. Its own "
            f"headings and standing text are gone; the log keeps the headings. Published papers "
            f"stay as they are."
        )

    def save(self, form):
        return reset_form(self.body, by=self.person)


class SectionCreate(OfForm, FormPage):
    form_class = SectionForm
    title = "Add a section"
    intro = "It stands last; you can move it up."
    button = "Add the section"
    success = "The section is added. Papers that are built from now on have it."

    def save(self, form):
        return add_section(body=self.body, by=self.person, **form.changes)


class OfSection(OfFormRow):
    model = FormSection


class SectionEdit(OfSection, ChangePage):
    form_class = SectionForm
    title = "Change the section"
    success = "The section is changed. Papers that are built from now on have it so."

    def save(self, form):
        return edit_section(self.row, by=self.person, changes=form.changes, version=form.opened_on)


class SectionMove(OfSection, Move):
    move = staticmethod(move_section)


class SectionRemove(OfSection, ConfirmPage):
    button = "Remove the section"
    success = "The section is removed."

    def get_title(self):
        return f"Remove “{self.row.title}”?"

    def get_consequence(self):
        text = " and its standing text" if self.row.standing_text else ""
        return (
            f"Papers that are built from now on don't have this heading{text}. What the portal "
            f"writes beneath it is then in no section, unless another one asks for it. Published "
            f"papers stay as they are."
        )

    def save(self, form):
        return remove_section(self.row, by=self.person)
