"""Changing an issue: what is said of it, who answers, where it was heard, that it is closed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View

from meetings.engagement.heard.alike import alike
from meetings.forms.engagement.heard import (
    AssignForm,
    IssueForm,
    MergeForm,
    RespondForm,
    TellForm,
)
from meetings.forms.engagement.heard_sources import SourceForm
from meetings.models import HeardIssue, IssueSource
from meetings.services.engagement import (
    add_source,
    assign_issue,
    close_untold,
    edit_issue,
    merge_issue,
    remove_source,
    reopen_issue,
    respond_to_issue,
    tell_people,
    withdraw_issue,
)
from objectives.models import Action
from objectives.permissions import may_answer
from stakeholders.forms.fields import UNSEEN
from stakeholders.forms.reasons import ReasonForm
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import Allowed, coordinators, engagement_loggers

from .heard import OfIssue, issue_url, may_edit

SHOWN = 10


class ChangesIssue(OfIssue, ChangePage):
    def get_object(self):
        # A row of its own: the form writes what was typed on it, also where that is wrong.
        return self.get_issue()


class IssueEdit(ChangesIssue):
    title = "Change an issue"
    form_class = IssueForm
    may = staticmethod(may_edit)

    def save(self, form):
        public = self.issue.published_at
        issue = edit_issue(
            self.object, by=self.person, changes=form.changes, version=form.opened_on
        )
        say_taken_back(self.request, public, issue)
        return issue


def say_taken_back(request, public, issue):
    if public and not issue.published_at:
        messages.info(
            request,
            "What the public reads of it changed, so it is off the public page until somebody "
            "has looked at it and puts it back.",
        )


class IssueAssign(ChangesIssue):
    allowed = coordinators
    title = "Who answers, and by when?"
    form_class = AssignForm
    success = "It is saved who answers."

    def save(self, form):
        return assign_issue(self.object, by=self.person, version=form.opened_on, **form.changes)


class IssueRespond(ChangesIssue):
    """The office's answer: what was done, or will be."""

    title = "What did we do?"
    form_class = RespondForm
    template_name = "meetings/engagement/issue_respond.html"
    may = staticmethod(may_answer)
    success = "The answer is saved. Now tell the people who said it."

    def get_form_kwargs(self):
        actions = (
            Action.objects.visible_to(self.person).running().select_related("plan", "objective")
        )
        return super().get_form_kwargs() | {"actions": actions.order_by("plan", "position", "pk")}

    def save(self, form):
        return respond_to_issue(self.object, by=self.person, version=form.opened_on, **form.changes)


class IssueTell(OfIssue, FormPage):
    title = "How were people told?"
    intro = "This closes the loop. You can say later that they were told another way too."
    form_class = TellForm
    may = staticmethod(may_answer)
    success = "It is recorded that people were told."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"issue": self.issue, "on": timezone.localdate()}

    def save(self, form):
        public = self.issue.published_at
        telling = tell_people(self.issue, by=self.person, **form.said)
        say_taken_back(self.request, public, telling.issue)
        return telling


class IssueClose(OfIssue, ConfirmPage):
    title = "Close it without telling people?"
    consequence = (
        "The loop is closed although nobody was told what came of it. Only do this if they can’t "
        "be reached or asked not to be told. It never appears on the public page."
    )
    form_class = ReasonForm
    button = "Close it untold"
    success = "It is closed."
    may = staticmethod(may_answer)

    def save(self, form):
        return close_untold(self.issue, by=self.person, reason=form.cleaned_data["reason"])


class IssueReopen(OfIssue, ConfirmPage):
    title = "Open it again?"
    consequence = "Whoever answers is reminded of it again. It comes off the public page."
    form_class = ReasonForm
    button = "Open it again"
    success = "It is open again."
    may = staticmethod(may_answer)

    def save(self, form):
        return reopen_issue(self.issue, by=self.person, reason=form.cleaned_data["reason"])


class IssueWithdraw(OfIssue, ConfirmPage):
    allowed = coordinators
    title = "Withdraw this issue?"
    consequence = (
        "For what was written down by mistake. It is no longer shown or counted; it stays in the "
        "history, with your reason."
    )
    form_class = ReasonForm
    button = "Withdraw it"
    success = "The issue is withdrawn."

    def save(self, form):
        return withdraw_issue(self.issue, by=self.person, reason=form.cleaned_data["reason"])

    def get_success_url(self):
        return reverse("meetings:issue-list")

    def get_back_url(self):
        return issue_url(self.issue)


class IssueMerge(OfIssue, FormPage):
    """Into one that reads like it, or that is looked for by its words."""

    allowed = coordinators
    title = "Merge it into another issue"
    template_name = "meetings/engagement/issue_merge.html"
    form_class = MergeForm
    button = "Merge them"
    success = "They are one issue now."

    @property
    def asked(self):
        text = self.request.POST.get("text") or self.request.GET.get("text", "")
        return UNSEEN.sub("", text).strip()[:200]

    @cached_property
    def found(self):
        others = HeardIssue.objects.visible_to(self.person).in_force().exclude(pk=self.issue.pk)
        if not self.asked:
            return alike(others, self.issue.title, self.issue.words, shown=SHOWN)
        return list(others.filter(title__icontains=self.asked).order_by("-heard_on")[:SHOWN])

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"rows": self.found}

    def get_context_data(self, **kwargs):
        return super().get_context_data(asked=self.asked, found=self.found, **kwargs)

    def save(self, form):
        self.into = merge_issue(self.issue, form.cleaned_data["into"], by=self.person)
        return self.into

    def get_success_url(self):
        return issue_url(getattr(self, "into", self.issue))


class SourceCreate(OfIssue, FormPage):
    allowed = engagement_loggers
    title = "Where else was it heard?"
    form_class = SourceForm
    success = "It is recorded where it was heard."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"person": self.person, "on": timezone.localdate()}

    def save(self, form):
        words = form.cleaned_data["said"]
        return add_source(self.issue, by=self.person, words=words, **form.source)


class SourceRemove(Allowed, View):
    """By a press on the issue's page: by a coordinator, or by whoever wrote it down."""

    allowed = engagement_loggers
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        rows = IssueSource.objects.filter(
            issue__in=HeardIssue.objects.visible_to(self.person).in_force()
        )
        if not self.access.coordinator:
            rows = rows.filter(by=self.person)
        source = get_object_or_404(rows.select_related("issue"), pk=kwargs["pk"])
        try:
            remove_source(source, by=self.person)
        except ValidationError as problem:
            messages.error(request, problem.messages[0])
        else:
            messages.success(request, "It is no longer recorded as heard there.")
        return HttpResponseRedirect(f"{issue_url(source.issue_id)}#sources")
