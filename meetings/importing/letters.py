"""Letters that were damaged on the way: lookalikes of other alphabets, names broken by a space."""

import re
import unicodedata

_LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХасеіјорѕухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABESIJKMHOPCTYXaceijopsyxABEZHIKMNOPTYXo",
)
BROKEN = re.compile(r"\b([A-Z]{1,2}) ([A-Z]{1,3})\b")


def with_latin_letters(text: str) -> str:
    """`РСС` in Cyrillic letters is `PCC`: only where every letter of the word looks the same."""
    return re.sub(r"\w+", _latin, text)


def _latin(found):
    word = found[0]
    if word.isascii():
        return word
    latin = word.translate(_LOOKALIKES)
    return latin if latin.isascii() or not _is_foreign(latin) else word


def _is_foreign(word):
    return any(unicodedata.name(letter, "").startswith(("CYRILLIC", "GREEK")) for letter in word)


def mended(text: str, known: set[str]) -> str:
    """`D CC` is `DPCC`, where that is the one known short name with a letter in the gap."""

    def mend(found):
        whole = re.compile(f"{found[1]}[A-Z]{found[2]}")
        fits = [name for name in known if whole.fullmatch(name)]
        apart = found[1] in known or found[2] in known
        return fits[0] if len(fits) == 1 and not apart else found[0]

    return BROKEN.sub(mend, text)
