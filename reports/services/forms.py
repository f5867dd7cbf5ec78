"""The sections of a body's papers: their order, headings and standing text.

A body has no rows until somebody changes its form: until then its papers follow the usual one.
Whatever touches the list locks the body first, so that two people never give two rows one place.
"""

from django.db import transaction

from reports.body_forms import usual_sections
from reports.models import FormSection
from stakeholders.editing import change_row, lock_row
from stakeholders.events import record, values_of
from stakeholders.ordering import move_among, next_position

from .refusing import refuse

SECTION = ["title", "content", "standing_text", "numbered"]


@transaction.atomic
def start_form(body, *, by, at=None):
    """Give the body rows of its own, as the usual form has them; those that it has stay."""
    body = lock_row(body)
    if not body.form_sections.exists():
        _write_usual(body)
        record("form of papers started", body, by=by, after=_headings(body), at=at)
    return body


@transaction.atomic
def reset_form(body, *, by, at=None):
    """Take the body's own sections away: its papers follow the usual form again."""
    body = lock_row(body)
    before = _headings(body)
    if before["headings"]:
        body.form_sections.all().delete()
        record("form of papers set back", body, by=by, before=before, at=at)
    return body


@transaction.atomic
def add_section(*, body, by, title, content, standing_text="", numbered=True, at=None):
    """Add a heading at the end. Where the body has none of its own, the usual ones come first."""
    body = start_form(body, by=by, at=at)
    section = FormSection(
        body=body,
        position=next_position(body.form_sections),
        title=title,
        content=content,
        standing_text=standing_text,
        numbered=numbered,
    )
    section.full_clean()
    section.save()
    record("section added to form", section, by=by, after=values_of(section, SECTION), at=at)
    return section


@transaction.atomic
def edit_section(section, *, by, changes, version=None, at=None):
    lock_row(section.body)
    section = change_row(
        section, by=by, verb="section of form edited", changes=changes, version=version, at=at
    )
    section.full_clean()
    return section


@transaction.atomic
def move_section(section, *, by, up, at=None):
    """One place up or down; at the end of the paper nothing moves. Returns whether it moved."""
    body = lock_row(section.body)
    return move_among(section, body.form_sections.all(), by=by, up=up, at=at)


@transaction.atomic
def remove_section(section, *, by, at=None):
    """Its heading and standing text are in no paper any more, but in the log."""
    body = lock_row(section.body)
    if body.form_sections.count() == 1:
        refuse(
            "A paper needs a section. Add another one first, or go back to the usual form.",
            "last_section",
        )
    section = lock_row(section)
    before = values_of(section, SECTION)
    record("section removed from form", section, by=by, before=before, at=at)
    section.delete()


def _write_usual(body):
    FormSection.objects.bulk_create(usual_sections(body))


def _headings(body):
    return {"headings": [section.title for section in body.form_sections.all()]}
