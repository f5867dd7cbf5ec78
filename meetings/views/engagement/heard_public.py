"""What the public reads of “You said, we did”: letting an issue out, and the page itself."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from meetings.engagement.heard import public, public_issues
from meetings.engagement.heard.privacy import findings_of
from meetings.engagement.kept import OF_PLANS_AND_PAPERS
from meetings.filters_heard import PublicFilter
from meetings.forms.engagement.heard import PublishForm
from meetings.models import HeardIssue
from meetings.presenting_heard import dress_public
from meetings.services.engagement import publish_issue, unpublish_issue
from stakeholders.forms.reasons import ReasonForm
from stakeholders.kept_pages import KeptPage
from stakeholders.office import OfficeWords
from stakeholders.pages import ConfirmPage, FormPage
from stakeholders.permissions import coordinators

from .heard import OfIssue

PAGE = 10
# A page that was switched off, or an issue that was taken back, is seen to be so within this time.
FRESH_SECONDS = 5 * 60


class IssuePublish(OfIssue, FormPage):
    """Shows exactly how it reads, and what in it could tell who said it."""

    allowed = coordinators
    title = "Put it on the public page?"
    template_name = "meetings/engagement/issue_publish.html"
    form_class = PublishForm
    button = "Put it on the public page"
    success = "It is on the public page."

    @cached_property
    def found(self):
        return findings_of(self.issue)

    def get_initial(self):
        return {"version": self.issue.version}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"found": self.found}

    def save(self, form):
        return publish_issue(
            self.issue,
            by=self.person,
            checked=form.cleaned_data.get("checked", ""),
            version=form.cleaned_data["version"],
        )

    def get_context_data(self, **kwargs):
        (issue,) = dress_public(public.with_all(HeardIssue.objects.filter(pk=self.issue.pk)))
        title = "How the public reads it" if issue.published_at else self.title
        return super().get_context_data(
            **{
                "title": title,
                "issue": issue,
                "found": self.found,
                "ready": bool(issue.response and issue.tellings.all() and not issue.exempt_reason),
                "public_page": OfficeWords().public_page,
            }
            | kwargs
        )


class IssueUnpublish(OfIssue, ConfirmPage):
    allowed = coordinators
    title = "Take it off the public page?"
    consequence = "The public no longer sees it. It can be put back at any time."
    form_class = ReasonForm
    button = "Take it off"
    success = "It is off the public page."

    def save(self, form):
        return unpublish_issue(self.issue, by=self.person, reason=form.cleaned_data["reason"])


@method_decorator(login_not_required, name="dispatch")
class YouSaid(KeptPage, TemplateView):
    """For everybody, where the office has switched its public page on. Nothing is kept of who
    reads it."""

    template_name = "meetings/engagement/you_said.html"
    apart_from = OF_PLANS_AND_PAPERS

    def dispatch(self, request, *args, **kwargs):
        if not OfficeWords().public_page:
            raise Http404
        response = super().dispatch(request, *args, **kwargs)
        # The frame of a page bears the name of whoever is signed in.
        if not request.user.is_authenticated:
            patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(front_url=reverse("public-front"), **kwargs)

    def read(self):
        filterset = PublicFilter(self.request.GET, queryset=public_issues())
        page = Paginator(filterset.qs, PAGE).get_page(self.request.GET.get("page"))
        return {
            "filter": filterset,
            "page_obj": page,
            "issues": dress_public(page),
            "total": public_issues().count(),
        }
