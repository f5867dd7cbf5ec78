"""Writing down what was heard: first looked for among what was heard before."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from meetings.engagement.heard.alike import alike
from meetings.forms.engagement.heard_sources import NewIssueForm
from meetings.models import Consultation, EngagementActivity, HeardIssue, Meeting
from meetings.presenting_heard import dress_issues
from meetings.services.engagement import add_source, hear_issue
from stakeholders.pages import FormPage
from stakeholders.permissions import engagement_loggers

from .heard import issue_url

PLACES = {"activity": EngagementActivity, "meeting": Meeting, "consultation": Consultation}


class IssueCreate(FormPage):
    """By hand, or from where it was heard (`?activity=`, `?meeting=`, `?consultation=`). Where
    something like it was heard before, that is shown first: one press adds this to it as another
    source."""

    allowed = engagement_loggers
    title = "What was heard?"
    template_name = "meetings/engagement/issue_create.html"
    form_class = NewIssueForm
    button = "Save the issue"

    @cached_property
    def place(self):
        """Such as {"activity": …}; None where it is written down by hand."""
        for name, model in PLACES.items():
            if key := self.request.GET.get(name):
                rows = model.objects.visible_to(self.person)
                if not key.isdecimal() or len(key) > 15:
                    raise Http404
                return {name: get_object_or_404(rows, pk=key)}
        return None

    @property
    def of(self):
        return next(iter(self.place.values())) if self.place else None

    def get_initial(self):
        if not self.place:
            return {"kind": "correspondence"}
        initial = {"exempt_reason": self.of.exempt_reason}
        if activity := self.place.get("activity"):
            groups = activity.groups.all()
            initial["groups"] = [group.counts_for_id for group in groups]
            initial["areas"] = activity.areas.all()
        return initial

    def get_form_kwargs(self):
        more = {"person": self.person, "on": timezone.localdate(), "place": self.place}
        return super().get_form_kwargs() | more

    def form_valid(self, form):
        if not {"into", "new"} & set(self.request.POST) and (found := self.like(form)):
            return self.render_to_response(self.get_context_data(form=form, alike=found))
        return super().form_valid(form)

    def like(self, form):
        rows = HeardIssue.objects.visible_to(self.person).in_force()
        private = bool(form.cleaned_data["exempt_reason"])
        rows = rows.exclude(exempt_reason="") if private else rows.filter(exempt_reason="")
        found = alike(rows, form.cleaned_data["title"], form.cleaned_data["words"])
        return dress_issues(found, timezone.localdate())

    def save(self, form):
        if key := self.request.POST.get("into"):
            rows = HeardIssue.objects.visible_to(self.person).in_force()
            issue = get_object_or_404(rows, pk=key if key.isdecimal() and len(key) < 16 else 0)
            words = form.cleaned_data["said"] or form.cleaned_data["words"][:2000]
            add_source(issue, by=self.person, words=words, **form.source)
            messages.success(self.request, "It was heard before: this is another source of it.")
            return issue
        issue = hear_issue(by=self.person, **form.source | form.issue)
        messages.success(self.request, "The issue is recorded.")
        return issue

    def get_context_data(self, **kwargs):
        place = {"caption": str(self.of or ""), "heard": getattr(self.of, "heard", "")}
        return super().get_context_data(**place | kwargs)

    def get_success_url(self):
        return issue_url(self.object)

    def get_back_url(self):
        if meeting := (self.place or {}).get("meeting"):
            return reverse("meetings:meeting-detail", args=[meeting.pk])
        return reverse("meetings:issue-list")
