"""The engagement grid: groups by method or by quarter, planned against done, gaps first.

`grid` and `gaps` read; what they return (`contract`) knows no database, so that a paper can keep
it and a page can show it.
"""

from .contract import Cell, Column, Gap, GapKind, Grid, Row
from .reading import gaps, grid, usual_period

__all__ = ["Cell", "Column", "Gap", "GapKind", "Grid", "Row", "gaps", "grid", "usual_period"]
