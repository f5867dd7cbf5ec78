"""A plan's update rounds, run: opened, changed, reminded, sent back, closed."""

from collections import defaultdict

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from actionplans.cut_offs import usual_answers_by
from actionplans.quarters import Quarter
from objectives.forms.rounds import (
    RoundChangeForm,
    RoundCloseForm,
    RoundOpenForm,
    SendBackForm,
)
from objectives.returns import position_of
from objectives.round_calendar import quarters_to_open
from objectives.services import (
    change_round,
    chase,
    close_round,
    open_round,
    send_back,
)
from objectives.services.rounds import check_chase, last_chased, moment_words
from stakeholders.dates import in_words, spoken
from stakeholders.models import Person, Post
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.reminding import sending_day
from stakeholders.reminding.because import of_reader

from .editing_plans import InPlan
from .rounds import InRound


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
