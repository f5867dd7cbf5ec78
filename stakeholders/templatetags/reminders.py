"""What the pages of the reminder ledger say of its rows."""

from django import template

from stakeholders import ledger_words

register = template.Library()


@register.inclusion_tag("stakeholders/parts/account_tag.html")
def digest_tag(digest):
    return {"colour": ledger_words.COLOURS[digest.status], "word": digest.get_status_display()}


@register.filter
def once(items):
    """Each thing once, for its most urgent reason, as the e-mail shows it."""
    urgent = list(ledger_words.RULES)
    found = {}
    for item in sorted(items, key=lambda item: urgent.index(item.rule)):
        found.setdefault((item.source, item.object_id), item)
    return list(found.values())


@register.filter
def rules(items):
    """2 overdue, 1 due soon."""
    return ledger_words.rules_of(items)


@register.filter
def things(items):
    """2 actions and 1 paper."""
    return ledger_words.things(items)


@register.filter
def rule(item):
    return ledger_words.rule(item.rule)


@register.filter
def why(item):
    return ledger_words.why(item)


@register.filter
def whys(items):
    """Each reason why these come to this person, once."""
    return ledger_words.whys(items)
