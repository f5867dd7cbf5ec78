"""Promises of attendance to read: all of them, those of a post, and one."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView

from meetings.filters_promises import PromiseFilter
from meetings.history import story_of
from meetings.models import AttendanceCommitment
from meetings.presenting import fact
from meetings.promises import glances, past_standings, standings, states
from meetings.promises.rotation import posts_of
from meetings.promises.showing import (
    LOOK_AHEAD,
    counts_of,
    lines_of,
    meetings_of,
    most_urgent_first,
    promises_for,
    shown,
)
from objectives.holders import seats
from stakeholders.models import Event, Post
from stakeholders.permissions import Allowed

A_PAGE = 25
# More than any office has: from here on, speed matters more than their order.
MANY = 100


def promise_readers(access):
    """The office's staff and auditors; whoever holds a post sees the post's own promises."""
    return access.sees_everything or bool(access.posts)


class CommitmentList(Allowed, TemplateView):
    """All promises that have not ended. The most urgent come first where they are as few as an
    office has; hundreds stand in the order of the schedule, and only a page of them is counted."""

    allowed = promise_readers
    template_name = "meetings/commitment_list.html"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        visible = AttendanceCommitment.objects.visible_to(self.person).on_schedule()
        filterset = PromiseFilter(self.request.GET, queryset=visible, request=self.request)
        rows = filterset.qs if filterset.chosen("ended") else filterset.qs.exclude(ends_on__lt=on)
        rows = rows.for_list().order_by("series__category__position", "series__position", "pk")
        total = visible.exclude(ends_on__lt=on).count()
        many = total > MANY
        found = glances_of(rows, filterset.chosen("state"), many=many, on=on)
        pages = Paginator(found, A_PAGE)
        if many and not any(self.request.GET.get(name) for name in filterset.filters):
            # They are all of them, and were just counted.
            pages.count = total
        page = pages.get_page(self.request.GET.get("page"))
        standings = glances(page, on=on) if many else list(page)
        return super().get_context_data(
            filter=filterset,
            page_obj=page,
            rows=shown(standings, on=on),
            counts=[] if many else counts_of([standing.state for standing in found]),
            total=total,
            place="promises",
            before=on + LOOK_AHEAD,
            many=many,
            **kwargs,
        )


def glances_of(rows, state, *, many, on):
    """Promises to take a page of: as they stand, or, of many, only those in `state`."""
    if not many:
        found = most_urgent_first(glances(rows, on=on))
        return [standing for standing in found if not state or standing.state == state]
    if not state:
        return rows
    found = states(rows.prefetch_related(None), on=on)
    return rows.filter(pk__in=[key for key, own in found.items() if own == state])


class CommitmentPost(Allowed, TemplateView):
    """What one post promised: what was done, what remains, and what meets soon."""

    allowed = promise_readers
    template_name = "meetings/commitment_post.html"

    def dispatch(self, request, *args, **kwargs):
        if not (self.access.sees_everything or self.kwargs["pk"] in self.access.posts):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        post = get_object_or_404(Post.objects.select_related("organisation"), pk=self.kwargs["pk"])
        rows = promises_for(self.person, on=on).filter(posts=post).with_posts()
        found = shown(most_urgent_first(standings(rows, on=on)), on=on)
        return super().get_context_data(
            post=post,
            holders=[holder.person for holder in seats([post.pk], on=on)[0].holders],
            rows=found,
            counts=counts_of([row.standing.state for row in found]),
            before=on + LOOK_AHEAD,
            **kwargs,
        )


class OfCommitment(Allowed):
    """A page about one promise, ended or not."""

    def get_commitment(self):
        rows = AttendanceCommitment.objects.visible_to(self.person).with_posts()
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class CommitmentDetail(OfCommitment, TemplateView):
    allowed = promise_readers
    template_name = "meetings/commitment_detail.html"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        commitment = self.get_commitment()
        standing = standings([commitment], on=on)[0]
        events = Event.objects.about(commitment).select_related("actor")
        by_forum = commitment.each_forum
        return super().get_context_data(
            commitment=commitment,
            standing=standing,
            facts=self.facts(commitment, standing),
            lines=lines_of(standing) if by_forum else [],
            meetings=[] if by_forum else meetings_of(standing),
            past=past_standings(commitment, on=on),
            story=list(story_of(events, named=False)),
            may_change=self.access.coordinator and not commitment.ended_reason,
            **kwargs,
        )

    def facts(self, commitment, standing):
        posts = [post.title for post in posts_of(standing)]
        cycle = standing.cycle
        facts = [
            fact("Who attends", " or ".join(posts) + (", in turn" if len(posts) > 1 else "")),
            fact("How it is counted", commitment.note),
            fact("This cycle", f"{_day(cycle.starts_on)} to {_day(cycle.ends_on)}"),
            fact("Reports back", "Whoever attends" if commitment.reports_back else "Not promised"),
        ]
        if commitment.ends_on:
            reason = f"\n{commitment.ended_reason}" if commitment.ended_reason else ""
            facts.append(fact("Promised until", f"{_day(commitment.ends_on)}{reason}"))
        return facts


def _day(day):
    return f"{day.day} {day:%B %Y}"
