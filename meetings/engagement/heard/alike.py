"""Has this been heard before? Issues that share words with what somebody is writing down."""

import re

from django.db.models import Case, IntegerField, Value, When
from django.db.models.functions import Lower

# Words that say nothing of what an issue is about.
SAY_NOTHING = """
about after again also another area asked been before being could does doing done down from have
having heard here into issue just like local made make many more most much near need needs often
only other over people police policing problem problems residents said same should some such than
that their them then there these they this those time told very want wanted wants were what when
where which while with would your
"""
EMPTY = frozenset(SAY_NOTHING.split())
ASKED = 8
"""words of what is written that others are looked for by"""
LOOKED_AT = 200
SHOWN = 5
ENDINGS = ("ings", "ing", "ers", "ies", "ed", "er", "es", "s", "y")


def stems(text):
    """The words that matter, without their endings: "speeding" and "speeds" are one."""
    words = re.findall(r"[^\W\d_]{4,}", text.casefold())
    return list(dict.fromkeys(stem(word) for word in words if word not in EMPTY))


def stem(word):
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def alike(issues, title, words="", *, shown=SHOWN):
    """Those of `issues` that share the most words, the title's counting twice; one word of a
    title of three, or two of all, is enough to be shown."""
    of_title, of_all = stems(title), stems(f"{title} {words}")
    asked = of_all[:ASKED]
    if not asked:
        return []
    rows = issues.annotate(small_title=Lower("title"), small_words=Lower("words"))
    # The database puts the likeliest first, by parts of words; which share whole ones is told here.
    rows = rows.annotate(shared=sum((shares(part) for part in asked), Value(0)))
    rows = rows.filter(shared__gt=0).order_by("-shared", "-heard_on", "-pk")
    scored = []
    for row in rows[:LOOKED_AT]:
        own_title, own = set(stems(row.title)), set(stems(f"{row.title} {row.words}"))
        in_title = len(own_title.intersection(of_title))
        score = 2 * in_title + len(own.intersection(of_all))
        if score >= 3 or (in_title and len(of_title) <= 3):
            scored.append((-score, len(scored), row))
    return [row for *_, row in sorted(scored)[:shown]]


def shares(part):
    """2 where the title has this part of a word, 1 where only the words below it have."""
    title, words = (
        When(small_title__contains=part, then=2),
        When(small_words__contains=part, then=1),
    )
    return Case(title, words, default=0, output_field=IntegerField())
