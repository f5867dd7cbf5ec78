"""What the page of a file on its way into the log shows."""

from collections import Counter

from meetings.importing.engagement.naming import KINDS
from meetings.importing.engagement.questions import LEAVE_OUT, NEW, ORDER, WITHOUT
from meetings.importing.engagement.reviewing import Review, notes_of
from meetings.importing.engagement.wrong import WrongRows
from meetings.models import ActivityImport
from meetings.services.engagement.importing import earlier_import

QUESTIONS_AT_ONCE = 15
"""each has a list of all groups to choose from: more make a page that no phone opens"""
WRONG_AT_ONCE = 50
NOTES_AT_ONCE = 40


def ready_page(draft: ActivityImport, found: Review, page) -> dict:
    """A file that waits for answers or to be saved. What a question is about is not listed row by
    row as well."""
    return {
        "review": found,
        "earlier": earlier_import(draft),
        "questions": found.open[:QUESTIONS_AT_ONCE],
        "open_count": len(found.open),
        "answered": [question for question in found.questions if question.answer],
        "all_at_once": all_at_once(found),
        "wrong": [(each.line.row.source, each.words) for each in found.to_mend[:WRONG_AT_ONCE]],
        "wrong_count": found.mistaken,
        "there": [(line, why) for line, why in found.there[:WRONG_AT_ONCE]],
        "notes": notes_of(found).most_common(NOTES_AT_ONCE),
        "page_obj": page,
        "rows": [_shown(each, found.known) for each in page],
        "hidden": found.contents.doubts,
    }


def all_at_once(found: Review):
    """(kind, how many are unknown, the answers that all may be given) where there are several."""
    counts = Counter(question.kind for question in found.open if question.kind != ORDER)
    for key, count in counts.items():
        if count < 2:
            continue
        kind = KINDS[key]
        answers = [(NEW, "Make new ones of all")] if kind.may_make else []
        leave = (LEAVE_OUT, "Leave all of these rows out") if kind.needed else (
            WITHOUT,
            "Save all of these rows without them",
        )  # fmt: skip
        yield {"kind": key, "word": kind.one, "count": count, "answers": [*answers, leave]}


def done_page(draft: ActivityImport) -> dict:
    """A file that was saved, and what of it was not."""
    left = WrongRows.from_json(draft.rows) if draft.rows else WrongRows()
    made = draft.summary.get("made", {})
    return {
        "summary": draft.summary,
        "made": [(KINDS[kind].one, names) for kind, names in made.items()],
        "wrong": [(each.source, each.words) for each in left.rows[:WRONG_AT_ONCE]],
        "wrong_count": len(left.rows),
    }


def _shown(ready, known):
    values = ready.line.values
    names = {kind: [known.word(kind, key) for key in keys] for kind, keys in ready.names.items()}
    return {
        "source": ready.line.row.source,
        "day": values["held_on"],
        "last_day": values["ends_on"],
        "title": values["title"],
        "planned": values["status"] == "planned",
        "cancelled": values["status"] == "cancelled",
        "method": names["method"][0],
        "groups": names.get("group", ()),
        "place": ", ".join([values["place"], *names.get("area", ())]).strip(", "),
        "reached": values["reached"],
        "counted": values["reached_counted"],
        "notes": ready.line.notes,
    }
