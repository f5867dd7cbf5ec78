"""Words of which the names of posts, departments and organisations are made."""

import functools
import re

Key = tuple[str, ...]

_SAME_WORD = {
    "comms": "communications", "communication": "communications", "exec": "executive",
    "dept": "department", "mgr": "manager", "co-ordinator": "coordinator", "&": "and",
    "cllr": "councillor", "asst": "assistant", "supt": "superintendent", "insp": "inspector",
    "adviser": "advisor", "hq": "headquarters",
}  # fmt: skip
CONNECTORS = {"of", "and", "&", "for", "the", "to", "in", "with", "on", "at", "by", "-", "–"}
TITLES = {
    "head", "director", "chief", "officer", "officers", "lead", "manager", "commander",
    "inspector", "superintendent", "constable", "coordinator", "advisor", "secretary", "chair",
    "member", "champion", "commissioner", "executive", "clerk", "treasurer", "sergeant",
    "editor", "analyst", "administrator", "researcher", "leader", "controller", "apprentice",
}  # fmt: skip
COMPLETE_TITLES = {
    "executive", "constable", "clerk", "treasurer", "commissioner", "chair", "secretary",
}  # fmt: skip
"""titles that need no subject: there is one of them"""
# Alone these name nobody, so nothing is cut off before them.
GENERIC = TITLES | {"team", "teams", "unit", "group", "department", "division", "service",
                    "services", "office", "branch", "section", "assistant", "deputy",
                    "senior"}  # fmt: skip
ORGANISATIONS = {"force", "police", "constabulary", "authority", "council", "office", "county"}


_NOBODY = re.compile(
    r"(?:(?:lead |owner )?(?:tb[acd]|to be (?:confirmed|agreed|decided|determined|appointed"
    r"|identified|advised))|n/?a|not applicable|none|nobody|unknown|not known|vacant|vacancy|all"
    r"|everyone|everybody|various|as above|ditto|and|[\W_]+)",
    re.IGNORECASE,
)


def names_nobody(text: str) -> bool:
    """`TBC`, `N/A`, `-`, `all`: words in a lead's place that are no post."""
    return _NOBODY.fullmatch(text.strip(" .()?")) is not None if text.strip(" .()?") else True


def key_of(tokens: tuple[str, ...]) -> Key:
    """One spelling of a name: `Safer comms,` and `Safer Communications` are the same."""
    return tuple(word for token in tokens if (word := _word(token)))


@functools.lru_cache(maxsize=10_000)
def _word(token: str) -> str:
    word = token.casefold().strip(".,;:")
    return _SAME_WORD.get(word, word)


def is_abbreviation(token: str) -> bool:
    return re.fullmatch(r"[A-Z]{2,6}", token.strip(".,;:")) is not None


def has_title(key: Key) -> bool:
    return any(word in TITLES for word in key)
