"""Cells of an edited workbook that hold a formula: what one comes to is nobody's statement."""

import re

from objectives.importing.ours.sheets import SheetRow
from objectives.importing.reading import FileContents
from objectives.importing.reading.packages import Package

_CELL = re.compile(r"([A-Z]+)([0-9]+)")
_SOURCE = re.compile(r"sheet (?P<sheet>.*), row (?P<row>[0-9]+)")


def formulas_in(contents: FileContents, rows: list[SheetRow]) -> dict[str, list[str]]:
    """{the row's source: the names of its cells with a formula}."""
    if contents.kind != "xlsx" or not rows:
        return {}
    place = _SOURCE.fullmatch(rows[0].source)
    package = Package(contents.content)
    part = _part_of(package, place["sheet"]) if place else None
    if part is None:
        return {}
    found: dict[str, list[str]] = {}
    for cell in package.elements(part, "c"):
        if cell.find("{*}f") is not None and (name := _CELL.fullmatch(cell.get("r", ""))):
            source = f"sheet {place['sheet']}, row {name[2]}"
            found.setdefault(source, []).append(name[0])
    return found


def _part_of(package: Package, sheet: str) -> str | None:
    relations = package.relations(package.main)
    for listed in package.tree(package.main).iterfind("{*}sheets/{*}sheet"):
        if " ".join(listed.get("name", "").split()) == sheet:
            key = next((v for k, v in listed.attrib.items() if k.endswith("}id")), "")
            relation = relations.get(key)
            return relation.target if relation else None
    return None
