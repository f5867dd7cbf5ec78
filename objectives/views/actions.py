from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from objectives.bearing import bearing_on_action
from objectives.deadlines import Certainty
from objectives.holders import seats
from objectives.listing import rows_of
from objectives.models import Action
from objectives.origins import origins_of
from objectives.permissions import may_confirm, may_sign, may_update, visible_action
from objectives.presenting import (
    KEY,
    UPDATE_DUE,
    date_words,
    done_words,
    says_the_day,
    slip_words,
    state_words,
)
from objectives.risks import score_words
from objectives.rounds import questions_about
from objectives.states import Status
from objectives.story import not_mine_about, story_of
from objectives.work import next_to_answer
from stakeholders.permissions import Allowed, plan_readers


class ActionDetail(Allowed, TemplateView):
    """Everything about one action: what it is, how it stands, what to do, what happened."""

    allowed = plan_readers
    template_name = "objectives/action_detail.html"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        action = visible_action(
            Action.objects.select_related("plan", "objective", "deadline", "last_update"),
            self.person,
            kwargs["pk"],
        )
        coordinator = self.access.coordinator
        in_force = action.plan.withdrawn_at is None
        subs = self.sub_actions(action, on)
        standing = [row for row in subs if row.action.status != Status.CLOSED]
        done = [row for row in standing if row.action.status == Status.COMPLETE]
        posts = list(action.leads.in_force().order_by("position").values_list("post", flat=True))
        leads = seats(posts, on=on)
        not_mine = list(not_mine_about(action))
        context = {
            "action": action,
            "mark": action.plan.mark,
            "state": state_words(action, on),
            "date": date_words(action, on),
            "due_on": due_on(action),
            "meant": meant(action.deadline),
            "slipped": slip_words(action),
            "leads": leads,
            "published_leads": published_leads(action, leads),
            "parent": self.parent(action),
            "origins": list(origins_of(action, self.person)),
            "bearing": bearing_on_action(action, self.person),
            "subs": subs,
            "done": done_words(len(done), len(standing)),
            "doubts": action.import_doubts.left() if coordinator else (),
            "duties": action.duties.all(),
            "lowers": self.lowers(action),
            "mentions": self.linked(action.references),
            "mentioned_by": self.linked(action.mentioned_by),
            "date_request": (
                action.date_requests.waiting().select_related("by", "post").first()
                if action.new_date_asked
                else None
            ),
            "not_mine": [row for row in not_mine if row.decided_at is None],
            "may_say_not_mine": in_force and action.is_open and may_sign(self.person, posts),
            "question": questions_about([action]).get(action.pk),
            "may_edit": coordinator,
            "may_update": in_force and may_update(self.person, action, posts=posts),
            "may_confirm": in_force and may_confirm(self.person, action),
            "story": story_of(action, not_mine=not_mine),
            "key": (*KEY, UPDATE_DUE),
        }
        return super().get_context_data(**context | self.just_saved(action, on) | kwargs)

    def parent(self, action):
        """What it is part of. The lead of a sub-action may be one who may not see its parent."""
        if not action.parent_id:
            return None
        action.parent.objective = action.objective
        return action.parent if action.parent.is_visible_to(self.person) else None

    def sub_actions(self, action, on):
        if action.parent_id:
            return []
        subs = list(action.sub_actions.order_by("position", "pk").select_related("deadline"))
        for sub in subs:
            sub.objective, sub.parent = action.objective, action
        if not self.access.sees_everything and any(sub.is_exempt for sub in subs):
            seen = set(action.sub_actions.visible_to(self.person).values_list("pk", flat=True))
            subs = [sub for sub in subs if sub.pk in seen]
        return rows_of(subs, person=self.person, on=on) if subs else []

    def lowers(self, action):
        """The open risks that it is to lower, with how high each is."""
        risks = action.risks.open().visible_to(self.person)
        return [(risk, score_words(risk.score)) for risk in risks]

    def linked(self, actions):
        """Those of the actions that the person may see, in the plan's order."""
        found = actions.visible_to(self.person).select_related("objective")
        return found.order_by("objective__position", "position", "pk")

    def just_saved(self, action, on):
        """What the person's own update will look like in the report, and where to go on."""
        update = action.last_update
        if (
            update is None
            or update.by_id != self.person.pk
            or self.request.GET.get("saved") != str(update.pk)
        ):
            return {}
        following = next_to_answer(self.person, after=action, on=on)
        url = reverse("objectives:action-update", args=[following.pk]) if following else ""
        return {"saved": update, "next": following, "next_url": url}


def due_on(action):
    """The due date where the published words don't say that very day."""
    said = action.deadline and says_the_day(action.deadline.text, action.due_on)
    return None if said else action.due_on


def meant(deadline):
    """The sentence about a deadline, where something was assumed or could not be read."""
    plain_date = deadline is None or (deadline.due_on and deadline.certainty == Certainty.CERTAIN)
    return "" if plain_date else deadline.note


def published_leads(action, seats):
    """The published words, where they are not just the post's title."""
    same = len(seats) == 1 and seats[0].post.title.lower() == action.lead_text.strip().lower()
    return "" if same else action.lead_text
