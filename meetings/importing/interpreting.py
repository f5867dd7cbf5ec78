"""From rows to a draft of the schedule. Nothing is stored, and no table of the portal is read."""

import re
from collections.abc import Mapping
from dataclasses import replace

from meetings.exporting.collecting import TITLE
from objectives.importing.asking import Answers, finished
from objectives.importing.doubts import Doubt
from objectives.importing.ours.cells import of_csv
from objectives.importing.reading import FileContents

from .blocks import blocks_of
from .columns import ATTENDANCE, CATEGORY, NAME
from .doubts import NO, ScheduleDoubt, doubt
from .draft import ScheduleDraft, SeriesDraft
from .letters import BROKEN
from .lines import lines_of
from .lining import Words, line_drafts
from .naming import is_short
from .preceding import with_order
from .titles import place_of, text_of

MOST_LINES = 1_000
NAMELESS = "Meetings"
"""the table of the schedule for lines that stand under no name"""


class NotASchedule(Exception):
    """A file without a schedule, or with more than one can have. `message` is for the user."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code
        self.message = message


def interpret(contents: FileContents, *, answers: Mapping | None = None) -> ScheduleDraft:
    """Raises NotASchedule."""
    if contents.kind == "json":
        raise NotASchedule(
            "no_schedule",
            "This is a JSON file, and schedules are not read from that. Save the schedule as Word, "
            "Excel or CSV.",
        )
    return _Interpreter(contents, Answers(answers)).draft()


class _Interpreter:
    def __init__(self, contents: FileContents, answers: Answers):
        self.contents, self.answers = contents, answers
        self.doubts: list[Doubt] = list(contents.doubts)

    def draft(self) -> ScheduleDraft:
        placed = list(self._placed())
        if not placed:
            raise NotASchedule(
                "no_schedule",
                "No table of meetings was found. A schedule has a row of headings such as "
                "“Meetings”, “Frequency” and “Lead officer”, and a row for each meeting.",
            )
        if len(placed) > MOST_LINES:
            raise NotASchedule(
                "too_many_lines",
                f"The file has {len(placed):,} meetings, and a schedule has far fewer: up to "
                f"{MOST_LINES:,} are read. Check that it is the right file.",
            )
        words = self._words(line for line, _ in placed)
        series: list[SeriesDraft] = []
        for line, category in placed:
            drafts, doubts = line_drafts(line, category, words=words, answers=self.answers)
            series += drafts
            self.doubts += doubts
        series, doubts = with_order(self._without_repeated(series), self.answers)
        self.doubts += doubts
        return ScheduleDraft(tuple(series), finished(self.doubts, self.answers))

    def _placed(self):
        """Each line with the table of the schedule that it belongs to."""
        laid = blocks_of(self._rows())
        self._say_left_out(laid.left_out)
        above, category = None, ""
        for block in laid.blocks:
            source = block.rows[0].source
            lines = self._lines(block, above)
            if lines is None:
                text = " ".join(map(text_of, block.rows))[:300]
                self._doubt(ScheduleDoubt.TABLE_NOT_USED, source, text, "It was left out.")
                continue
            if block.title:
                category = self._titled(block.title)
            elif not lines.assumed and not block.same_table and lines.lines:
                category = self._nameless(lines.lines, source, category)
            above = lines
            for line in lines.lines:
                yield line, line.cells.get(CATEGORY) or category

    def _rows(self):
        """Of CSV without the apostrophe that keeps a cell from running as a formula."""
        if self.contents.kind != "csv":
            return self.contents.rows
        return [replace(row, cells=tuple(map(of_csv, row.cells))) for row in self.contents.rows]

    def _lines(self, block, above):
        lines = lines_of(block.rows, above)
        if lines is None:
            return None
        source, text = block.rows[0].source, " ".join(map(text_of, block.rows))[:300]
        if lines.assumed and not (block.same_table and not lines.turned):
            way = "a table that lies on its side, going on" if lines.turned else "going on"
            names = ", ".join(f"“{line.cells[NAME]}”" for line in lines.lines)
            assumed = f"Read as {way} with the table above: {names}."
            if self._doubt(ScheduleDoubt.HEADINGS_ASSUMED, source, text, assumed) == NO:
                return None
        elif lines.turned:
            assumed = f"Each column was read as a meeting: {len(lines.lines)} of them."
            self._doubt(ScheduleDoubt.TABLE_TURNED, source, text, assumed)
        for line in lines.lines:
            if line.joined:
                assumed = f"Joined to “{line.cells[NAME]}”, which stands beside it."
                code = ScheduleDoubt.CELLS_JOINED
                if self._doubt(code, line.source, line.joined, assumed, key=line.source) == NO:
                    lines = lines_of(block.rows, above, keep=False)
        return lines

    def _titled(self, title):
        if title.restored or (title.number is None and "(" in title.found):
            assumed = f"Read as “{title.text}”."
            code = ScheduleDoubt.CATEGORY_RESTORED
            return self._doubt(code, title.source, title.found, assumed) or title.text
        if title.assumed or title.beneath:
            where = "above" if title.beneath else "beneath"
            assumed = f"Taken as the name of the table {where} it: “{title.text}”."
            code = ScheduleDoubt.CATEGORY_ASSUMED
            return self._doubt(code, title.source, title.found, assumed) or title.text
        return title.text

    def _nameless(self, lines, source, before):
        if all(line.cells.get(CATEGORY) for line in lines):
            return before
        name = before or NAMELESS
        assumed = f"Its meetings are put into the table “{name}”."
        text = lines[0].cells.get(NAME, "")
        return self._doubt(ScheduleDoubt.CATEGORY_MISSING, source, text, assumed) or name

    def _say_left_out(self, rows):
        rows = [row for row in rows if not (row.level == 1 and text_of(row) == TITLE)]
        if rows:
            text = " ".join(map(text_of, rows))
            text = text if len(text) <= 300 else f"{text[:297]}…"
            lines = "One line was" if len(rows) == 1 else f"{len(rows)} lines were"
            self._doubt(ScheduleDoubt.TEXT_LEFT_OUT, place_of(rows), text, f"{lines} left out.")

    def _without_repeated(self, series):
        seen, kept = {}, []
        for line in series:
            name = (" ".join(line.name.casefold().split()), line.category.casefold())
            if name in seen:
                assumed = f"Kept as a line of its own; the first stands on {seen[name]}."
                code = ScheduleDoubt.NAME_REPEATED
                if self._doubt(code, line.source, line.name, assumed, key=line.key) == NO:
                    continue
            seen.setdefault(name, line.source)
            kept.append(line)
        return kept

    def _doubt(self, code, source, text, assumed, *, key="") -> str:
        """Asks, and returns what is to be taken instead; empty where nothing is."""
        made = doubt(code, source, text, assumed, key=key)
        self.doubts.append(made)
        return self.answers.correction(made)

    def _words(self, lines) -> Words:
        cells = [line.cells for line in lines]
        short = {
            token.strip(",;")
            for each in cells
            for token in BROKEN.sub(" ", each.get(ATTENDANCE, "")).split()
            if is_short(token) and token.strip(",;").isupper() and token.isalpha()
        }
        common = {
            word
            for each in cells
            for role in (NAME, ATTENDANCE)
            for word in re.findall(r"[^\W\d_]+", each.get(role, "").casefold())
        }
        return Words(short, common)
