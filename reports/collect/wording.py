"""The few words that depend on a period's length, and how actions are named in a sentence."""

from reports.sentences import joined

SPANS = {1: "quarter", 2: "half year", 4: "year"}
KINDS = {1: "quarterly progress", 2: "half-yearly progress", 4: "annual progress"}


def span(period):
    """ "quarter", "half year", "year": the period in a sentence."""
    return SPANS[len(period.quarters)]


def kind(period):
    return KINDS[len(period.quarters)]


def named(rows, limit=8):
    """ "1.2, 1.4 and 2.1", or "1.2, 1.4 and 7 more"."""
    labels = [row.label or "without a number" for row in rows]
    if len(labels) > limit:
        labels[limit - 1 :] = [f"{len(labels) - limit + 1} more"]
    return "".join(joined([(label,) for label in labels]))


BELOW_TWENTY = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def in_words(number):
    """ "eleven", "fifty-two"; from a hundred on in figures."""
    if number < 20:
        return BELOW_TWENTY[number]
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return TENS[tens - 2] + (f"-{BELOW_TWENTY[ones]}" if ones else "")
