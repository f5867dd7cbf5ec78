"""The right rows of a file written into the engagement log, and the names that they brought."""

from meetings.importing.engagement.naming import KINDS, spelt
from meetings.importing.engagement.reviewing import Review
from stakeholders.services import create_area, create_group, create_organisation

from .activities import log_activities
from .methods import create_method

AT_ONCE = 1_000
_SETS = {"group": "groups", "area": "areas", "organisation": "organisations", "post": "posts"}
_ONE = ("method", "principle", "programme", "consultation", "decision")


def write_activities(found: Review, *, by, at) -> dict:
    """What was added, in numbers and names."""
    rows = Rows(found, by=by, at=at)
    for first in range(0, len(found.ready), AT_ONCE):
        some = found.ready[first : first + AT_ONCE]
        log_activities(by=by, rows=[rows.fields_of(each) for each in some], at=at)
    made = {kind: sorted(each) for kind, each in rows.made_names.items() if each}
    return {"added": len(found.ready), "made": made}


class Rows:
    """What `log_activities` takes, of rows of a file. Each kind of name is read once."""

    def __init__(self, found: Review, *, by, at):
        self.file = found.contents.name
        self.by, self.at = by, at
        self.made_names = {kind: [] for kind in KINDS}
        self._rows = {}
        self._made = {}
        for kind in KINDS.values():
            keys = {key for each in found.ready for key in each.names.get(kind.key, ())}
            keys = {key for key in keys if isinstance(key, int)}
            self._rows[kind.key] = kind.model.objects.in_bulk(keys) if keys else {}

    def fields_of(self, ready) -> dict:
        values = dict(ready.line.values)
        reach = values.pop("reach", {})
        fields = values | {
            field: [self._row(kind, key) for key in ready.names.get(kind, ())]
            for kind, field in _SETS.items()
        }
        for kind in _ONE:
            keys = ready.names.get(kind, ())
            fields[kind] = self._row(kind, keys[0]) if keys else None
        fields["reach"] = {self._row("group", key): number for key, number in reach.items()}
        fields["source"] = f"{self.file}, {ready.line.row.source}"[-200:]
        return fields

    def _row(self, kind, key):
        if isinstance(key, int):
            return self._rows[kind][key]
        place = (kind, spelt(key))
        if place not in self._made:
            self._made[place] = _make(kind, key, by=self.by, at=self.at)
            self.made_names[kind].append(key)
        return self._made[place]


def _make(kind, name, *, by, at):
    if kind == "method":
        return create_method(by=by, title=name, at=at)
    make = {"group": create_group, "area": create_area, "organisation": create_organisation}[kind]
    return make(by=by, name=name, at=at)
