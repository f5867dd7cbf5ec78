"""What in an issue's words could tell who said it, before the public reads them.

It looks for what commonly does, and would rather ask once too often: somebody who has read the
words decides. It never says from where it knows a name: that somebody is a contact of a community
can itself be data of a special category.
"""

import re
import unicodedata
from dataclasses import dataclass

from stakeholders.models import Contact, Person

KINDS = {
    "known_name": "the name of somebody whom this portal knows",
    "titled_name": "a title with a name",
    "email": "an e-mail address",
    "phone": "a telephone number",
    "postcode": "a postcode",
    "quotation": "words in quotation marks",
}
PLACES = {
    "title": "the title",
    "words": "what people said",
    "response": "what we did",
    "telling": "how people were told",
    "reason": "your reason",
}
# Titles of which the short ones are written with a full stop as well.
SHORT = r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Revd|Cllr|Sgt|Insp|Supt)\.?"
LONG = (
    r"(?:Miss|Professor|Reverend|Sir|Dame|Lord|Lady|Councillor|PC|PCSO|DC|DS|DI|DCI|DCS|Sergeant"
    r"|Inspector|Constable|Superintendent|Imam|Rabbi|Bishop|Canon|Father|Sister)"
)
# What follows a title and is no name: "Lord Lieutenant", "PC Plan".
NO_NAMES = (
    r"(?!(?:Constables?|Superintendents?|Inspectors?|Sergeants?|Officers?|Lieutenants?|Mayors?"
    r"|General|Neighbourhood|Panel|Board|Surger(?:y|ies)|Team|Office|Plan|The|And|Of|For)\b)"
)
NAME = r"[A-Z][\w’'-]*[a-z]"
PATTERNS = {
    "titled_name": re.compile(rf"\b(?:{SHORT}|{LONG})\s+{NO_NAMES}{NAME}(?:[ -]{NAME})?"),
    "email": re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+"),
    "phone": re.compile(r"(?<![\d/.])(?:\+44[\s-]?(?:\(0\))?|\(?0)(?:[\s()-]{0,2}\d){9,10}(?!\d)"),
    # Small letters are no postcode after a place's number: "M11 5th junction".
    "postcode": re.compile(
        r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[a-z]{1,2}\d[a-z\d]? ?\d(?!st|nd|rd|th)[a-z]{2}\b"
    ),
    # One word in quotation marks is a name of something; several are what somebody said.
    "quotation": re.compile(
        r"“[^”]*\s[^”]*”|\"[^\"]*\s[^\"]*\"|‘[^’]*\s[^\n]*?’(?!\w)|(?<!\w)'[^'\n]*\s[^'\n]*'(?!\w)"
    ),
}
LONGEST_SHOWN = 80


@dataclass(frozen=True)
class Finding:
    kind: str
    place: str
    text: str

    @property
    def words(self):
        return f"{KINDS[self.kind]} in {PLACES[self.place]}"


def known_names():
    """The names of contacts and of the portal's people, as lists of small words."""
    names = [
        *Contact.objects.kept().exclude(name="").values_list("name", flat=True),
        *Person.objects.values_list("name", flat=True),
    ]
    return {parts for name in names for parts in forms_of(name)}


def forms_of(name):
    """As it is kept, and the first name with the last. A single word is a name only where it is
    all that there is; it may be any word then, so it is left to the reader."""
    words = tuple(word for word, *_ in words_of(name))
    if len(words) > 1:
        yield words
        yield (words[0], words[-1])


def words_of(text):
    """(word as it is compared, its start, its end) of each word."""
    for found in re.finditer(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", text):
        yield plain(found[0]), found.start(), found.end()


def plain(word):
    """ "O’Néill" and "o'neill" are one name; so is "Okafor’s"."""
    word = unicodedata.normalize("NFKD", word.replace("’", "'")).casefold()
    word = "".join(letter for letter in word if not unicodedata.combining(letter))
    return word.removesuffix("'s")


def public_words(issue, tellings=()):
    """[(place, words)] of all that the public would read of an issue."""
    own = [(place, getattr(issue, place)) for place in ("title", "words", "response")]
    return own + [("telling", telling.words) for telling in tellings]


def look_through(places, names):
    """Findings in [(place, words)], in the order of the words; one place once."""
    found = []
    for place, text in places:
        spans = [(*span, "known_name") for span in spans_of_names(text, names)]
        for kind, pattern in PATTERNS.items():
            spans += [(*match.span(), kind) for match in pattern.finditer(text)]
        for start, end, kind in sorted(spans):
            finding = Finding(kind, place, shorten(text[start:end]))
            if finding not in found:
                found.append(finding)
    return found


def spans_of_names(text, names):
    lengths = {len(name) for name in names}
    words = list(words_of(text))
    for first in range(len(words)):
        for length in lengths:
            part = words[first : first + length]
            if len(part) == length and tuple(word for word, *_ in part) in names:
                yield part[0][1], part[-1][2]


def shorten(text):
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN].rstrip()}…"


def findings_of(issue):
    """All that somebody has to look at before this issue is made public."""
    tellings = issue.tellings.all()
    return look_through(public_words(issue, tellings), known_names())
