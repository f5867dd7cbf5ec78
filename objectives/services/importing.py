"""A file's way to a plan: started, answered, saved, given up, undone."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from objectives.importing.answering import answer_given
from objectives.importing.background import queue_read
from objectives.importing.keeping import kept_fields, lock_ready, save_changed
from objectives.importing.reviewing import review
from objectives.importing.roles import ROLES
from objectives.importing.saving import ImportRefused, import_plan
from objectives.importing.tables import LEFT_OUT
from objectives.models import ImportDraft
from stakeholders.editing import change_row, lock_row
from stakeholders.events import record
from stakeholders.models import Event, Organisation, Post

Status = ImportDraft.Status


@transaction.atomic
def start_import(
    *,
    by,
    name,
    content,
    title,
    starts_on,
    ends_on=None,
    quarters="",
    bare_years="calendar",
    at=None,
):
    """Keep the file and have it read. Nothing of a plan is written before `save_import`."""
    at = at or timezone.now()
    draft = ImportDraft.objects.create(
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        quarters=quarters,
        bare_years=bare_years,
        **kept_fields(name, content, by=by, at=at),
    )
    after = {"file": draft.file_name, "sha256": draft.sha256, "title": title}
    record("import started", draft, by=by, after=after, at=at)
    queue_read(draft.pk)
    return draft


def change_import(draft, *, by, changes, version=None, at=None):
    """Another title, period or way to count quarters: the plan is interpreted with them anew."""
    _refuse_unless_open(draft)
    verb = "import changed"
    return change_row(draft, by=by, verb=verb, changes=changes, version=version, at=at)


@transaction.atomic
def answer_doubts(draft, *, by, key, choice, value="", was=None, at=None):
    """Answer one doubt, or at once all that are one question; `key` is a doubt's or a group's.

    `was` is the answer that stood there when the question was shown ("" for none): where somebody
    else has answered since, EditConflict is raised. Raises ValidationError for what can't be
    answered so. Other people's answers to other doubts stay.
    """
    current = lock_ready(draft, _WHY_NOT)
    asked = review(current, on=timezone.localdate(at)).asked(key)
    given = answer_given(asked, current=current, choice=choice, value=value, was=was)
    current.answers = current.answers | {key: given | {"by": by.pk}}
    return save_changed(current, "answers")


@transaction.atomic
def map_columns(draft, *, by, table, columns, left_out=False, version=None, at=None):
    """Say what each column of a table is: {column's index: role}; or leave the table out."""
    current = lock_ready(draft, _WHY_NOT, version=version)
    if any(role not in ROLES for role in columns.values()):
        raise ValidationError("Choose what each column is", code="no_such_role")
    known = {each.index for each in review(current, on=timezone.localdate(at)).tables}
    if table not in known:
        raise ValidationError("The file has no such table", code="no_such_table")
    chosen = {str(column): role for column, role in columns.items()}
    if left_out:
        chosen[LEFT_OUT] = "yes"
    current.mapping = current.mapping | {table: chosen}
    return save_changed(current, "mapping")


@transaction.atomic
def save_import(draft, *, by, version=None, at=None):
    """Make the plan as it was looked through, all of it or nothing. Reminders stay off."""
    at = at or timezone.now()
    current = lock_ready(draft, _WHY_NOT, version=version)
    if current.amends:
        raise ValidationError("This file changes a plan that is there", code="amends")
    found = review(current, on=timezone.localdate(at))
    if found.plan is None:
        raise ValidationError(found.problem, code="no_plan")
    try:
        imported = import_plan(
            contents=found.contents, draft=found.plan, by=by, answers=current.answers, at=at
        )
    except ImportRefused as refused:
        raise ValidationError(refused.message, code=refused.code) from refused
    if not imported.changed:
        raise ValidationError(
            f"This file was imported already, as “{imported.plan.title}”. Discard this draft, or "
            "withdraw that plan first.",
            code="already_imported",
        )
    current.plan, current.status = imported.plan, Status.SAVED
    return save_changed(current, "plan", "status")


@transaction.atomic
def discard_import(draft, *, by, at=None):
    """Give a draft up. The file goes; that there was one stays in the log."""
    current = lock_row(draft)
    _refuse_unless_open(current)
    current.status, current.content, current.rows = Status.DISCARDED, b"", None
    current.answers, current.mapping, current.progress = {}, {}, ""
    record("import discarded", current, by=by, before={"file": current.file_name}, at=at)
    return save_changed(current, "status", "content", "rows", "answers", "mapping", "progress")


def others_wrote(draft):
    """Whether anyone has written to the plan since it was imported.

    All that an import writes bears one and the same moment.
    """
    events = Event.objects.filter(plan_id=draft.plan_id)
    return events.exclude(at=_imported_at(draft)).exists()


@transaction.atomic
def undo_import(draft, *, by, at=None):
    """Take the imported plan away again, with the posts that were made for it and that nothing
    else needs; the draft is there again as it was before it was saved.

    Only until anyone but the import has written to the plan: what people have written is never
    deleted. The log keeps what the import wrote.
    """
    current = lock_row(draft)
    if current.status != Status.SAVED or current.plan is None or current.amends:
        raise ValidationError("There is nothing to undo", code="not_saved")
    plan = lock_row(current.plan)
    # Whoever writes to one of its rows at this moment has come first, or finds nothing.
    list(plan.actions.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    if others_wrote(current):
        raise ValidationError(
            "Somebody has written to the plan since it was imported, so the import can't be "
            "undone. You can withdraw the plan instead: then nothing is lost.",
            code="written_to",
        )
    record("import undone", plan, by=by, before={"file": current.file_name}, plan=plan, at=at)
    made = list(_made_by_the_import(current))
    current.plan, current.status = None, Status.READY
    save_changed(current, "plan", "status")
    try:
        plan.delete()
    except ProtectedError as problem:
        raise ValidationError(
            "The plan is used elsewhere already, so the import can't be undone. "
            "You can withdraw the plan instead.",
            code="in_use",
        ) from problem
    for row in made:
        _delete_if_unused(row, by=by, at=at)
    return current


_WHY_NOT = {
    Status.SAVED: "This draft was saved as a plan meanwhile.",
    Status.DISCARDED: "This draft was discarded meanwhile.",
    Status.REFUSED: "The file could not be read.",
}


def _refuse_unless_open(draft):
    if draft.status in (Status.SAVED, Status.DISCARDED):
        raise ValidationError(_WHY_NOT[draft.status], code="not_open")


def _imported_at(draft):
    return draft.plan.imports.earliest("at").at


def _made_by_the_import(draft):
    """Posts first: they belong to the organisations."""
    of_import = Event.objects.filter(at=_imported_at(draft))
    for model in (Post, Organisation):
        name = model._meta.verbose_name
        events = of_import.filter(
            object_type=model._meta.label_lower, verb=f"{name} created", actor__isnull=False
        )
        yield from model.objects.filter(pk__in=list(events.values_list("object_id", flat=True)))


def _delete_if_unused(row, *, by, at):
    """Nothing leads to it but the line of the log that says that it was made."""
    if Event.objects.about(row).count() > 1:
        return
    for relation in row._meta.related_objects:
        rows = relation.related_model._default_manager.filter(**{relation.field.name: row})
        if rows.exists():
            return
    name = row._meta.verbose_name
    record(f"{name} removed", row, by=by, before={"title": str(row)}, at=at)
    row.delete()
