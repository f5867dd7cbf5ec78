"""Why a reminder comes to somebody who does not hold the post that leads the action: the codes that
the ledger keeps, each in the e-mail's words ("you") and in those of the ledger's pages."""

# {code: (to the reader, of the reader)}
BECAUSE = {
    "deputy": ("you stand in for {post}", "stands in for {post}"),
    "vacant": ("{post} is vacant, so this comes to you", "{post} is vacant"),
    "no_address": (
        "nobody who holds {post} has an e-mail address, so this comes to you",
        "nobody who holds {post} has an e-mail address",
    ),
    "no_lead": ("it has no lead, so this comes to you", "it has no lead"),
    "not_mine": (
        "{post} says that it is not theirs, so this comes to you",
        "{post} says that it is not theirs",
    ),
    "coordinator": ("you coordinate the plan", "coordinates the plan"),
    "escalation": (
        "you are told, as {post}, of what is long overdue",
        "is told, as {post}, of what is long overdue",
    ),
    "looks_after": ("you look after it as {post}", "looks after it as {post}"),
    "office": (
        "nobody else looks after this, so this comes to you",
        "nobody else looks after it",
    ),
}
# A post may be taken out after the reminder was written down.
NO_POST = "the post"


def to_reader(code, post):
    return BECAUSE[code][0].format(post=post or NO_POST)


def of_reader(code, post):
    return BECAUSE[code][1].format(post=post or NO_POST)
