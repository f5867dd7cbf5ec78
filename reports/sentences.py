"""Sentences made of words and figures: stretches of text, some of which are Runs."""

from .document import Bullets, Cell, Paragraph, Run


def plural(count, noun, nouns=None):
    return f"{count or 'no'} {noun if count == 1 else nouns or noun + 's'}"


def inside(reference):
    """A place of the law within a sentence: "under paragraph 3 of Schedule 12A". Acts, and whatever
    else a body calls its own, keep their capital."""
    first, space, rest = reference.partition(" ")
    return f"{first.lower()}{space}{rest}" if first in LOWER_INSIDE else reference


LOWER_INSIDE = {"Paragraph", "Paragraphs", "Section", "Sections"}


def verb(count, one, many):
    return one if count == 1 else many


def said(*parts):
    """(text, runs) of a sentence given in stretches, strings or Runs; no runs where all are plain.

    "3 actions" is said as `run, " actions"`.
    """
    text = "".join(part.text if isinstance(part, Run) else part for part in parts)
    if not any(isinstance(part, Run) and part != Run(part.text) for part in parts):
        return text, ()
    runs = []
    for part in parts:
        run = part if isinstance(part, Run) else Run(part)
        if runs and run == Run(run.text) and runs[-1] == Run(runs[-1].text):
            runs[-1] = Run(runs[-1].text + run.text)
        elif run.text:
            runs.append(run)
    return text, tuple(runs)


def paragraph(*parts):
    return Paragraph(*said(*parts))


def bullets(items, *, ordered=False):
    """`items` are sentences in stretches."""
    made = [said(*item) for item in items]
    runs = tuple(runs or (Run(text),) for text, runs in made)
    return Bullets(
        tuple(text for text, _ in made),
        runs if any(found for _, found in made) else (),
        ordered,
    )


def cell(*parts):
    text, runs = said(*parts)
    return Cell(text, runs=runs)


def counted(run, noun, nouns=None):
    """ "3 actions", of which the number is a figure; "no actions"."""
    if run.text == "0":
        return (f"no {nouns or noun + 's'}",)
    return run, f" {noun if run.text == '1' else nouns or noun + 's'}"


def joined(items, last="and"):
    """Stretches of several items, as "4 on track, 2 complete and 1 overdue"."""
    parts = []
    for place, item in enumerate(items):
        if place:
            parts.append(f" {last} " if place == len(items) - 1 else ", ")
        parts += item
    return parts
