"""The numbered items of one cell: `1. ... 2. ...`, `a/ ...`, paragraphs."""

import re
from dataclasses import dataclass, field

_LAYOUT = re.compile(r"</?p(?:\s[^<>]*)?>|<br\s*/?>", re.IGNORECASE)
_NUMBER = re.compile(r"\(?([0-9]{1,3})[.):](?=\s|$)\s*")
_LEVELS = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?:\.[ivx]+)?)[.):]?\s+", re.IGNORECASE)
_LETTER = re.compile(r"\(?([a-z])(?:/|\)|\.(?=\s))\s*")
_ROMAN = re.compile(r"\(?(ix|iv|v?i{1,3}|x)(?:/|\)|\.(?=\s))\s*")
_BULLET = re.compile(r"[•▪●○◦‣·∙*–-]\s+(?=\S)")
_INLINE = re.compile(r"(?<=\s)([0-9]{1,2})[.)](?=\s+\S)")
_ROMANS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]

# A sentence doesn't end on these, so a number after them points to something.
_POINTING = re.compile(
    r"(?:\b(?:at|to|by|in|of|on|see|point|item|items|paragraph|para|section|action|activity|"
    r"objective|no|number|step|under|with|from|and|or|than|least|about|nearly|page|phase|tier|"
    r"level|stage|version|year|quarter|for|per|the|a|an)|[,(&/-])\s*$",
    re.IGNORECASE,
)


@dataclass
class Item:
    text: str
    number: str = ""
    letter: str = ""
    """set for a sub-item; its number is that of the item above and this"""


@dataclass
class Items:
    items: list[Item] = field(default_factory=list)
    kept_numbers: list[str] = field(default_factory=list)
    """numbers inside sentences that began no item, with the words around them"""


def paragraphs(cell: str) -> list[str]:
    """The cell's lines without paragraph tags; any other HTML is text like any other."""
    lines = _LAYOUT.sub("\n", cell).split("\n")
    return [line for line in (" ".join(line.split()) for line in lines) if line]


def one_line(cell: str) -> str:
    return " ".join(paragraphs(cell))


def split_items(
    cell: str, *, objective: str, last_number: str = "", last_letter: str = ""
) -> Items:
    """`last_number` and `last_letter` are those of the row above, where its list goes on here."""
    found = Items()
    lines = paragraphs(cell)
    # A list of nothing but bullets is several items; below a sentence it is part of that.
    listed = len(lines) > 1 and all(map(_BULLET.match, lines))
    if listed:
        found.items = _points(lines)
        return found
    for paragraph in lines:
        item, rest = _opening(paragraph, objective, last_letter)
        if item:
            found.items.append(item)
        elif found.items:
            found.items[-1].text += "\n"
        else:
            found.items.append(Item(""))
        _take_inline(rest, found, last_number)
        last_number = found.items[-1].number or last_number
        last_letter = found.items[-1].letter or ("" if found.items[-1].number else last_letter)
    return found


def _points(lines: list[str]) -> list[Item]:
    """An item for each; a list within the list, its points of another kind, is part of one."""
    items: list[Item] = []
    for line in lines:
        if items and line[0] != lines[0][0]:
            items[-1].text += f"\n{line}"
        else:
            items.append(Item(_BULLET.sub("", line, count=1)))
    return items


def number_follows(number: str, last: str) -> bool:
    return number.isdigit() and last.isdigit() and int(number) == int(last) + 1


def _opening(paragraph: str, objective: str, last_letter: str) -> tuple[Item | None, str]:
    if match := _NUMBER.match(paragraph):
        return Item("", number=match[1]), paragraph[match.end() :]
    # "1.5 posts" is no number of an item, "4.2" in objective 4 is.
    match = _LEVELS.match(paragraph)
    if match and (match[1].split(".")[0] == objective or match[1].count(".") > 1):
        return Item("", number=match[1]), paragraph[match.end() :]
    for pattern in (_ROMAN, _LETTER):
        match = pattern.match(paragraph)
        if match and _letter_may_follow(match[1], last_letter):
            return Item("", letter=match[1]), paragraph[match.end() :]
    return None, paragraph


def _letter_may_follow(letter: str, last: str) -> bool:
    if not last:
        return letter in ("a", "i")
    if last in _ROMANS and letter in _ROMANS:
        return 0 <= _ROMANS.index(letter) - _ROMANS.index(last) <= 2
    return len(letter) == len(last) == 1 and 0 <= ord(letter) - ord(last) <= 2


def _take_inline(text: str, found: Items, last_number: str) -> None:
    """Numbers within a paragraph begin an item only where the list goes on with them."""
    start = 0
    for match in _INLINE.finditer(text):
        last = found.items[-1].number or last_number
        before = text[max(start, match.start() - 80) : match.start()]
        after = text[match.end() : match.end() + 80].lstrip()
        opens = after[:1].isupper() or after[:1] in "“\"'‘<"
        if number_follows(match[1], last) and opens and not _POINTING.search(before):
            found.items[-1].text += text[start : match.start()].strip()
            found.items.append(Item("", number=match[1]))
            start = match.end()
        else:
            around = f"{' '.join(before.split()[-3:])} {match[0]} {' '.join(after.split()[:3])}"
            found.kept_numbers.append(around.strip())
    found.items[-1].text += text[start:].strip()
