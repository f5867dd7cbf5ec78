"""The columns of an exported sheet: the office's own, and those that an upload finds rows by."""

from actionplans.intervals import ReviewInterval
from objectives.deadlines import Certainty
from objectives.states import Rag, Status

ROW = "Row"
OBJECTIVE_NUMBER, OBJECTIVE = "Objective no.", "Objective"
ACTIVITY_NUMBER, ACTIVITY = "Activity no.", "Activities"
NUMBER, TEXT, PARENT = "No.", "This will require", "Part of"
DATE, START, DUE, ONGOING = "Date", "Start", "Due", "Ongoing"
SURE, REASON = "How sure", "Reason for a new date"
LEAD = "Lead"
STATUS, RAG, COMPLETED = "Status", "RAG", "Completed on"
COMMENT, NEXT_STEP, SAID = "What happened", "What is next", "Last reported"
INTERVAL, CONFIRMED = "How often its leads report", "A second person confirms"
PRIVATE, LEAD_TEXT, MENTIONS = "Private because", "Lead as published", "Mentions"
WORDS, VERSION = "Progress as published", "Version"
NOTE = "Note: "
"""begins the heading of each column that the published plan had and the portal has no place for"""

HEADINGS = (
    *(ROW, OBJECTIVE_NUMBER, OBJECTIVE, ACTIVITY_NUMBER, ACTIVITY, NUMBER, TEXT, PARENT),
    *(DATE, START, DUE, ONGOING, SURE, REASON, LEAD, STATUS, RAG, COMPLETED, COMMENT, NEXT_STEP),
    *(SAID, INTERVAL, CONFIRMED, PRIVATE, LEAD_TEXT, WORDS, MENTIONS, VERSION),
)
NEEDED = frozenset({ROW, OBJECTIVE, TEXT, VERSION})
"""headings by which a sheet is known as the portal's own, in whatever order they were put"""

STATUS_WORDS = {status: status.label for status in Status}
RAG_WORDS = {Rag.GREEN: "Green", Rag.AMBER: "Amber", Rag.RED: "Red"}
CERTAINTY_WORDS = {certainty: certainty.label for certainty in Certainty}
YES = "Yes"


def read_word(text: str, words: dict) -> str | None:
    """The code whose word (or code, or for a colour its state) this is; None for any other."""
    plain = " ".join(text.casefold().replace("_", " ").split())
    for code, word in words.items():
        said = {word.casefold(), code.value.replace("_", " "), code.label.casefold()}
        if plain in said:
            return code.value
    return None


def say_ongoing(ongoing: bool, interval: str) -> str:
    """ "Yes", "Yes, every month": what a deadline without an end says about being repeated."""
    words = [YES] if ongoing else []
    if interval:
        words.append(ReviewInterval(interval).label)
    return ", ".join(words).replace(", Every", ", every")


def read_ongoing(text: str) -> tuple[bool, str] | None:
    """(ongoing, interval); None where the cell says something else."""
    words = " ".join(text.casefold().split())
    if words in ("", "no"):
        return False, ""
    ongoing = words == "yes" or words.startswith("yes,")
    rest = words.removeprefix("yes").lstrip(", ")
    if not rest:
        return ongoing, ""
    interval = read_interval(rest)
    return (ongoing, interval) if interval else None


def read_interval(text: str) -> str | None:
    """The code of "Every month"; "" for nothing, None for anything else."""
    plain = " ".join(text.casefold().split())
    if not plain:
        return ""
    for interval in ReviewInterval:
        if plain in (interval.label.casefold(), interval.value):
            return interval.value
    return None
