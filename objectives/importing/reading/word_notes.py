"""Footnotes, endnotes and comments of a Word document, by part and key."""

from .packages import Package
from .word_numbering import value
from .word_text import Spoken, words_of

_KINDS = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}


def notes_of(package: Package) -> dict[tuple[str, str], str]:
    notes = {}
    for kind, name in _KINDS.items():
        part = package.related(package.main, kind)
        for note in package.tree(part).iterchildren(f"{{*}}{name}") if part else ():
            words = (words_of(paragraph, Spoken()) for paragraph in note.iter("{*}p"))
            notes[kind, value(note, "id")] = " ".join(filter(None, words))
    return notes
