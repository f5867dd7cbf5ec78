"""A plan's update rounds: who has answered, partly, not; reminded, sent back, closed."""

from collections import defaultdict

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import TemplateView

from actionplans.cut_offs import usual_answers_by, usual_cut_off
from actionplans.models import ActionPlan
from actionplans.quarters import Quarter
from objectives.exporting import CONTENT_TYPES
from objectives.exporting.return_form import file_name
from objectives.forms.rounds import (
    RoundChangeForm,
    RoundCloseForm,
    RoundOpenForm,
    SendBackForm,
)
from objectives.returns import ReturnState, position_of, tell
from objectives.rounds import counts_of
from objectives.services import (
    change_round,
    chase,
    close_round,
    download_return_form,
    open_round,
    send_back,
)
from objectives.services.rounds import check_chase, last_chased, moment_words
from stakeholders.dates import in_words, spoken
from stakeholders.models import Event, Person, Post
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import Allowed, coordinators, plan_readers, round_readers
from stakeholders.reminding import sending_day
from stakeholders.reminding.because import of_reader

from .editing_plans import InPlan

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


def quarters_to_open(plan, now):
    """The quarters whose round a coordinator may open now, the current one first."""
    if not plan.is_running or plan.rounds.open().exists():
        return []
    had = set(plan.rounds.values_list("quarter", flat=True))
    current = Quarter.containing(timezone.localdate(now))
    return [
        quarter
        for quarter in (current, current.previous())
        if usual_cut_off(quarter) > now
        and quarter.ends_on >= plan.starts_on
        and str(quarter) not in had
    ]


class RoundOpen(InPlan, FormPage):
    form_class = RoundOpenForm
    template_name = "objectives/round_open.html"
    title = "Open an update round"
    button = "Open the round"

    @cached_property
    def quarters(self):
        return quarters_to_open(self.plan, timezone.now())

    def get(self, request, *args, **kwargs):
        if not self.quarters:
            messages.info(request, "No round can be opened just now: see the rounds below.")
            return redirect(self.get_back_url())
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"quarters": self.quarters}

    def get_initial(self):
        if not self.quarters:
            return {}
        initial = {"quarter": str(self.quarters[0])}
        if len(self.quarters) == 1:
            today = timezone.localdate()
            initial["answers_by"] = usual_answers_by(self.quarters[0], asked_on=today)
        return initial

    def get_context_data(self, **kwargs):
        actions = self.plan.actions.open()
        leads = Post.objects.filter(
            action_leads__ended_at__isnull=True, action_leads__action__in=actions
        )
        return super().get_context_data(
            plan=self.plan,
            mark=self.plan.mark,
            caption=self.plan.title,
            actions=actions.count(),
            leads=leads.distinct().count(),
            reminding=self.plan.is_reminding_on(timezone.localdate()),
            **kwargs,
        )

    def save(self, form):
        fields = form.cleaned_data
        return open_round(
            self.plan, quarter=fields["quarter"], by=self.person, answers_by=fields["answers_by"]
        )

    def get_success(self):
        return f"The round is open. Leads answer by {spoken(self.object.answers_by)}."

    def get_back_url(self):
        return reverse("objectives:round-list", args=[self.plan.slug])

    def get_success_url(self):
        return reverse("objectives:round-detail", args=[self.plan.slug, self.object.quarter])


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


class RoundChange(InRound, ChangePage):
    form_class = RoundChangeForm
    title = "Change the day for the answers"
    success = "The day for the answers is changed."

    def get_object(self):
        return self.round

    @property
    def intro(self):
        return (
            f"The papers tell what was reported by {moment_words(self.round.cut_off)}, when the "
            "round closes by itself. Nobody is mailed about this change."
        )

    def save(self, form):
        day, version = form.cleaned_data["answers_by"], form.opened_on
        return change_round(self.round, by=self.person, answers_by=day, version=version)


class RoundClose(InRound, ConfirmPage):
    form_class = RoundCloseForm
    title = "Close the round?"
    button = "Close the round"
    success = "The round is closed. The papers are built from what was reported until now."

    def get_initial(self):
        return {"version": self.round.version}

    def get_consequence(self):
        position = position_of(self.round, on=timezone.localdate())
        words = f"{position.count}."
        if waiting := position.waiting:
            actions = "action still waits" if waiting == 1 else "actions still wait"
            words += (
                f" {waiting} {actions} for an answer: in the papers this reads “no update "
                "received”."
            )
        quarter = Quarter.parse(self.round.quarter)
        if not quarter.has_ended(timezone.localdate()):
            words += f" The quarter itself runs until {spoken(quarter.ends_on)}."
        return (
            f"{words} What is reported from now on is not in the quarter's papers, which are "
            "built within the hour. A closed round is not opened again."
        )

    def save(self, form):
        return close_round(self.round, by=self.person, version=form.cleaned_data["version"])

    def conflict(self, form, current):
        """Somebody changed or closed it meanwhile: the page says how it stands now."""
        messages.info(self.request, "Somebody else changed the round meanwhile. Look at it again.")
        return redirect(self.get_success_url())


class RoundChase(InRound, ConfirmPage):
    template_name = "objectives/round_chase.html"
    title = "Remind those who have not answered?"
    button = "Remind them"

    @cached_property
    def today(self):
        return timezone.localdate()

    @cached_property
    def items(self):
        return check_chase(self.round, on=self.today)

    @cached_property
    def people(self):
        """[(person, [post, or why it comes to them], number of actions)]: whom the press mails."""
        persons = Person.objects.in_bulk({item.person_id for item in self.items})
        posts = Post.objects.in_bulk({item.post_id for item in self.items if item.post_id})
        found = defaultdict(lambda: (set(), {}))
        for item in self.items:
            actions, why = found[item.person_id]
            actions.add(item.object_id)
            post = posts.get(item.post_id)
            why[of_reader(item.because, post) if item.because else str(post)] = None
        rows = [(persons[key], list(why), len(n)) for key, (n, why) in found.items()]
        return sorted(rows, key=lambda row: row[0].name)

    def elsewhere(self):
        if answer := super().elsewhere():
            return answer
        try:
            self.items  # noqa: B018 - refused where nobody is to be mailed
        except ValidationError as problem:
            messages.info(self.request, problem.message)
            return redirect(self.get_success_url())
        return None

    def form_invalid(self, form):
        """The last of them answered, or somebody else pressed, while this page was open."""
        return self.elsewhere() or super().form_invalid(form)

    @property
    def when(self):
        day = sending_day(self.today)
        return "now" if day == self.today else f"on {in_words(day, 'l j F')}"

    def get_context_data(self, **kwargs):
        last = last_chased(self.round)
        return super().get_context_data(people=self.people, last=last, when=self.when, **kwargs)

    def save(self, form):
        return chase(self.round, by=self.person)

    def get_success(self):
        people = "1 person is" if self.object == 1 else f"{self.object} people are"
        return f"{people} reminded {self.when}."


class SendBack(InRound, FormPage):
    form_class = SendBackForm
    template_name = "objectives/send_back.html"
    button = "Send it back"
    success = "It is sent back with your question. It waits for an answer again."

    @cached_property
    def action(self):
        actions = self.plan.actions.visible_to(self.person).select_related("objective")
        return get_object_or_404(actions, pk=self.kwargs["pk"])

    def get_title(self):
        return f"Send action {self.action.label} back with a question"

    def get_context_data(self, **kwargs):
        updates = self.action.updates.select_related("by", "post")
        return super().get_context_data(
            action=self.action, update=updates.order_by("-recorded_at", "-pk").first(), **kwargs
        )

    def save(self, form):
        question = form.cleaned_data["question"]
        return send_back(self.round, action=self.action, question=question, by=self.person)


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
        return HttpResponse(
            content,
            content_type=CONTENT_TYPES["docx"],
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "private, no-store",
            },
        )
