"""A plan's update rounds, read: who has answered, partly, not; the form in Word."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import TemplateView

from actionplans.models import ActionPlan
from actionplans.quarters import Quarter
from objectives.exporting import CONTENT_TYPES
from objectives.exporting.return_form import file_name
from objectives.returns import ReturnState, position_of, tell
from objectives.round_calendar import quarters_to_open
from objectives.rounds import counts_of
from objectives.services import (
    download_return_form,
)
from objectives.services.rounds import last_chased, moment_words
from stakeholders.downloads import as_file
from stakeholders.models import Event
from stakeholders.permissions import Allowed, coordinators, plan_readers, round_readers

PAGE = 50
ALL_ANSWERED = "Every action has been answered: there is nothing to fill in."
NOT_ASKED = "None of your posts is asked anything in this round."


class InRound:
    """A page about one round. Its quarter may be typed in any form that commands take."""

    allowed = coordinators
    only_open = True

    @cached_property
    def plan(self):
        plans = ActionPlan.objects.visible_to(self.person)
        return get_object_or_404(plans, slug=self.kwargs["slug"])

    @cached_property
    def round(self):
        try:
            quarter = Quarter.parse(self.kwargs["quarter"])
        except ValueError as problem:
            raise Http404(str(problem)) from None
        round = get_object_or_404(self.plan.rounds, quarter=str(quarter))
        round.plan = self.plan
        return round

    def get_success_url(self):
        return reverse("objectives:round-detail", args=[self.plan.slug, self.round.quarter])

    def get(self, request, *args, **kwargs):
        return self.elsewhere() or super().get(request, *args, **kwargs)

    def elsewhere(self):
        """Where this page is not the one to show: the same in the quarter's proper form, or the
        round's, once it is closed."""
        if self.kwargs["quarter"] != self.round.quarter:
            here = {**self.kwargs, "quarter": self.round.quarter}
            return redirect(reverse(self.request.resolver_match.view_name, kwargs=here))
        if self.only_open and not self.round.is_open:
            closed = moment_words(self.round.closed_at)
            words = f"This round was closed at {closed}. Nothing more is asked."
            messages.info(self.request, words)
            return redirect(self.get_success_url())
        return None

    def get_context_data(self, **kwargs):
        words = {"caption": f"{self.plan.title}, {self.round.label}", "mark": self.plan.mark}
        return super().get_context_data(**words | kwargs)


class RoundList(Allowed, TemplateView):
    """Every round of a plan, the newest first; how many answered is counted at the close."""

    allowed = round_readers
    template_name = "objectives/round_list.html"

    def get_context_data(self, **kwargs):
        plans = ActionPlan.objects.visible_to(self.person)
        plan = get_object_or_404(plans, slug=kwargs["slug"])
        rounds = list(plan.rounds.select_related("closed_by", "opened_by"))
        closes = Event.objects.filter(verb="update round closed", plan_id=plan.pk)
        counted = {event.object_id: event.after for event in closes}
        counted |= counts_of(round for round in rounds if round.is_open)
        return super().get_context_data(
            plan=plan,
            mark=plan.mark,
            rows=[(round, counted.get(round.pk)) for round in rounds],
            may_open=self.access.coordinator and bool(quarters_to_open(plan, timezone.now())),
            **kwargs,
        )


class RoundDetail(InRound, Allowed, TemplateView):
    allowed = round_readers
    only_open = False
    template_name = "objectives/round_detail.html"

    def get_context_data(self, **kwargs):
        round, today = self.round, timezone.localdate()
        # The people of a closed round are those of its close.
        on = today if round.is_open else timezone.localdate(round.closed_at)
        position = position_of(round, on=on)
        state = self.request.GET.get("state", "")
        shown = position.returns
        if state in ReturnState.values:
            shown = position.in_state(state)
        page = Paginator(shown, PAGE).get_page(self.request.GET.get("page"))
        unled = [position.unled] if position.unled and page.number == 1 and not state else []
        tell(round, [*page.object_list, *unled])
        may_edit = self.access.coordinator and self.plan.withdrawn_at is None
        return super().get_context_data(
            plan=self.plan,
            round=round,
            position=position,
            page_obj=page,
            unled=unled,
            state=state if state in ReturnState.values else "",
            state_words=dict(ReturnState.choices).get(state, ""),
            states=[
                {"code": one.value, "word": one.label, "count": len(position.in_state(one))}
                for one in ReturnState
            ],
            today=today,
            ended=Quarter.parse(round.quarter).has_ended(today),
            chased=last_chased(round),
            reminding=self.plan.is_reminding_on(today),
            may_send_back=may_edit and round.is_open,
            may_edit=may_edit,
            **kwargs,
        )


class RoundForm(InRound, Allowed, View):
    """The return form in Word: of one post, or of all that the person may ask for."""

    allowed = plan_readers

    def get(self, request, *args, **kwargs):
        return self.elsewhere() or self.file()

    def get_success_url(self):
        if self.access.sees_everything:
            return super().get_success_url()
        return reverse("objectives:plan-detail", args=[self.plan.slug])

    def file(self):
        asked = self.request.GET.get("post", "")
        post = int(asked) if asked.isdecimal() and len(asked) < 10 else None
        posts = [post] if asked else None
        if not self.access.sees_everything:
            own = self.access.posts
            posts = [key for key in posts if key in own] if posts else list(own)
        content = download_return_form(self.round, by=self.person, posts=posts)
        if content is None and asked:
            raise Http404("No such post is asked anything in this round")
        if content is None:
            everybody = self.access.sees_everything
            messages.info(self.request, ALL_ANSWERED if everybody else NOT_ASKED)
            return redirect(self.get_success_url())
        name = file_name(self.round, post=post)
        return as_file(HttpResponse(content), name=name, content_type=CONTENT_TYPES["docx"])
