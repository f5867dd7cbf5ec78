"""A schedule as it would be stored, before anything is: what interpreting makes, saving takes."""

from dataclasses import dataclass, field

from meetings.frequency import Reading
from objectives.importing.doubts import Doubt


@dataclass(frozen=True)
class Promise:
    """Attendance that the words of a line promise, with what they were taken to mean."""

    words: str
    posts: tuple[str, ...]
    terms: dict = field(default_factory=dict)
    """the fields of an AttendanceCommitment beside its words and posts"""
    key: str = ""
    """of the doubt about it"""


@dataclass(frozen=True)
class SeriesDraft:
    key: str
    """names the line within this draft: where in the file it stood"""
    name: str
    category: str
    source: str
    chair: str = ""
    frequency_text: str = ""
    frequency: Reading | None = None
    stated: dict = field(default_factory=dict)
    """`per_year` or `meant`, as whoever imports it said, where the words leave it open"""
    forums: int = 1
    attendance: tuple[str, ...] = ()
    attendance_text: str = ""
    lead: str = ""
    leads: tuple[str, ...] = ()
    """the posts in the lead's words"""
    notes: str = ""
    promises: tuple[Promise, ...] = ()
    precedes: str = ""
    """the key of the line whose meetings must come after its own"""

    def as_json(self) -> dict:
        return {
            "name": self.name,
            "category": self.category,
            "chair": self.chair,
            "frequency": {
                "text": self.frequency_text,
                "per_year": self.frequency.per_year,
                "forums": self.forums,
                "certainty": str(self.frequency.certainty),
                "note": self.frequency.note,
            },
            "attendance": list(self.attendance),
            "lead": self.lead,
            "notes": self.notes,
            "source": self.source,
        }


@dataclass(frozen=True)
class ScheduleDraft:
    series: tuple[SeriesDraft, ...]
    doubts: tuple[Doubt, ...] = ()

    @property
    def categories(self) -> list[str]:
        return list(dict.fromkeys(line.category for line in self.series))

    def as_json(self) -> dict:
        """The form that docs/import-format.md promises."""
        return {
            "series": [line.as_json() for line in self.series],
            "doubts": [
                {"code": str(d.code), "source": d.source, "text": d.text, "assumed": d.assumed}
                for d in self.doubts
            ],
        }
