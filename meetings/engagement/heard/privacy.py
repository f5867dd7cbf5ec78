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
# Titles of which the short ones are written with a full stop as well, and some carelessly.
SHORT = r"(?:(?i:Mr|Mrs|Mx|Cllr)|Ms|MS|Dr|DR|Prof|Rev|Revd|Sgt|Insp|Supt)(?:\.\s?|\s)"
LONG = (
    r"(?:Miss|Professor|Reverend|Sir|Dame|Lord|Lady|Councillor|PC|PCSO|DC|DS|DI|DCI|DCS|Sergeant"
    r"|Inspector|Constable|Superintendent|Imam|Rabbi|Bishop|Canon|Father|Sister)\s"
)
# What follows a title and is no name: "Lord Lieutenant", "PC Plan".
NO_NAMES = (
    r"(?!(?:Constables?|Superintendents?|Inspectors?|Sergeants?|Officers?|Lieutenants?|Mayors?"
    r"|General|Neighbourhood|Panel|Board|Surger(?:y|ies)|Team|Office|Plan|The|And|Of|For)\b)"
)
CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-ſ]"
PARTICLES = r"(?:(?:de|da|di|la|le|van|von|der|den|al|el|bin|ibn|ap)[ -])*"
NAME = rf"{CAPITAL}[\w’'-]*[^\W\dA-Z_]"
PATTERNS = {
    "titled_name": re.compile(
        rf"\b(?:(?i:Mr|Mrs|Mx|Cllr)(?:\.\s?|\s)[^\W\d_][\w’'-]*"
        rf"|{SHORT}{NO_NAMES}{PARTICLES}{CAPITAL}[\w’'-]*"
        rf"|{LONG}{NO_NAMES}{PARTICLES}{NAME})(?:[ -]{NAME})?"
    ),
    # Also as people write it for no machine to find: "a.b (at) example.org", "a at b dot org".
    "email": re.compile(
        r"(?<![\w.+'-])[\w.+'-]+(?:@| ?[(\[{] ?at ?[)\]}] ?)[\w-]+"
        r"(?:(?:\.| ?[(\[{] ?dot ?[)\]}] ?)[\w-]+)+"
        r"|(?<![\w.+'-])[\w.+'-]+ at [\w-]+(?: dot [\w-]+)+",
        re.IGNORECASE,
    ),
    "phone": re.compile(
        r"(?<![\d/.])(?:(?:\+|00)44[\s-]?(?:\(0\))?|\(?0)(?:[\s()-]{0,2}\d){9,10}(?!\d)"
        r"|(?<![\d/.])0\d{2,4}\.\d{3,4}\.\d{3,4}(?!\d)"
    ),
    # Small letters are no postcode after a place's number: "M11 5th junction".
    "postcode": re.compile(
        r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[a-z]{1,2}\d[a-z\d]? ?\d(?!st|nd|rd|th)[a-z]{2}\b"
    ),
    # No mark of the kind that opens stands inside, so that a text of such marks takes no longer.
    "quotation": re.compile(r"\"[^\"]*\"|‘[^‘\n]*?’(?!\w)|(?<!\w)'[^'\n]*'(?!\w)"),
}
DOUBLE = str.maketrans(dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("`´", "'"))
PLAINER = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "'": None}
)
SHORTEST_RUN = 7
"""letters: a first and a last name written as one word, where that is hardly another word"""
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
    """As it is kept, the first name with the last, either way round, both as one word, and the
    last with the first's letter. A single word is a name only where it is all that there is; it
    may be any word then, so it is left to the reader."""
    parts = [[word for word, *_ in words_of(part)] for part in tidy(name).split()]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return
    first, last = parts[0], parts[-1]
    yield tuple(word for part in parts for word in part)
    yield (*first, *last)
    yield (*last, *first)
    yield (first[0][0], *last)
    if len(run := "".join((*first, *last))) >= SHORTEST_RUN:
        yield (run,)


def tidy(text):
    """The text as it looks: without letters that nobody sees, in one kind of double quotation
    marks and of figures, one space where there are several."""
    text = unicodedata.normalize("NFKC", text.translate(DOUBLE))
    text = "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in text
        if unicodedata.category(letter) != "Cf"
    )
    return re.sub(r"[^\S\n]+", " ", text)


def words_of(text):
    """(word as it is compared, its start, its end) of each word."""
    for found in re.finditer(r"[^\W\d_]+(?:[’‘'][^\W\d_]+)*", text):
        yield plain(found[0]), found.start(), found.end()


def plain(word):
    """ "O’Néill", "o'neill" and "ONeill" are one name; so are "Okafor’s", and "Işık" and "ISIK"."""
    word = unicodedata.normalize("NFKD", re.sub("[’‘]", "'", word)).casefold()
    word = "".join(letter for letter in word if not unicodedata.combining(letter))
    return word.removesuffix("'s").translate(PLAINER)


def public_words(issue, tellings=()):
    """[(place, words)] of all that the public would read of an issue."""
    own = [(place, getattr(issue, place)) for place in ("title", "words", "response")]
    return own + [("telling", telling.words) for telling in tellings]


def look_through(places, names):
    """Findings in [(place, words)], in the order of the words; one place once."""
    found = []
    for place, text in places:
        text = tidy(text)
        spans = [(*span, "known_name") for span in spans_of_names(text, names)]
        for kind, pattern in PATTERNS.items():
            spans += [(*match.span(), kind) for match in pattern.finditer(text)]
        for start, end, kind in sorted(spans):
            said = text[start:end]
            # One word in quotation marks is a name of something; several are what somebody said.
            if kind == "quotation" and not re.search(r"\s", said):
                continue
            finding = Finding(kind, place, shorten(said))
            if finding not in found:
                found.append(finding)
    return found


def spans_of_names(text, names):
    """Of one place the longest: "Ama B. Okafor" is not told again as "B. Okafor"."""
    lengths = {len(name) for name in names}
    words = list(words_of(text))
    spans = set()
    # Once more without letters that stand for a middle name.
    for row in (words, [word for word in words if len(word[0]) > 1]):
        for first in range(len(row)):
            for length in lengths:
                part = row[first : first + length]
                said = tuple(word for word, *_ in part)
                if len(part) == length and said in names and is_said(text, part):
                    spans.add((part[0][1], part[-1][2]))
    ended = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= ended:
            yield start, end
            ended = end


def is_said(text, part):
    """A letter stands for a name only where both are written large: "A Street", not "a street"."""
    word, start, _ = part[0]
    return len(word) > 1 or not (text[start].islower() or text[part[1][1]].islower())


def shorten(text):
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN].rstrip()}…"


def findings_of(issue):
    """All that somebody has to look at before this issue is made public."""
    tellings = issue.tellings.all()
    return look_through(public_words(issue, tellings), known_names())
