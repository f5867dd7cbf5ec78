"""Measures, read: which periods there are, which figures are owed, how one stands to its target.

`periods` counts, `figures` says a figure in words, `typed` reads one that somebody typed and
`doubts` asks about it; `following` gathers what was known at a moment, `standing` judges it and
`charts` lays it out.
"""

from .charts import Chart, chart_of
from .doubts import Doubt, doubt_about, refuse_impossible
from .figures import figure, late_words
from .following import Followed, followed, missing_periods
from .owing import Owed, readings_owed
from .periods import is_period, month_words, period_words, periods, reading_due_on
from .standing import Standing, State, measure_standings, standing_of
from .typed import read_figure

__all__ = [
    "Chart",
    "Doubt",
    "Followed",
    "Owed",
    "Standing",
    "State",
    "chart_of",
    "doubt_about",
    "figure",
    "followed",
    "is_period",
    "late_words",
    "measure_standings",
    "missing_periods",
    "month_words",
    "period_words",
    "periods",
    "read_figure",
    "reading_due_on",
    "readings_owed",
    "refuse_impossible",
    "standing_of",
]
