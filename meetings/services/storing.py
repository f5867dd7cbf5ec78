"""An imported file's lines written into the schedule: all in one transaction, or nothing."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from actionplans.quarters import financial_year_dates, financial_year_of
from meetings.importing.draft import SeriesDraft
from meetings.importing.matching import spelt
from meetings.importing.naming import each_of
from meetings.importing.reviewing import ScheduleReview
from meetings.importing.saving import refuse_what_cannot_be_stored
from meetings.models import MeetingCategory, MeetingSeries, ScheduleImport
from objectives.importing.doubts import LATER, Doubt
from stakeholders.events import record
from stakeholders.models import Post
from stakeholders.services import create_post

from .commitments import make_commitment
from .forums import add_forums, edit_forum
from .schedule import create_category, create_series, edit_series


@dataclass(frozen=True)
class Stored:
    added: tuple[MeetingSeries, ...] = ()
    updated: tuple[MeetingSeries, ...] = ()
    new_posts: tuple[Post, ...] = ()
    summary: dict | None = None


@transaction.atomic
def store_schedule(row: ScheduleImport, found: ScheduleReview, *, by, at=None) -> Stored:
    """Write what was looked through, each line by the service that a person would use, and keep
    on the import's row what came of it. Raises ImportRefused."""
    at = at or timezone.now()
    refuse_what_cannot_be_stored(found.schedule)
    writer = _Writer(found, by=by, at=at)
    writer.write()
    row.summary = writer.summary()
    row.status = ScheduleImport.Status.SAVED
    row.save(update_fields=["summary", "status", "changed_at"])
    after = {
        "file": row.file_name,
        "sha256": row.sha256,
        "added": len(writer.added),
        "changed": len(writer.updated),
        "doubts": len(found.doubts),
    }
    record("schedule imported", row, by=by, after=after, at=at)
    return Stored(
        tuple(writer.added.values()),
        tuple(writer.updated.values()),
        tuple(writer.made.values()),
        row.summary,
    )


class _Writer:
    def __init__(self, found: ScheduleReview, *, by, at):
        self.found, self.by, self.at = found, by, at
        self.on = timezone.localdate(at)
        self.categories = {_plain(each.title): each for each in MeetingCategory.objects.all()}
        self.made: dict[str, Post] = {}
        self.added: dict[str, MeetingSeries] = {}
        self.updated: dict[str, MeetingSeries] = {}

    def write(self):
        for line in self.found.schedule.series:
            if self.found.compared.adds(line):
                self.added[line.key] = self._add(line)
            elif series := self.found.compared.updated.get(line.key):
                self.updated[line.key] = self._update(line, series)
        self._put_in_order()

    def summary(self) -> dict:
        compared = self.found.compared
        at = compared.same | compared.kept | self.updated | self.added
        return {
            "added": [series.pk for series in self.added.values()],
            "updated": [series.pk for series in self.updated.values()],
            "same": len(compared.same),
            "kept": len(compared.kept),
            "posts": [post.title for post in self.made.values()],
            "left": [_told(doubt, at) for doubt in self.found.doubts if _is_left(doubt)],
        }

    def _put_in_order(self):
        """Once all lines are there: which must come before which."""
        compared = self.found.compared
        at = compared.same | compared.kept | self.updated | self.added
        for line in self.found.schedule.series:
            written = self.added.get(line.key) or self.updated.get(line.key)
            if written and line.precedes:
                changes = {"precedes": at[line.precedes]}
                edit_series(written, by=self.by, changes=changes, at=self.at)

    def _add(self, line: SeriesDraft) -> MeetingSeries:
        series = create_series(
            by=self.by,
            category=self._category(line.category),
            title=line.name,
            frequency_text=line.frequency_text,
            attending_posts=self._attending(line),
            lead_post=self._lead(line),
            source=line.source[:100],
            at=self.at,
            **line.stated,
            **_words(line),
        )
        if line.forums > 1:
            add_forums(series, by=self.by, total=line.forums, on=self.on, at=self.at)
        self._promise(line, series)
        return series

    def _update(self, line: SeriesDraft, series: MeetingSeries) -> MeetingSeries:
        changes = {
            "category": self._category(line.category),
            "attending_posts": self._attending(line),
            "lead_post": self._lead(line),
            **_words(line),
        }
        series = edit_series(series, by=self.by, changes=changes, at=self.at)
        often = {"frequency_text": line.frequency_text, "per_year": None} | line.stated
        for forum in series.forums.in_force(self.on):
            if forum.frequency_text != line.frequency_text:
                edit_forum(forum, by=self.by, changes=often, from_on=self.on, at=self.at)
        self._promise(line, series)
        return series

    def _promise(self, line, series):
        """Counted from the first day of this financial year: what was attended in it counts."""
        first, _ = financial_year_dates(financial_year_of(self.on))
        there = set(series.commitments.values_list("words", flat=True))
        for promise in line.promises:
            posts = [post for name in promise.posts if (post := self._post(name))]
            if posts and promise.words not in there:
                make_commitment(
                    by=self.by,
                    series=series,
                    words=promise.words,
                    posts=posts,
                    starts_on=first,
                    at=self.at,
                    **promise.terms,
                )

    def _category(self, title):
        key = _plain(title)
        if key not in self.categories:
            self.categories[key] = create_category(by=self.by, title=title, at=self.at)
        return self.categories[key]

    def _attending(self, line):
        names = [name for entry in line.attendance for name in each_of(entry)]
        posts = [post for name in names if (post := self._post(name))]
        return list(dict.fromkeys(posts))

    def _lead(self, line):
        names = [name for entry in line.leads for name in each_of(entry)[:1]]
        return self._post(names[0]) if names else None

    def _post(self, name):
        """The post of this name, made where there is none; none where nobody knows which."""
        proposed = self.found.posts.of(name)
        if proposed.post or not proposed.title:
            return proposed.post
        key = spelt(proposed.title)
        if key not in self.made:
            self.made[key] = create_post(
                by=self.by, title=proposed.title, organisation=proposed.organisation, at=self.at
            )
        return self.made[key]


def _words(line: SeriesDraft) -> dict:
    return {
        "chair_text": line.chair,
        "attendance_text": line.attendance_text,
        "lead_text": line.lead,
        "notes": line.notes,
    }


def _is_left(doubt: Doubt) -> bool:
    return doubt.answer is None or doubt.answer.choice == LATER


def _told(doubt: Doubt, at: dict[str, MeetingSeries]) -> dict:
    series = at.get(doubt.action_key)
    return {
        "code": str(doubt.code),
        "label": str(doubt.label),
        "source": doubt.source,
        "text": doubt.text,
        "assumed": doubt.assumed,
        "series": series.pk if series else None,
    }


def _plain(text):
    return " ".join(text.casefold().split())
