"""Excel workbooks (.xlsx, .xlsm) as sheets, one row at a time.

Read from the XML itself (ISO/IEC 29500-1 §18): of the usual libraries the fast ones say nothing
of hidden rows and number formats ("1.10" is not 1.1, "Mar-10" is no 1 March), and set aside
memory for every cell up to the last one used.
"""

import re
from collections.abc import Iterator
from functools import partial

from objectives.importing.doubts import DoubtCode

from .contents import Rows
from .numbers import BUILT_IN, EPOCH, EPOCH_1904, Value, shown, typed
from .packages import Package
from .refusals import damaged
from .sheets import ListedSheet, Sheet, column_index, take_sheets

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_CELL = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


def read_xlsx(package: Package, rows: Rows) -> tuple[str, ...]:
    """The names of the sheets that were read. Raises UnreadableFile."""
    if package.has_macros:
        assumed = "Left alone: macros are never read and never run."
        rows.doubt(DoubtCode.MACROS_LEFT_OUT, "file", "", assumed)
    return take_sheets(_Workbook(package).sheets(), rows)


class _Workbook:
    def __init__(self, package: Package):
        self.package = package
        self.tree = package.tree(package.main)
        self.relations = package.relations(package.main)
        settings = self.tree.find("{*}workbookPr")
        is_1904 = settings is not None and settings.get("date1904") in ("1", "true")
        self.epoch = EPOCH_1904 if is_1904 else EPOCH
        self.formats = self._formats()
        self.strings = self._strings()

    def sheets(self) -> Iterator[ListedSheet]:
        for listed in self.tree.iterfind("{*}sheets/{*}sheet"):
            key = next((v for k, v in listed.attrib.items() if k.endswith("}id")), "")
            relation = self.relations.get(key)
            if relation is None or relation.target not in self.package:
                raise damaged("one of its sheets")
            if relation.kind == "worksheet":  # no chart, no dialogue
                name = " ".join(listed.get("name", "").split()) or "without a name"
                hidden = listed.get("state", "visible") != "visible"
                yield name, hidden, partial(self._sheet, name, relation.target)

    def _sheet(self, name: str, part: str) -> Sheet:
        sheet, row = Sheet(name, self.epoch), 0
        for element in self.package.elements(part, "row", "col", "mergeCell"):
            tag = element.tag.rpartition("}")[2]
            if tag == "row":
                row = _whole(element.get("r")) or row + 1
                if _is_on(element.get("hidden")):
                    sheet.hidden_rows.add(row)
                self._take_row(element, row, sheet)
            elif tag == "mergeCell":
                if match := _RANGE.fullmatch(element.get("ref", "")):
                    left, top, right, bottom = match.groups()
                    corners = int(top), column_index(left), int(bottom), column_index(right)
                    sheet.merges.append(corners)
            elif _is_on(element.get("hidden")):
                first, last = _whole(element.get("min")), _whole(element.get("max"))
                sheet.hidden_columns.update(range(max(first, 1) - 1, min(last, 16_384)))
        sheet.notes = self._notes(part)
        return sheet

    def _take_row(self, element, row: int, sheet: Sheet) -> None:
        column = -1
        for cell in element.iterchildren("{*}c"):
            named = column_index(cell.get("r", ""))
            column = named if named >= 0 else column + 1
            kind, raw, is_formula = cell.get("t", "n"), None, False
            for child in cell:
                tag = child.tag.rpartition("}")[2]
                if tag == "v":
                    raw = child.text or ""
                elif tag == "is":
                    raw = _string(child)
                elif tag == "f":
                    is_formula = True
            if not raw:
                if is_formula and kind != "str":  # one that gives an empty text has its value
                    sheet.without_value.append(cell.get("r", f"row {row}"))
                continue
            sheet.put(row, column, self._value(kind, raw, _whole(cell.get("s"))))

    def _value(self, kind: str, raw: str, style: int) -> Value:
        if kind == "s":
            index = _whole(raw.strip())
            if not raw.strip().isdigit() or index >= len(self.strings):
                raise damaged("the texts of its cells")
            return typed(self.strings[index])
        if kind in ("str", "inlineStr", "e"):
            return typed(_plain(raw))
        if kind == "b":
            return Value("TRUE" if raw.strip() == "1" else "FALSE")
        if kind == "d":
            return Value(raw.strip()[:10], is_date=bool(re.match(r"\d{4}-\d\d-\d\d", raw.strip())))
        try:
            number = float(raw)
        except ValueError:
            return typed(_plain(raw))
        code = self.formats[style] if style < len(self.formats) else ""
        return shown(number, code, self.epoch)

    def _formats(self) -> list[str]:
        """The number format of each cell style."""
        part = self.package.related(self.package.main, "styles")
        if part is None:
            return []
        tree = self.package.tree(part)
        codes = dict(BUILT_IN)
        for listed in tree.iterfind("{*}numFmts/{*}numFmt"):
            codes[_whole(listed.get("numFmtId"))] = listed.get("formatCode", "")[:255]
        styles = tree.iterfind("{*}cellXfs/{*}xf")
        return [codes.get(_whole(style.get("numFmtId")), "") for style in styles]

    def _strings(self) -> list[str]:
        part = self.package.related(self.package.main, "sharedStrings")
        return [_string(each) for each in self.package.elements(part, "si")] if part else []

    def _notes(self, sheet_part: str) -> list[tuple[int, str]]:
        part = self.package.related(sheet_part, "comments")
        if part is None:
            return []
        notes = []
        for comment in self.package.tree(part).iterfind("{*}commentList/{*}comment"):
            cell = _CELL.fullmatch(comment.get("ref", ""))
            text = " ".join("".join(t.text or "" for t in comment.iter("{*}t")).split())
            if cell and text:
                notes.append((int(cell[2]), f"{cell[0]}: {text}"))
        return notes


def _string(element) -> str:
    """The text of its runs, without the reading aids of East Asian scripts."""
    texts = (t for t in element.iter("{*}t") if not t.getparent().tag.endswith("}rPh"))
    return _plain("".join(t.text or "" for t in texts))


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _is_on(text: str | None) -> bool:
    return text in ("1", "true")
