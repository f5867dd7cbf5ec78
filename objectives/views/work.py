from dataclasses import dataclass

from django.utils import timezone
from django.views.generic import TemplateView

from objectives.holders import answers_for
from objectives.listing import Row, rows_of
from objectives.presenting import KEY, UPDATE_DUE
from objectives.work import work_of
from stakeholders.permissions import Allowed, plan_readers


@dataclass
class Part:
    """A heading of the page and the rows under it; `code` is the state that its count shows."""

    code: str
    title: str
    short: str
    rows: list[Row]


class MyWork(Allowed, TemplateView):
    """What the signed-in person's posts lead, the most urgent first; as a deputy too."""

    allowed = plan_readers
    template_name = "objectives/my_work.html"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        work = work_of(self.person, on=on)
        answering = answers_for(self.person, on=on)
        open_actions = [*work.overdue, *work.due_soon, *work.update_due, *work.rest]
        rows = {
            row.action.pk: (
                row,
                [answering[lead.post] for lead in row.leads if lead.post in answering],
            )
            for row in rows_of([*work.to_confirm, *open_actions], person=self.person, on=on)
        }

        def part(code, title, short, actions):
            return Part(code, title, short, [rows[action.pk] for action in actions])

        parts = [
            part("overdue", "Overdue", "overdue", work.overdue),
            part("due_soon", "Due in the next two weeks", "due soon", work.due_soon),
            part("update_due", "An update is due", "to update", work.update_due),
            part("to_confirm", "Complete, if you confirm it", "to confirm", work.to_confirm),
            part("rest", "Nothing to do yet", "not due yet", work.rest),
        ]
        return super().get_context_data(
            parts=[part for part in parts if part.rows],
            open_count=len(open_actions),
            finished=work.finished,
            answering=list(answering.values()),
            several=len(answering) > 1,
            several_plans=len({action.plan_id for action in open_actions}) > 1,
            first=next(iter([*work.overdue, *work.due_soon, *work.update_due]), None),
            may_update=self.access.coordinator or not self.access.auditor,
            key=(*KEY, UPDATE_DUE),
            **kwargs,
        )
