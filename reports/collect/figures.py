"""The counts that a paper prints, each with the places of the actions that it counts."""

from reports.document import Cell, Figure, Run


class Figures:
    """Filled while the paper is put into words: a figure is in the document because it is printed.

    A count of none is printed without a figure, for there is no list behind it.
    """

    def __init__(self):
        self._found = {}

    def key(self, key, title, rows, moment=0):
        """The key by which the count of `rows` is known, "" where there are none."""
        places = tuple(sorted(row.place for row in rows))
        if not places:
            return ""
        figure = Figure(key, title, places, moment)
        if self._found.setdefault(key, figure) != figure:
            raise ValueError(f"Two figures of this paper have the key {key!r}.")
        return key

    def run(self, key, title, rows, moment=0):
        return Run(str(len(rows)), figure=self.key(key, title, rows, moment))

    def cell(self, key, title, rows, moment=0):
        return Cell(str(len(rows)), figure=self.key(key, title, rows, moment))

    def all(self):
        return tuple(self._found.values())
