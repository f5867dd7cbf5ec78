"""What the pages of the reminder ledger say: of its states, its rules, and why it went to whom."""

from collections import Counter

from .models import Digest
from .reminding.because import of_reader
from .workdays import next_working_day

Status = Digest.Status

COLOURS = {
    Status.DECIDED: "blue",
    Status.CLAIMED: "light-blue",
    Status.SENT: "green",
    Status.FAILED: "red",
    Status.UNCERTAIN: "yellow",
    Status.WITHDRAWN: "grey",
}
RULES = {
    "overdue": "overdue",
    "due_soon": "due soon",
    "update_due": "update due",
    "round_request": "update round",
    "escalated_coordinator": "told as coordinator",
    "escalated_post": "told as next in line",
    "reading_due": "reading due",
    "risk_review": "risk to look at",
    "approval": "paper to clear",
    "paper_date": "date of a paper",
    "report_back": "report back",
    "meeting_soon": "meeting soon",
    "meeting_unconfirmed": "was it held?",
    "engagement_unconfirmed": "what came of it?",
    "untold": "people not told",
    "consultation_closing": "closes soon",
    "consultation_uncounted": "what came of it?",
    "consultation_unanswered": "people wait for an answer",
    "data_requests": "people’s own data",
    "contact_reviews": "look at it again",
    "publication": "to be published",
    "promise_broken": "promise broken",
    "promise_at_risk": "promise at risk",
}
# What an item of each source is; of any other, an action.
NOUNS = {
    "measure": "measure",
    "risk": "risk",
    "clearance": "paper",
    "paper": "paper",
    "follow_up": "follow-up",
    "recommendation": "recommendation",
    "report_back": "meeting",
    "going": "meeting",
    "meeting": "meeting",
    "engagement": "engagement activity",
    "publication": "meeting",
    "promise": "promise of attendance",
    "issue": "issue",
    "consultation": "consultation",
    "contacts": "personal data",
}
MEANING = {
    Status.DECIDED: "It is written down and goes out with the next run.",
    Status.CLAIMED: "It is being sent at this moment. Where nothing is heard of it within "
    "15 minutes it becomes uncertain.",
    Status.SENT: "The mail server took it. Whether anybody read it can't be known.",
    Status.FAILED: "The mail server did not take it, so it has not arrived. Check the address.",
    Status.UNCERTAIN: "It may have arrived or not: the sending was cut off before the mail server "
    "said that it had it. It is never sent again by itself, so that nobody gets it twice.",
    Status.WITHDRAWN: "It was not sent.",
}
AGAIN = (Status.FAILED, Status.UNCERTAIN)


def rule(code):
    return RULES.get(code, code.replace("_", " "))


def rules_of(items):
    """ "2 overdue, 1 due soon" """
    counted = Counter(rule(item.rule) for item in items)
    return ", ".join(f"{number} {words}" for words, number in counted.items())


def things(items):
    """ "2 actions, 1 paper and 1 meeting" """
    counted = Counter(NOUNS.get(item.source, "action") for item in items)
    order = dict.fromkeys(("action", *NOUNS.values()))
    said = [_number(counted[noun], noun) for noun in order if counted[noun]]
    return " and ".join(filter(None, (", ".join(said[:-1]), *said[-1:])))


def _number(number, noun):
    if number == 1:
        return f"1 {noun}"
    return f"{number} promises of attendance" if noun.startswith("promise") else f"{number} {noun}s"


def why(item):
    """Why an item comes to this person."""
    if item.because:
        return of_reader(item.because, item.post)
    return f"holds {item.post}" if item.post else ""


def whys(items):
    """Each reason once."""
    return list(dict.fromkeys(filter(None, map(why, items))))


def meaning(digest):
    return MEANING[digest.status]


def what_next(digest):
    """When the items of what did not arrive for certain are owed again; None otherwise."""
    return next_working_day(digest.on) if digest.status in AGAIN else None
