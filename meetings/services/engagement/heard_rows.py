"""What every verb for an issue heard does alike: lock it, change it, watch what is public of it."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from stakeholders.editing import lock_row
from stakeholders.events import record, values_of
from stakeholders.refusing import beside

MANY = ("groups", "areas")
# What the public page says of an issue: changed, nobody has seen how it reads.
PUBLIC = ("title", "words", "response", "exempt_reason", *MANY)
OFF_THE_PUBLIC_PAGE = {"published_at": None, "published_by": None}


def in_force(issue, *, version=None):
    """The issue, locked; refused where it was taken back or leads to another one."""
    issue = lock_row(issue, version=version)
    if issue.withdrawn_at or issue.merged_into_id:
        raise ValidationError(
            "This issue was withdrawn or merged into another one", code="issue_gone"
        )
    return issue


def refuse_future(day, *, field, at, code):
    if day > timezone.localdate(at):
        raise beside(field, "The day must not be in the future", code)


def change_issue(issue, *, by, verb, changes, said=None, at=None):
    """Set the fields in `changes` of a locked issue, groups and areas too; `said` goes to the log
    beside them, or alone. Whatever changes what the public reads takes it off the public page."""
    changed = {name: value for name, value in changes.items() if differs(issue, name, value)}
    if not changed:
        if said:
            record(verb, issue, by=by, after=said, at=at)
        return issue
    if issue.published_at and set(changed) & set(PUBLIC):
        changed |= OFF_THE_PUBLIC_PAGE
    before = shown(issue, changed)
    for name, value in changed.items():
        if name in MANY:
            getattr(issue, name).set(value)
        else:
            setattr(issue, name, value)
    issue.version += 1
    issue.save(update_fields=[*(name for name in changed if name not in MANY), "version"])
    after = shown(issue, changed) | (said or {})
    record(verb, issue, by=by, before=before, after=after, at=at)
    return issue


def with_those_of(issue, other):
    """The groups and areas of both, as `change_issue` takes them."""
    return {name: {*getattr(issue, name).all(), *getattr(other, name).all()} for name in MANY}


def differs(issue, name, value):
    if name in MANY:
        return set(getattr(issue, name).all()) != set(value)
    return getattr(issue, name) != value


def shown(issue, names):
    lists = {
        name: [str(row) for row in getattr(issue, name).all()] for name in set(names) & {*MANY}
    }
    return values_of(issue, [name for name in names if name not in MANY]) | lists


def earliest(issue):
    """The day on which it was first heard: its earliest source's."""
    return issue.sources.order_by("heard_on").values_list("heard_on", flat=True).first()
