"""What an import can be in doubt about. The codes are stored and printed: they stay."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from django.db import models


class DoubtCode(models.TextChoices):
    # the file
    ENCODING_ASSUMED = "encoding_assumed", "The file's encoding was assumed"
    CHARACTERS_LOST = "characters_lost", "Characters were lost before the file came here"
    CONTROL_CHARACTERS = "control_characters", "Invisible control characters were left out"
    MACROS_LEFT_OUT = "macros_left_out", "The file holds macros, which were left alone"
    TRACKED_CHANGES = "tracked_changes", "Tracked changes were read as if accepted"
    NOTE_LEFT_OUT = "note_left_out", "A footnote or comment was left out"
    HIDDEN_LEFT_OUT = "hidden_left_out", "Hidden text was left out"
    HIDDEN_READ = "hidden_read", "Hidden rows or columns were read"
    SHEET_HIDDEN = "sheet_hidden", "A hidden sheet was left out"
    OBJECT_LEFT_OUT = "object_left_out", "A file or picture in the document was not read"
    NESTED_TABLE = "nested_table", "A table within a cell was read as lines of it"
    COLUMNS_FROM_SPACES = "columns_from_spaces", "Columns were told apart by spaces"
    DATE_FROM_NUMBER = "date_from_number", "A number among dates was taken as a date"
    FORMULA_WITHOUT_VALUE = "formula_without_value", "Formulas that were never worked out"
    # rows and columns
    TITLE_LINE = "title_line", "The document has a title of its own"
    TEXT_OUTSIDE_TABLE = "text_outside_table", "Text that stands outside the table"
    TABLE_NOT_USED = "table_not_used", "A table that is not part of the plan"
    COLUMN_NOT_USED = "column_not_used", "A column kept with each action as a note"
    COLUMN_JUDGED = "column_judged", "Columns taken otherwise than they are headed"
    EXTRA_CELL = "extra_cell", "A cell beyond the last heading"
    ROW_SHIFTED = "row_shifted", "A row was put back in its columns"
    HEADING_ASSUMED = "heading_assumed", "A line was taken as the heading of an objective"
    ROW_WITHOUT_ACTION = "row_without_action", "A date or a lead without an action"
    NO_OBJECTIVE = "no_objective", "Rows that stand under no objective"
    # texts and numbers
    JOINED = "joined", "A text split over two rows was joined"
    SEVERAL_IN_CELL = "several_in_cell", "One cell held several items"
    NUMBER_IN_SENTENCE = "number_in_sentence", "A number inside a sentence began no new item"
    NUMBER_MISSING = "number_missing", "An item without a number among numbered ones"
    NUMBER_ORDER = "number_order", "A number that doesn't follow the one before"
    NUMBER_REPEATED = "number_repeated", "A number that was used before"
    SUB_ACTION_ALONE = "sub_action_alone", "A sub-action without an action above it"
    TEXT_REPEATED = "text_repeated", "The same text again was taken as the same item"
    REFERENCE = "reference", "An action seems to mention another"
    # deadlines
    DEADLINE_BLANK = "deadline_blank", "No date is given"
    DEADLINE_ASSUMED = "deadline_assumed", "A date was assumed"
    DEADLINE_UNREADABLE = "deadline_unreadable", "A date could not be read"
    DUE_BEFORE_START = "due_before_start", "Due before its own start"
    DUE_BEFORE_PLAN = "due_before_plan", "Due before the plan starts"
    DATE_IN_TEXT = "date_in_text", "A date stands only in the action's own words"
    MONTH_FIRST = "month_first", "Dates that seem to have their month first"
    START_UNREADABLE = "start_unreadable", "A start could not be read"
    # how things stand
    STATUS_ASSUMED = "status_assumed", "How an action stands was assumed"
    STATUS_UNREADABLE = "status_unreadable", "Words that don't say how an action stands"
    COMPLETE_WITH_OPEN_PARTS = "complete_with_open_parts", "Complete, with parts that are not"
    # leads
    LEAD_BLANK = "lead_blank", "No lead is given"
    LEAD_TOO_LONG = "lead_too_long", "A text too long to be the name of a post"
    LEADS_SPLIT = "leads_split", "A cell was read as several leads"
    LEADS_MAYBE_JOINT = "leads_maybe_joint", "One lead that may be several"
    ORGANISATION_OR_POST = "organisation_or_post", "An organisation beside a post"
    SPELLING_VARIANT = "spelling_variant", "Two spellings were taken as one post"
    SPELLING_SIMILAR = "spelling_similar", "Two posts whose names are nearly the same"
    ABBREVIATION = "abbreviation", "An abbreviation was taken as a post's full name"
    POST_AMBIGUOUS = "post_ambiguous", "Several posts that are there already have this name"
    POST_NEW = "post_new", "A post that the office does not have yet"


ACCEPT, CORRECT, LATER = "accept", "correct", "later"


@dataclass(frozen=True)
class Choice:
    """One thing that a coordinator may answer to a doubt; there are three at most."""

    choice: str
    """accept, correct or later"""
    label: str
    value: str = ""
    """what "correct" stands for; empty where the coordinator types it"""
    asks: str = ""
    """what is typed: `deadline`, `names` or `lines` (one a line), `status`, `organisation`, `post`,
    `words`, `often`"""

    @property
    def press(self) -> str:
        """What its button sends: of several corrections each has a word of its own."""
        return f"{self.choice}:{self.value}" if self.value else self.choice

    def is_chosen(self, given: "Answer | None") -> bool:
        return given is not None and (given.choice, given.value) == (self.choice, self.value)

    def as_json(self) -> dict:
        return {
            "choice": self.choice,
            "label": self.label,
            "value": self.value,
            "asks": self.asks,
        }


@dataclass(frozen=True)
class Answer:
    choice: str
    value: str = ""

    def as_json(self) -> dict:
        return {"choice": self.choice, "value": self.value}


@dataclass(frozen=True)
class Doubt:
    code: str
    source: str
    text: str
    assumed: str
    action_key: str = ""
    group: str = ""
    """doubts of one group can be answered together"""
    choices: tuple[Choice, ...] = ()
    answer: Answer | None = None

    @property
    def label(self) -> str:
        """What kind of doubt it is, in words; the codes of another room bring their own."""
        known = isinstance(self.code, models.TextChoices)
        return (self.code if known else DoubtCode(self.code)).label

    @cached_property
    def key(self) -> str:
        """The same whenever the same file is read again, so that an answer finds its doubt."""
        words = f"{self.code}\n{self.source}\n{self.text}"
        return hashlib.sha256(words.encode()).hexdigest()[:16]

    def as_json(self) -> dict:
        return {
            "code": str(self.code),
            "source": self.source,
            "text": self.text,
            "assumed": self.assumed,
            "key": self.key,
            "group": self.group,
            "choices": [choice.as_json() for choice in self.choices],
            "answer": self.answer.as_json() if self.answer else None,
        }
