"""You said, we did: which loops are open, and the story of one issue."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from meetings.engagement.heard import loops
from meetings.engagement.heard.listing import in_list
from meetings.engagement.heard.public import groups_of
from meetings.engagement.heard.sources import heard_of, sources_of
from meetings.engagement.kept import OF_PLANS_AND_PAPERS
from meetings.filters_heard import IssueFilter
from meetings.models import HeardIssue
from meetings.presenting_heard import dress_issues
from objectives.permissions import may_answer
from stakeholders.kept_pages import KeptPage
from stakeholders.models import Event
from stakeholders.office import OfficeWords
from stakeholders.permissions import Allowed, engagement_loggers, engagement_readers

PAGE = 25


def issue_url(issue):
    return reverse("meetings:issue-detail", args=[getattr(issue, "pk", issue)])


class IssueList(KeptPage, Allowed, TemplateView):
    """Open loops, the longest open on top."""

    allowed = engagement_readers
    template_name = "meetings/engagement/issue_list.html"
    apart_from = OF_PLANS_AND_PAPERS

    def read(self):
        on = timezone.localdate()
        rows = HeardIssue.objects.visible_to(self.person).in_force()
        filterset = IssueFilter(self.request.GET, queryset=rows, request=self.request)
        page = Paginator(in_list(filterset.qs), PAGE).get_page(self.request.GET.get("page"))
        found = loops(on, person=self.person, longest=1)
        return {
            "filter": filterset,
            "page_obj": page,
            "issues": dress_issues(page, on),
            "loops": found,
            "longest": next(iter(found.longest), None),
            "may_hear": engagement_loggers(self.access),
            "public_page": OfficeWords().public_page,
            "place": "issues",
        }


def may_edit(person, issue):
    """Whoever may answer it, and whoever wrote down where it was heard."""
    if may_answer(person, issue):
        return True
    return engagement_loggers(person.access) and issue.sources.filter(by=person).exists()


class OfIssue(Allowed):
    """A page about one issue. `may(person, issue)` says who may use it of those who may see it."""

    allowed = engagement_readers
    in_force = True

    @staticmethod
    def may(person, issue):
        return True

    def get_issue(self):
        rows = HeardIssue.objects.visible_to(self.person)
        if self.in_force:
            rows = rows.in_force()
        rows = rows.select_related("owner_post", "action__plan", "action__objective", "merged_into")
        issue = get_object_or_404(rows, pk=self.kwargs["pk"])
        if not self.may(self.person, issue):
            raise PermissionDenied
        return issue

    @cached_property
    def issue(self):
        return self.get_issue()

    def dispatch(self, request, *args, **kwargs):
        if type(self).allowed(self.access):
            self.issue  # noqa: B018 - who may not use the page may not send to it either
        return super().dispatch(request, *args, **kwargs)

    def get_success_url(self):
        return issue_url(self.issue)

    def get_context_data(self, **kwargs):
        page = {"issue": self.issue, "caption": str(self.issue)}
        return super().get_context_data(**page | kwargs)


class IssueDetail(OfIssue, TemplateView):
    """What people said, what the office did, and that they were told."""

    template_name = "meetings/engagement/issue_detail.html"
    in_force = False

    def get(self, request, *args, **kwargs):
        if into := self.issue.merged_into:
            messages.info(request, f"“{self.issue}” is part of this issue now.")
            return HttpResponseRedirect(issue_url(into))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        issue, person = self.issue, self.person
        on = timezone.localdate()
        (issue,) = dress_issues([issue], on)
        issue.shown_groups = groups_of(issue)
        tellings = list(issue.tellings.select_related("method", "by").prefetch_related("groups"))
        heard = heard_of(issue)
        in_force = not issue.withdrawn_at
        answers = in_force and may_answer(person, issue)
        return super().get_context_data(
            issue=issue,
            heard=heard,
            areas=list(issue.areas.all()),
            sources=sources_of(issue, person),
            tellings=tellings,
            heard_since=heard_since(issue, heard),
            reopened=reopened(issue) if in_force else None,
            sees_action=issue.action is not None and issue.action.is_visible_to(person),
            action_state=issue.action.shown_state(on) if issue.action else "",
            may_change=in_force and self.access.coordinator,
            may_answer=answers,
            may_edit=answers or (in_force and may_edit(person, issue)),
            may_hear=in_force and engagement_loggers(self.access),
            public_page=OfficeWords().public_page,
            **kwargs,
        )


def heard_since(issue, heard):
    """The last day on which it was heard again after it was closed, or None."""
    if issue.closed_at and heard.last and heard.last > timezone.localdate(issue.closed_at):
        return heard.last
    return None


def reopened(issue):
    """The log's line of when and why an open issue was opened again."""
    if issue.closed_at:
        return None
    events = Event.objects.filter(
        object_type=issue._meta.label_lower, object_id=issue.pk, verb="issue reopened"
    )
    return events.order_by("-at", "-pk").first()
