"""What a Word paragraph's style says of it: a heading's level, and the list it belongs to."""

import re
from dataclasses import dataclass

from .word_numbering import Numbering, value, whole


@dataclass(frozen=True)
class _Style:
    name: str
    based_on: str
    outline: int | None
    list_key: str
    list_depth: int | None


class Styles:
    def __init__(self, tree):
        self.styles: dict[str, _Style] = {}
        self.usual = ""
        for style in tree.iterfind("{*}style") if tree is not None else ():
            key = value(style, "styleId")
            outline, list_key, depth = _own(style.find("{*}pPr"))
            name = value(style.find("{*}name")).casefold()
            based_on = value(style.find("{*}basedOn"))
            self.styles[key] = _Style(name, based_on, outline, list_key, depth)
            if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true"):
                self.usual = key

    def heading_level(self, paragraph) -> int | None:
        """1 to 9; Word calls its own heading styles by these names in every language."""
        outline, _, _ = _own(paragraph.find("{*}pPr"))
        if outline is not None:
            return outline + 1 if outline < 9 else None
        for _, style in self._chain(paragraph):
            if match := re.fullmatch(r"heading ([1-9])", style.name):
                return int(match[1])
            if style.outline is not None:
                return style.outline + 1 if style.outline < 9 else None
        return None

    def list_of(self, paragraph, numbering: Numbering) -> tuple[str, int] | None:
        """Which list the paragraph belongs to and at which level, from 0."""
        _, key, depth = _own(paragraph.find("{*}pPr"))
        if key:
            return (key, depth or 0) if key != "0" else None
        for name, style in self._chain(paragraph):
            if style.list_key:
                if style.list_key == "0":
                    return None
                if depth is None:
                    depth = style.list_depth
                if depth is None:
                    depth = numbering.level_of_style(style.list_key, name)
                return style.list_key, depth
        return None

    def _chain(self, paragraph):
        """The paragraph's style and those it is based on; a ring ends where it began."""
        key = value(paragraph.find("{*}pPr/{*}pStyle")) or self.usual
        seen = set()
        while key in self.styles and key not in seen:
            seen.add(key)
            yield key, self.styles[key]
            key = self.styles[key].based_on


def _own(properties) -> tuple[int | None, str, int | None]:
    """The outline level, the list and the level in it that these properties give."""
    if properties is None:
        return None, "", None
    outline = properties.find("{*}outlineLvl")
    depth = properties.find("{*}numPr/{*}ilvl")
    return (
        whole(value(outline), 9) if outline is not None else None,
        value(properties.find("{*}numPr/{*}numId")),
        whole(value(depth)) if depth is not None else None,
    )
