"""What was recorded about a plan's actions by a cut-off, and by the moments before it."""

from django.db.models import Q
from django.utils import timezone

from objectives.current import derive
from objectives.models import ActionLead, DateRequest, Deadline
from objectives.presenting import date_words, state_words
from objectives.rounds import answered_between
from stakeholders.models import Post

from .history import Past, grouped_by_action, latest_updates
from .rows import Row


class Recorded:
    """Makes the Row of an action. `before` is where movement is measured from; `moments` are the
    paper's (collect.moments), which begin with its cut-off."""

    def __init__(self, plan, cut_off, before, moments, round_opened_at):
        self.plan, self.cut_off, self.before, self.moments = plan, cut_off, before, moments
        self.on = timezone.localdate(cut_off)
        self.deadlines = grouped_by_action(Deadline, plan, "recorded_at", "pk")
        self.first_recorded_at = min(
            (rows[0].recorded_at for rows in self.deadlines.values()), default=None
        )
        self.leads = grouped_by_action(
            ActionLead,
            plan,
            "started_at",
            "position",
            "pk",
            fields=("action_id", "started_at", "ended_at", "position", "post_id", "post__title"),
        )
        self.held = set(
            Post.objects.in_force(self.on)
            .held(self.on)
            .filter(action_leads__action__plan=plan)
            .values_list("pk", flat=True)
        )
        self.updates = latest_updates(plan, cut_off)
        self.past = Past(plan, {before, *(moment.cut_off for moment in moments[1:])})
        # None where nobody was asked in a round.
        self.answered = round_opened_at and answered_between(plan, round_opened_at, cut_off)
        asked = DateRequest.objects.filter(action__plan=plan, asked_at__lte=cut_off)
        waiting = asked.filter(Q(decided_at__isnull=True) | Q(decided_at__gt=cut_off))
        self.asked = {request.action_id: request for request in waiting}

    def added_later(self, pk):
        """Whether the action came into the plan after the cut-off.

        A plan that was brought into the portal after the cut-off is shown as it was published:
        nothing could have been recorded earlier.
        """
        recorded = self.deadlines.get(pk)
        return bool(recorded) and self.first_recorded_at <= self.cut_off < recorded[0].recorded_at

    def of(self, action, *, place, objective):
        """The action's Row. Where it came into the plan later (`added_later`) it has none."""
        recorded = self.deadlines.get(action.pk, [])
        states = self.past.states_of(action.pk, recorded)
        self._set_back(action, recorded)
        state, dates = state_words(action, self.on), date_words(action, self.on)
        update, request = self.updates.get(action.pk), self.asked.get(action.pk)
        leads = self._leads(action)
        return Row(
            place=place,
            objective=objective,
            label=action.label,
            text=action.text,
            leads=tuple(lead.post__title for lead in leads)
            or ((action.lead_text,) if action.lead_text else ()),
            posts=tuple((lead.post_id, lead.post__title) for lead in leads),
            vacant=tuple(lead.post__title for lead in leads if lead.post_id not in self.held),
            state=state.code,
            states=(state.code, *(states[moment.cut_off] for moment in self.moments[1:])),
            state_notes=state.notes,
            state_before=states[self.before] or None,
            date_text=dates.published,
            date_notes=dates.notes,
            status=action.status,
            rag=action.rag,
            due_on=action.due_on,
            first_due_on=action.first_due_on,
            completed_on=action.completed_on,
            slips=action.slips,
            days_slipped=action.days_slipped,
            new_slips=self._slips_since(recorded) if states[self.before] else action.slips,
            begun=action.starts_on is None or action.starts_on <= self.on,
            update_due=state.update_due,
            reported_on=update and timezone.localdate(update.recorded_at),
            reported_since=bool(update and update.recorded_at > self.before),
            answered=None if self.answered is None else action.pk in self.answered,
            comment=update.comment if update else "",
            next_step=update.next_step if update else "",
            asked_due_on=request.due_on if request else None,
            asked_reason=request.reason if request else "",
            exempt_reason=action.exempt_reason,
            on=self.on,
            action=action.pk,
        )

    def _set_back(self, action, recorded):
        """From here on the action in hand is the one of the cut-off, and is said in the same words
        as on a page."""
        # What the plan was published with holds from its beginning, whenever it was typed in.
        deadlines = [row for row in recorded if row.recorded_at <= self.cut_off] or recorded[:1]
        update = self.updates.get(action.pk)
        values = derive(
            action=action,
            plan=self.plan,
            deadlines=deadlines,
            updates=[update] if update else [],
            date_asked=action.pk in self.asked,
        )
        for field, value in values.items():
            setattr(action, field, value)
        action.deadline = deadlines[-1] if deadlines else None

    def _leads(self, action):
        leads = self.leads.get(action.pk, [])
        held = [
            lead
            for lead in leads
            if lead.started_at <= self.cut_off
            and (lead.ended_at is None or lead.ended_at > self.cut_off)
        ]
        if not held and leads and leads[0].started_at > self.cut_off:
            held = [lead for lead in leads if lead.started_at == leads[0].started_at]
        return sorted(held, key=lambda lead: lead.position)

    def _slips_since(self, recorded):
        return sum(
            row.kind == Deadline.Kind.REDATED and self.before < row.recorded_at <= self.cut_off
            for row in recorded
        )
