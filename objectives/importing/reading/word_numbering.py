"""The numbers that Word writes before a paragraph itself: they stand nowhere in its text.

ISO/IEC 29500-1 §17.9: a paragraph names a list and a level; the list says how its levels are
counted and written.
"""

import re
from dataclasses import dataclass, field, replace

_ROMAN = [
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
]  # fmt: skip


def value(element, name: str = "val") -> str:
    """An attribute in the element's own namespace: Word has two, for two editions of one norm."""
    if element is None:
        return ""
    namespace, brace, _ = element.tag.rpartition("}")
    return element.get(f"{namespace}{brace}{name}", "")


def whole(text: str, otherwise: int = 0) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else otherwise


POINTS = ("•", "◦")
"""of a list, and of the lists within it, whichever picture the document has for them"""


@dataclass(frozen=True)
class Level:
    form: str = ""
    """decimal, lowerLetter, bullet ..."""
    text: str = ""
    """`%1.%2` where the numbers of the first two levels go"""
    start: int = 1
    style: str = ""
    """the paragraph style that takes this level by itself"""


@dataclass
class Numbering:
    lists: dict[str, str] = field(default_factory=dict)
    """each list's pattern: lists of one pattern count on from each other"""
    patterns: dict[str, dict[int, Level]] = field(default_factory=dict)
    overrides: dict[str, dict[int, Level]] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def read(cls, tree) -> "Numbering":
        self = cls()
        if tree is None:
            return self
        for pattern in tree.iterfind("{*}abstractNum"):
            levels = (_level(level) for level in pattern.iterfind("{*}lvl"))
            self.patterns[value(pattern, "abstractNumId")] = dict(levels)
        for listed in tree.iterfind("{*}num"):
            key = value(listed, "numId")
            self.lists[key] = value(listed.find("{*}abstractNumId"))
            for override in listed.iterfind("{*}lvlOverride"):
                depth = whole(value(override, "ilvl"))
                if (start := override.find("{*}startOverride")) is not None:
                    self.restarts.setdefault(key, {})[depth] = whole(value(start), 1)
                if (level := override.find("{*}lvl")) is not None:
                    self.overrides.setdefault(key, {})[depth] = _level(level)[1]
        return self

    def level_of_style(self, key: str, style: str) -> int:
        levels = self.patterns.get(self.lists.get(key, ""), {})
        return next((depth for depth, level in levels.items() if level.style == style), 0)

    def label(self, key: str, depth: int) -> str:
        """What stands before the next paragraph of this list; a point for any bullet."""
        pattern = self.lists.get(key, "")
        levels = {**self.patterns.get(pattern, {}), **self.overrides.get(key, {})}
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self.counts.setdefault(pattern, {})
        for restarted, start in self.restarts.pop(key, {}).items():
            counts[restarted] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        if level.form == "bullet":
            return POINTS[min(depth, 1)]
        if level.form == "none":
            return ""

        def written(match: re.Match) -> str:
            which = int(match[1]) - 1
            other = levels.get(which, Level())
            return _written(counts.setdefault(which, other.start), other.form)

        label = re.sub(r"%([1-9])", written, level.text).strip()
        return label if any(letter.isalnum() for letter in label) else ""


def _level(element) -> tuple[int, Level]:
    found = Level(
        form=value(element.find("{*}numFmt")),
        text=value(element.find("{*}lvlText")),
        start=whole(value(element.find("{*}start")), 1),
        style=value(element.find("{*}pStyle")),
    )
    # Without a form a level counts in figures.
    return whole(value(element, "ilvl")), replace(found, form=found.form or "decimal")


def _written(number: int, form: str) -> str:
    """Empty for a form that isn't known: the text then keeps its place without a number."""
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26 * 10:
        # After z Word writes aa, bb.
        letters = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 1 <= number < 4000:
        roman = ""
        for size, letters in _ROMAN:
            count, number = divmod(number, size)
            roman += letters * count
        return roman.upper() if form == "upperRoman" else roman
    if form == "decimalZero":
        return f"{number:02}"
    return str(number) if form == "decimal" else ""
