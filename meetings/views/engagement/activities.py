"""The engagement log, and one activity of it."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from meetings.engagement import activities as log
from meetings.engagement.files import files_of
from meetings.engagement.filtering import ActivityFilter
from meetings.engagement.heard.listing import heard_at
from meetings.engagement.kept import OF_PLANS_AND_PAPERS
from meetings.engagement.showing import facts_of, links_of
from meetings.history import events_about, story_of
from meetings.models import EngagementActivity
from meetings.presenting_heard import dress_issues
from stakeholders.kept_pages import KeptPage
from stakeholders.permissions import Allowed, engagement_loggers, engagement_readers

A_PAGE = 25


def activity_url(activity):
    return reverse("meetings:activity-detail", args=[activity.pk])


class ActivityList(KeptPage, Allowed, TemplateView):
    """What was done with communities, latest first; what is ahead by its state."""

    allowed = engagement_readers
    template_name = "meetings/engagement/activity_list.html"

    @property
    def apart_from(self):
        # Narrowed to an action or an objective, it names it, and depends on who sees that.
        of_plan = {"action", "objective"} & set(self.request.GET)
        return () if of_plan else OF_PLANS_AND_PAPERS

    def read(self):
        on = timezone.localdate()
        rows = EngagementActivity.objects.visible_to(self.person).in_force()
        filterset = ActivityFilter(self.request.GET, queryset=rows, request=self.request, on=on)
        found = filterset.qs
        counts = log.counts_of(rows, on)
        pages = Paginator(log.in_lists(found), A_PAGE)
        total = counts["until_today" if filterset.until_today else "all"]
        if not any(self.request.GET.get(name) for name in filterset.filters):
            # It is known already: counting 20,000 rows takes as long as the page's other queries.
            pages.count = total
        page = pages.get_page(self.request.GET.get("page"))
        return {
            "filter": filterset,
            "page_obj": page,
            "activities": log.dress(page, on),
            "total": total,
            "counts": counts,
            "status": self.request.GET.get("status", ""),
            "may_log": engagement_loggers(self.access),
        }

    def get_context_data(self, **kwargs):
        # Files on their way in write no log before they are saved: they are not kept.
        files = files_of(self.request, self.access)
        may_log = engagement_loggers(self.access)
        return super().get_context_data(may_log=may_log, place="log", **files, **kwargs)


class OfActivity:
    """A page about one activity that the person may see; `changes` it, or only shows it."""

    allowed = engagement_readers
    changes = True

    def get_activity(self):
        rows = EngagementActivity.objects.visible_to(self.person)
        if self.changes:
            rows = rows.in_force()
        rows = rows.select_related("method", "principle", "programme")
        activity = get_object_or_404(rows, pk=self.kwargs["pk"])
        if self.changes and not log.may_change(self.person, activity):
            raise PermissionDenied
        return activity

    @cached_property
    def activity(self):
        return self.get_activity()

    def get_success_url(self):
        return activity_url(self.activity)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"caption": self.activity.title} | kwargs)


class ActivityDetail(OfActivity, Allowed, TemplateView):
    template_name = "meetings/engagement/activity_detail.html"
    changes = False

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        activity = self.activity
        (activity,) = log.dress([activity], on)
        may = activity.withdrawn_at is None and log.may_change(self.person, activity)
        may_log = engagement_loggers(self.access)
        hear_url = f"{reverse('meetings:issue-create')}?activity={activity.pk}"
        return super().get_context_data(
            activity=activity,
            facts=facts_of(activity, self.person),
            links=links_of(activity, self.person),
            issues_heard=dress_issues(heard_at(self.person, activity=activity), on),
            hear_url=hear_url if may_log and activity.held_on <= on else "",
            may_change=may,
            may_log=may_log,
            unconfirmed=activity.is_unconfirmed(on),
            has_come=activity.held_on <= on,
            logged="logged" in self.request.GET and may,
            sees_changes=self.access.sees_everything,
            **kwargs,
        )


class ActivityHistory(OfActivity, Allowed, TemplateView):
    """What changed is for the office's staff and auditors: it holds what was private once."""

    template_name = "meetings/engagement/activity_history.html"
    changes = False

    @staticmethod
    def allowed(access):
        return access.sees_everything

    def get_context_data(self, **kwargs):
        pages = Paginator(events_about(self.activity), 50)
        page = pages.get_page(self.request.GET.get("page"))
        story = list(story_of(page, named=False))
        return super().get_context_data(
            activity=self.activity, page_obj=page, story=story, **kwargs
        )
