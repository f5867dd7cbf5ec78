"""How high a score of likelihood by impact is, in words (decision 32)."""

from dataclasses import dataclass

HIGHEST = 25


@dataclass(frozen=True)
class Band:
    code: str
    word: str
    first: int
    last: int

    def holds(self, score):
        return self.first <= score <= self.last

    def __str__(self):
        return self.word


BANDS = (
    Band("low", "low", 1, 4),
    Band("medium", "medium", 5, 9),
    Band("high", "high", 10, 16),
    Band("very_high", "very high", 17, HIGHEST),
)


def band_of(score):
    return next(band for band in BANDS if band.holds(score))


def score_words(score):
    """ "12 of 25, high" """
    return f"{score} of {HIGHEST}, {band_of(score)}"
