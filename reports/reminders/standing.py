"""What both sources share: which rung stands, and how an e-mail shows a paper."""

from reports.presenting import period_label
from stakeholders.reminding.sources import Line


def latest(steps, on):
    """Of the steps the one whose rung came last, or None where none has."""
    standing = [step for step in steps if step.latest(on) is not None]
    return max(standing, key=lambda step: step.latest(on), default=None)


def following(steps, on):
    """The first rung of any after `on`, or None."""
    return min((day for step in steps if (day := step.following(on)) is not None), default=None)


def told(report, *, details, **line):
    """A paper in an e-mail. Of a private one neither plan nor body nor period is told: that it is
    on its way can already tell something."""
    plan = report.plan
    coordinator = plan.coordinator_post
    words = f"Paper for the {report.body}: {period_label(report)}"
    return Line(
        heading="A private paper" if report.private else words,
        details=details,
        mark=plan.mark,
        reply_to=coordinator.mailbox if coordinator else "",
        plan="" if report.private else plan.title,
        **line,
    )
