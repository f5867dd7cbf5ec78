"""The ledger's items in words, asked of the sources that they come from."""

from .sources import Named, sources


def named(items):
    """{item: Named}, by a fixed number of queries."""
    found = {item: Named(str(item)) for item in items}
    for source in sources():
        own = [item for item in items if item.source == source.SOURCE]
        if own and hasattr(source, "name_items"):
            found |= dict(source.name_items(own))
    return found


def plan_names(keys):
    """{key: title} of the plans with these keys."""
    found = {}
    for source in sources():
        if hasattr(source, "plan_names"):
            found |= source.plan_names(keys)
    return found
