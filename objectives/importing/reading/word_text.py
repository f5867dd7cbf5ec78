"""The words of a Word paragraph, as Word shows them once every tracked change is accepted.

What stands there and is no part of the sentence (footnotes, comments, hidden text, text boxes) is
handed out beside it, so that it can be told instead of being lost.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .word_numbering import value

# Characters of Word's picture fonts that offices use as marks of what is done.
_SYMBOLS = {
    "F0FC": "✓", "F0FB": "✗", "F0FE": "☑", "F0FD": "☒", "F0A8": "☐", "F06F": "☐", "F0B7": "•",
    "F0E0": "→",
}  # fmt: skip
_THROUGH = {"hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo"}
_NOTES = {
    "footnoteReference": "footnotes",
    "endnoteReference": "endnotes",
    "commentReference": "comments",
}


@dataclass
class Spoken:
    """What was met beside the words."""

    notes: list[tuple[str, str]] = field(default_factory=list)
    """which part of the document it is in, and its key there"""
    hidden: list[str] = field(default_factory=list)
    boxes: list = field(default_factory=list)
    """the contents of text boxes, as elements"""
    deleted: int = 0
    inserted: int = 0
    objects: int = 0


def local(element) -> str:
    return element.tag.rpartition("}")[2]


def unwrapped(element) -> Iterator:
    """The element's children, those within wrappers that show nothing of their own included."""
    for child in element:
        name = local(child)
        if name == "sdt":
            properties, content = child.find("{*}sdtPr"), child.find("{*}sdtContent")
            if content is not None and not _is_machine_made(properties):
                yield from unwrapped(content)
        elif name in ("customXml", "smartTag", "ins", "moveTo"):
            yield from unwrapped(child)
        elif name == "AlternateContent":
            yield from _chosen(child)
        else:
            yield child


def words_of(paragraph, spoken: Spoken) -> str:
    text = "".join(_words(paragraph, spoken))
    lines = (re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _words(parent, spoken: Spoken) -> Iterator[str]:
    for child in parent:
        name = local(child)
        if name == "r":
            yield from _run(child, spoken)
        elif name == "sdt":
            content = child.find("{*}sdtContent")
            if content is not None and not _is_machine_made(child.find("{*}sdtPr")):
                yield from _words(content, spoken)
        elif name in _THROUGH:
            spoken.inserted += name in ("ins", "moveTo")
            yield from _words(child, spoken)
        elif name in ("del", "moveFrom"):
            spoken.deleted += 1
        elif name in ("oMath", "oMathPara"):
            yield "".join(t.text or "" for t in child.iter("{*}t"))
        elif name == "AlternateContent":
            for chosen in _chosen(child):
                yield from _words([chosen], spoken)


def _run(run, spoken: Spoken) -> Iterator[str]:
    vanish = run.find("{*}rPr/{*}vanish")
    if vanish is not None and value(vanish) not in ("0", "false", "off"):
        if text := "".join(t.text or "" for t in run.iterfind("{*}t")).strip():
            spoken.hidden.append(text)
        return
    for child in unwrapped(run):
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name in ("tab", "ptab"):
            yield " "
        elif name in ("br", "cr"):
            yield " " if value(child, "type") in ("page", "column") else "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "sym":
            yield _SYMBOLS.get(value(child, "char").upper(), "")
        elif name == "ruby":
            yield from _words(child.find("{*}rubyBase"), spoken)
        elif name in _NOTES:
            spoken.notes.append((_NOTES[name], value(child, "id")))
        elif name in ("drawing", "pict", "object"):
            spoken.objects += name == "object"
            spoken.boxes.extend(child.iter("{*}txbxContent"))


def _chosen(alternate) -> Iterator:
    """Word writes a text box twice, for itself and for older programs; one is read."""
    for name in ("Choice", "Fallback"):
        found = alternate.find(f"{{*}}{name}")
        if found is not None and len(found):
            yield from found
            return


def _is_machine_made(properties) -> bool:
    """A prompt that nobody has filled in ("Click to enter a date"), a table of contents."""
    if properties is None:
        return False
    gallery = properties.find("{*}docPartObj/{*}docPartGallery")
    prompt = properties.find("{*}showingPlcHdr")
    return prompt is not None or value(gallery) == "Table of Contents"
