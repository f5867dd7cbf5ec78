"""How the words that somebody writes will look in their paper, before anything is saved.

Collected anew each time, up to the cut-off that the paper would have if it were built now: nothing
is kept that could be out of date, or show somebody what is not for them.
"""

from itertools import takewhile

from django.utils import timezone

from .body_forms import sections_of
from .building import asked_of, own_cut_off
from .collect import collect, drafts_for
from .collect.narrating import place_of
from .collect.places import HELP, OBJECTIVE, POSITION
from .document import Subheading
from .markdown import blocks_of
from .models import FormSection
from .render.html import draw_section


def preview_of(revision, place, text):
    """The stretch of the paper in which `text` would stand, as reports/writing_preview.html draws
    it: the blocks before, those of the text, the blocks after. `left_out` says that the paper does
    not print it: an objective whose actions all came after the cut-off is not in it yet."""
    words = blocks_of(text)
    document = collect(*asked_now(revision, typed={place.key: text}))
    number = section_of(revision.report.body, place)
    blocks = document.sections[number].blocks
    first, typed, after, last = stretch(blocks, place.title, words)
    section = draw_section(document, number)
    drawn = section["blocks"]
    return {
        "number": section["number"],
        "title": section["title"],
        "before": drawn[first:typed],
        "typed": drawn[typed:after],
        "after": drawn[after:last],
        "left_out": bool(words) and typed == after,
    }


def draft_for(revision, place):
    """Sentences drafted from the figures of the paper, for this place, or nothing."""
    return drafts_for(*asked_now(revision)).get(place.key, "")


def asked_now(revision, **more):
    return asked_of(revision, cut_off=min(own_cut_off(revision), timezone.now()), **more)


def section_of(body, place):
    """Which of the document's sections has the place: page one, then the body's own in order."""
    if place.key in (POSITION, HELP):
        return 0
    key = FormSection.Content.ISSUES if place.key.startswith(OBJECTIVE) else place.key
    return 1 + [place_of(section) for section in sections_of(body)].index(key)


def stretch(blocks, title, typed):
    """(first, here, after, last): the typed blocks are those from `here` to `after`, none where
    they are not there. Around them goes a stretch from the subheading that is the place's own, or
    the section's beginning, to the next subheading that was not typed."""
    own = [n for n, block in enumerate(blocks) if block == Subheading(title)] or [0]
    places = range(own[0], len(blocks)) if typed else ()
    here = next((n for n in places if blocks[n : n + len(typed)] == typed), None)
    # Two objectives may have the same title: the words tell them apart.
    first = own[0] if here is None else max(n for n in own if n <= here)
    here, after = (first, first) if here is None else (here, here + len(typed))
    rest = blocks[max(after, first + 1) :]
    until = takewhile(lambda block: not isinstance(block, Subheading), rest)
    return first, here, after, len(blocks) - len(rest) + sum(1 for _ in until)
