"""Word documents: tables as rows, and what stands above and between them as text.

Read from the XML itself (ISO/IEC 29500-1 §17): merged cells, tracked changes, generated numbers
and text boxes all have to be told apart, and macro-enabled and strict documents open likewise.
"""

from objectives.importing.doubts import DoubtCode

from .contents import BANNER, ROW, TEXT, Rows
from .packages import Package
from .refusals import damaged
from .word_notes import notes_of
from .word_numbering import POINTS, Numbering
from .word_styles import Styles
from .word_tables import cells_of, deleted_rows, edges_of, placed, read_rows, rows_of
from .word_text import Spoken, local, unwrapped, words_of


def read_docx(package: Package, rows: Rows) -> None:
    """Raises UnreadableFile."""
    if package.has_macros:
        assumed = "Left alone: macros are never read and never run."
        rows.doubt(DoubtCode.MACROS_LEFT_OUT, "file", "", assumed)
    body = package.tree(package.main).find("{*}body")
    if body is None:
        raise damaged("its text")
    document = _Document(package, rows)
    document.take(body)
    document.finish()


class _Document:
    def __init__(self, package: Package, rows: Rows):
        self.rows = rows
        self.notes = notes_of(package)
        self.styles = Styles(self._related(package, "styles"))
        self.numbering = Numbering.read(self._related(package, "numbering"))
        self.tables = 0
        self.waiting: list[tuple[str, int | None, Spoken]] = []
        """paragraphs whose place is named after the table that follows them"""
        self.changes = Spoken()

    def _related(self, package: Package, kind: str):
        part = package.related(package.main, kind)
        return package.tree(part) if part else None

    def take(self, parent) -> None:
        for block in unwrapped(parent):
            if local(block) == "p":
                spoken = Spoken()
                text, _ = self._paragraph(block, spoken)
                self.waiting.append((text, self.styles.heading_level(block), spoken))
            elif local(block) == "tbl":
                self._take_table(block)

    def finish(self) -> None:
        self._place(f"text below table {self.tables}, paragraph" if self.tables else "paragraph")
        if self.changes.deleted or self.changes.inserted:
            assumed = "Read as if every tracked change were accepted: deleted words are left out."
            count = self.changes.deleted + self.changes.inserted
            text = f"{count} change{'' if count == 1 else 's'}"
            self.rows.doubt(DoubtCode.TRACKED_CHANGES, "file", text, assumed)

    def _take_table(self, table) -> None:
        found = [cells_of(row) for row in rows_of(table)]
        is_frame = all(len(cells) <= 1 for cells in found) and any(
            cell.find("{*}tbl") is not None for cells in found for cell in cells
        )
        if is_frame:  # a table that only lays out the page
            for cells in found:
                for cell in cells:
                    self.take(cell)
            return
        self.tables += 1
        self._place(f"text above table {self.tables}, paragraph")
        number = self.tables
        beside: list[tuple[str, Spoken]] = []
        self.changes.deleted += deleted_rows(table)

        def read_cell(cell, row: int) -> tuple[str, bool]:
            spoken = Spoken()
            beside.append((f"table {number}, row {row}", spoken))
            return self._cell(cell, spoken, f"table {number}, row {row}")

        for row in placed(read_rows(table, read_cell), edges_of(table)):
            self.rows.add(
                row.texts,
                f"table {number}, row {row.number}",
                number,
                kind=BANNER if row.is_banner else ROW,
                merged_from_above=row.merged_from_above,
            )
        for source, spoken in beside:
            self._tell(spoken, source)

    def _place(self, place: str) -> None:
        number = 0
        for text, level, spoken in self.waiting:
            number += bool(text)
            source = f"{place} {number}"
            self.rows.add([text], source, None, kind=TEXT, level=level)
            self._tell(spoken, source)
        self.waiting = []

    def _paragraph(self, paragraph, spoken: Spoken) -> tuple[str, str]:
        """Its words with the number that Word writes before them, and that number alone."""
        text, label = words_of(paragraph, spoken), ""
        if found := self.styles.list_of(paragraph, self.numbering):
            label = self.numbering.label(*found)
        if label in POINTS:  # what a point means depends on the others of its cell
            return text, label
        return (f"{label} {text}".strip() if text else ""), label

    def _cell(self, cell, spoken: Spoken, source: str) -> tuple[str, bool]:
        texts, labels = [], []
        for block in unwrapped(cell):
            if local(block) == "p":
                text, label = self._paragraph(block, spoken)
                texts.append(text)
                labels.append(label)
            elif local(block) == "tbl":
                texts.append(self._nested(block, spoken, source))
                labels.append("")
        text = "\n".join(filter(None, _pointed(texts, labels)))
        label = next((each for each in labels if each and each not in POINTS), "")
        return (text, False) if text else (label, bool(label))

    def _nested(self, table, spoken: Spoken, source: str) -> str:
        """A table within a cell, a line for each of its rows."""
        lines = []
        for row in rows_of(table):
            cells = [self._cell(cell, spoken, source)[0] for cell in cells_of(row)]
            lines.append(" | ".join(filter(None, cells)))
        text = "\n".join(filter(None, lines))
        if text:
            assumed = "Read as lines of the cell that it stands in."
            self.rows.doubt(DoubtCode.NESTED_TABLE, source, text, assumed)
        return text

    def _tell(self, spoken: Spoken, source: str) -> None:
        """Says what stood beside the words; text boxes become text of their own."""
        self.changes.deleted += spoken.deleted
        self.changes.inserted += spoken.inserted
        for kind, key in spoken.notes:
            if text := self.notes.get((kind, key)):
                assumed = f"Kept here and left out of the plan: a {kind.removesuffix('s')}."
                self.rows.doubt(DoubtCode.NOTE_LEFT_OUT, source, text, assumed)
        for text in spoken.hidden:
            assumed = "Kept here and left out of the plan: the document hides it."
            self.rows.doubt(DoubtCode.HIDDEN_LEFT_OUT, source, text, assumed)
        if spoken.objects:
            assumed = "Not read: a file or picture that is placed in the document."
            self.rows.doubt(DoubtCode.OBJECT_LEFT_OUT, source, "", assumed)
        for box in spoken.boxes:
            self._take_box(box, source)

    def _take_box(self, box, source: str) -> None:
        within = Spoken()
        for number, block in enumerate(box.iterchildren("{*}p", "{*}tbl"), start=1):
            if local(block) == "p":
                text, _ = self._paragraph(block, within)
            else:
                text = self._nested(block, within, source)
            place = f"text box beside {source}, paragraph {number}"
            self.rows.add([text], place, None, kind=TEXT)
        within.boxes = []  # `iter` has found the inner ones already
        self._tell(within, f"text box beside {source}")


def _pointed(texts: list[str], labels: list[str]) -> list[str]:
    """With the points of a list, where the cell has two paragraphs of it or more."""
    listed = sum(bool(text) and label in POINTS for text, label in zip(texts, labels, strict=True))
    if listed < 2:
        return texts
    return [
        f"{label} {text}" if text and label in POINTS else text
        for text, label in zip(texts, labels, strict=True)
    ]
