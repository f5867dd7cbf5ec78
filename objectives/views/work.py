from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from objectives.answering import Answerable
from objectives.followed import asked_beside
from objectives.presenting import KEY, UPDATE_DUE
from stakeholders.permissions import Allowed, officers, plan_readers
from stakeholders.reminding.sources import elsewhere

from .saying import SaysNoChange


@dataclass
class Part:
    """A heading of the page and the rows under it; `code` is the state that its count shows."""

    code: str
    title: str
    short: str
    rows: list[Answerable]


class MyWork(SaysNoChange, Allowed, TemplateView):
    """What the signed-in person's posts lead, the most urgent first; as a deputy too."""

    allowed = plan_readers
    template_name = "objectives/my_work.html"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        shown = self.ask(on)
        asked = shown["asked"]
        work, answering = asked.work, asked.answering
        open_actions = [*work.to_answer, *work.rest]

        def part(code, title, short, actions):
            return Part(code, title, short, asked.of(actions))

        parts = [
            part("overdue", "Overdue", "overdue", work.overdue),
            part("due_soon", "Due in the next two weeks", "due soon", work.due_soon),
            part("asked", "The update round asks about these", "asked for", work.asked),
            part("update_due", "An update is due", "to update", work.update_due),
            part("to_confirm", "Complete, if you confirm it", "to confirm", work.to_confirm),
            part("rest", "Nothing to do yet", "not due yet", work.rest),
        ]
        return super().get_context_data(
            parts=[part for part in parts if part.rows],
            open_count=len(open_actions),
            finished=work.finished,
            answering=answering,
            several=len(answering) > 1,
            several_plans=len({action.plan_id for action in open_actions}) > 1,
            first=next(iter(work.to_answer), None),
            may_update=self.access.coordinator or not self.access.auditor,
            key=(*KEY, UPDATE_DUE),
            elsewhere=[(each.words, reverse(each.signed_in)) for each in elsewhere(self.person)],
            **shown | self.just_saved(on) | self.asked_beside(on) | kwargs,
        )

    def asked_beside(self, on):
        """Figures and risks of their posts, for those who may speak for them."""
        if not officers(self.access):
            return {}
        return asked_beside(
            self.person,
            on=on,
            reading_url=lambda pk: reverse("objectives:measure-reading", args=[pk]),
            risk_url=lambda pk: reverse("objectives:risk-review", args=[pk]),
        )
