"""What an import can be in doubt about. The codes are stored and printed: they stay."""

from dataclasses import dataclass

from django.db import models


class DoubtCode(models.TextChoices):
    # the file
    ENCODING_ASSUMED = "encoding_assumed", "The file's encoding was assumed"
    CHARACTERS_LOST = "characters_lost", "Characters were lost before the file came here"
    CONTROL_CHARACTERS = "control_characters", "Invisible control characters were left out"
    # rows and columns
    TITLE_LINE = "title_line", "The document has a title of its own"
    TEXT_OUTSIDE_TABLE = "text_outside_table", "Text that stands outside the table"
    COLUMN_NOT_USED = "column_not_used", "A column that the plan has no place for"
    EXTRA_CELL = "extra_cell", "A cell beyond the last heading"
    ROW_SHIFTED = "row_shifted", "A row was put back in its columns"
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
    # deadlines
    DEADLINE_BLANK = "deadline_blank", "No date is given"
    DEADLINE_ASSUMED = "deadline_assumed", "A date was assumed"
    DEADLINE_UNREADABLE = "deadline_unreadable", "A date could not be read"
    DUE_BEFORE_START = "due_before_start", "Due before its own start"
    DUE_BEFORE_PLAN = "due_before_plan", "Due before the plan starts"
    # leads
    LEAD_BLANK = "lead_blank", "No lead is given"
    LEAD_TOO_LONG = "lead_too_long", "A text too long to be the name of a post"
    LEADS_SPLIT = "leads_split", "A cell was read as several leads"
    LEADS_MAYBE_JOINT = "leads_maybe_joint", "One lead that may be several"
    ORGANISATION_OR_POST = "organisation_or_post", "An organisation beside a post"
    SPELLING_VARIANT = "spelling_variant", "Two spellings were taken as one post"
    ABBREVIATION = "abbreviation", "An abbreviation was taken as a post's full name"
    POST_AMBIGUOUS = "post_ambiguous", "Several posts that are there already have this name"


@dataclass(frozen=True)
class Doubt:
    code: str
    source: str
    text: str
    assumed: str
    action_key: str = ""

    def as_json(self) -> dict:
        return {
            "code": str(self.code),
            "source": self.source,
            "text": self.text,
            "assumed": self.assumed,
        }
