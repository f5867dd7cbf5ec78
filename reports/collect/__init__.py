"""Makes a period's paper from the domain's tables, which nothing else in `reports` reads.

A paper is a function of plan, body, period and cut-off: the updates, dates and leads recorded by
the cut-off and none recorded after it, beside the plan's words as they stand (docs/decisions, 9).
`Particulars` are what the coordinator adds at its head and foot.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from actionplans.models import ActionPlan
from actionplans.periods import Period
from reports.document import Document, Heading
from stakeholders.models import GovernanceBody

from .contents import sections
from .counts import STATES
from .drafting import drafts
from .reading import read
from .rows import action_of
from .wording import kind

__all__ = ["Particulars", "collect", "drafts_for"]


@dataclass(frozen=True)
class Particulars:
    """What a person adds to a paper. `narratives` are Markdown by place (models.Narrative)."""

    private: bool = False
    agenda_item: str = ""
    meeting_date: date | None = None
    exempt_paragraph: str = ""
    correction: str = ""
    narratives: dict[str, str] = field(default_factory=dict)


def collect(
    plan: ActionPlan,
    body: GovernanceBody,
    period: Period,
    cut_off: datetime,
    particulars: Particulars | None = None,
) -> Document:
    """The paper on `plan` for `body`, without its closing box (reports.stamping).

    A public one bears no trace of an exempt row.
    """
    particulars = particulars or Particulars()
    reading = _read(plan, body, period, cut_off, particulars)
    # Whatever is printed enters its figures: they are gathered once the words are made.
    printed = sections(reading, particulars)
    contact = body.contact_post.title if body.contact_post else ""
    paragraph = particulars.exempt_paragraph or body.exemption_basis
    return Document(
        form=body.form,
        title=f"{plan.title}: {kind(period)}",
        office_name=reading.office_name,
        plan_title=plan.title,
        period_label=period.label,
        cut_off=cut_off,
        mark=plan.mark,
        heading=Heading(
            body_name=body.name,
            meeting_date=particulars.meeting_date,
            public=not particulars.private,
            agenda_item=particulars.agenda_item,
            private_reason=paragraph if particulars.private else "",
            report_of=body.report_author,
            contact_post=contact,
            contact_mailbox=body.contact_mailbox,
            to=body.name,
            from_post=body.report_author,
            originating_post=reading.coordinator_post or contact,
        ),
        sections=printed,
        objectives=tuple(objective.title for objective in reading.objectives),
        actions=tuple(map(action_of, reading.rows)),
        moments=reading.moments,
        figures=reading.figures.all(),
        states=STATES,
    )


def drafts_for(
    plan: ActionPlan,
    body: GovernanceBody,
    period: Period,
    cut_off: datetime,
    particulars: Particulars | None = None,
) -> dict[str, str]:
    """{place: sentences} from the figures of that paper, for the coordinator to take or change."""
    return drafts(_read(plan, body, period, cut_off, particulars or Particulars()))


def _read(plan, body, period, cut_off, particulars):
    return read(
        plan,
        body,
        period,
        cut_off,
        private=particulars.private,
        narratives=particulars.narratives,
    )
