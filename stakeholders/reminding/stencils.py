"""Templates that are rendered once for each shape they take, and then only filled in.

A run writes thousands of e-mails that differ in a few words. What a template decides on (a state,
whether there is a plan to name) is its shape, `given`; the words are put into what came of it.
"""

from functools import lru_cache
from html import escape

from django.template.loader import render_to_string

# A character that no text has (Unicode leaves it to private agreement). What is filled in is not
# looked at again, so a text that did have it would do no harm.
MARK = "\ue000"


class Stencil:
    def __init__(self, template, blanks, given):
        marks = {name: f"{MARK}{name}{MARK}" for name in blanks}
        self.html = template.endswith(".html")
        pieces = render_to_string(template, given | marks).split(MARK)
        self.start, self.rest = pieces[0], list(zip(pieces[1::2], pieces[2::2], strict=True))

    def fill(self, words):
        """`words` by the names of the blanks: escaped in HTML, but for what is `_html` by name."""
        found = [self.start]
        for name, following in self.rest:
            plain = not self.html or name.endswith("_html")
            found += (words[name] if plain else escape(words[name]), following)
        return "".join(found)


@lru_cache(maxsize=512)
def stencil(template, blanks, **given):
    return Stencil(template, blanks, given)
