"""Names that may be one and the same, though they are not written alike.

Case, accents, punctuation and "and" or "&" don't tell two names apart.
"""

import re
import unicodedata
from difflib import get_close_matches

MOST_SUGGESTIONS = 3
NEARLY_THE_SAME = 0.85
"""of 1 for the same words, as difflib counts"""


def key_of(words):
    """ "Lesbian, gay & bi people" as "lesbian gay and bi people"."""
    plain = unicodedata.normalize("NFKD", words.replace("&", " and ").casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    # An apostrophe joins ("women's" is "womens"), all else parts.
    return " ".join(re.sub(r"[^\w]+", " ", re.sub(r"['’`]", "", letters)).split())


def groups_like(name, groups):
    """Communities whose names look like it, the likeliest first; of one that was merged, the one
    that it counts for. `groups` are read with their `merged_into`."""
    rows = {}
    for group in groups:
        if key := key_of(group.name):
            rows.setdefault(key, []).append(group.merged_into or group)
    near = get_close_matches(key_of(name), rows, n=MOST_SUGGESTIONS, cutoff=NEARLY_THE_SAME)
    return list(dict.fromkeys(row for key in near for row in rows[key]))[:MOST_SUGGESTIONS]
