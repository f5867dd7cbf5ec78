"""Issues that somebody's posts answer: signed in, and by the link of their digest."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property

from meetings import mine
from meetings.forms.engagement.heard import RespondForm, TellForm
from meetings.models import HeardIssue
from meetings.services.engagement import respond_to_issue, tell_people
from meetings.views.attending import Attending
from meetings.views.attending_by_link import AttendingByLink
from stakeholders.pages import ChangePage, FormPage
from stakeholders.permissions import officers


class OfOwnIssue(Attending):
    """One open issue of the person's own posts; another's is not there."""

    template_name = "meetings/engagement/issue_respond.html"

    def rows(self):
        return mine.issues(self.person.access.posts)

    @cached_property
    def issue(self):
        return get_object_or_404(self.rows(), pk=self.kwargs["pk"])

    def dispatch(self, request, *args, **kwargs):
        if officers(self.access):
            self.issue  # noqa: B018 - another's, or one that is closed, is not there
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        more = {"issue": self.issue, "caption": str(self.issue)}
        return super().get_context_data(**more | kwargs)


class IssueAnswer(OfOwnIssue, ChangePage):
    title = "What did you do?"
    form_class = RespondForm
    saved = "issue"

    def get_object(self):
        return get_object_or_404(self.rows(), pk=self.kwargs["pk"])

    def save(self, form):
        return respond_to_issue(self.object, by=self.person, version=form.opened_on, **form.changes)


class IssueTold(OfOwnIssue, FormPage):
    title = "How were people told?"
    form_class = TellForm
    saved = "told"

    def rows(self):
        if self.request.method == "POST":
            # Told meanwhile, or the button was pressed twice: the same telling again is one, and
            # another one is true as well.
            own = HeardIssue.objects.in_force().filter(owner_post__in=self.person.access.posts)
            return own.exclude(response="")
        return super().rows().untold()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"issue": self.issue, "on": timezone.localdate()}

    def save(self, form):
        return tell_people(self.issue, by=self.person, **form.said)


class IssueAnswerByLink(AttendingByLink, IssueAnswer):
    pass


class IssueToldByLink(AttendingByLink, IssueTold):
    pass
