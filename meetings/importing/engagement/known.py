"""What the portal has already that a file is held to: names, and activities of the same days."""

from collections import defaultdict

from meetings.models import EngagementActivity

from .naming import KINDS, read_names, spelt


def same_as(values, method):
    """What makes two rows one activity: day, title, method and place."""
    return values["held_on"], spelt(values["title"]), method, spelt(values["place"])


class Known:
    """Each kind of name is read once, and only where the file has it."""

    def __init__(self, lines):
        self.days = [line.held_on for line in lines if line.held_on]
        self._names = {}
        self._activities = None

    def names(self, kind):
        if kind not in self._names:
            self._names[kind] = read_names(KINDS[kind])
        return self._names[kind]

    def word(self, kind, key):
        """The name of a row, or of one to be made."""
        return key if isinstance(key, str) else self.names(kind).names[key][0]

    def has(self, line, names):
        """Whether the log has this activity. A time that one of the two doesn't say tells none
        apart."""
        times = self.activities.get(same_as(line.values, names["method"][0]), ())
        time = line.values["starts_at"]
        return bool(times) and (time is None or None in times or time in times)

    @property
    def activities(self):
        if self._activities is None:
            self._activities = defaultdict(set)
            if self.days:
                days = (min(self.days), max(self.days))
                rows = EngagementActivity.objects.in_force().filter(held_on__range=days)
                fields = ("held_on", "title", "method", "place", "starts_at")
                for day, title, method, place, time in rows.order_by().values_list(*fields):
                    key = (day, spelt(title), method, spelt(place))
                    self._activities[key].add(time)
        return self._activities
