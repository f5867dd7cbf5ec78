"""Risks, read: how high one is in words, and the register of a plan as it was at a moment."""

from .bands import BANDS, Band, band_of, score_words
from .matrix import matrix_of
from .register import Registered, next_review_on, registered, risks_of

__all__ = [
    "BANDS",
    "Band",
    "Registered",
    "band_of",
    "matrix_of",
    "next_review_on",
    "registered",
    "risks_of",
    "score_words",
]
