"""Likelihood by impact as a table, in which every cell says how high it is and what is in it."""

from dataclasses import dataclass

from objectives.models.risks import SCALE

from .bands import Band, band_of


@dataclass(frozen=True)
class Cell:
    likelihood: int
    impact: int
    band: Band
    risks: tuple

    @property
    def score(self):
        return self.likelihood * self.impact


def matrix_of(register):
    """[(words of the likelihood, [Cell])], the likeliest on top; impact rises to the right."""
    placed = {}
    for each in register:
        placed.setdefault((each.likelihood, each.impact), []).append(each)
    return [
        (
            words,
            [
                Cell(
                    likelihood,
                    impact,
                    band_of(likelihood * impact),
                    tuple(placed.get((likelihood, impact), ())),
                )
                for impact, _ in SCALE
            ],
        )
        for likelihood, words in reversed(SCALE)
    ]
