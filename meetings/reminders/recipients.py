"""Who is told of a meeting's matters: the post that has to act, or whoever looks after it."""

from objectives.reminders.recipients import Recipients

from .things import TOLD


class MeetingRecipients(Recipients):
    """Read once for a whole run. `office_post` is the post that looks after the meetings."""

    def __init__(self, things, on, *, office_post, posts=()):
        own = {post for thing in things for post in (thing.post_id, thing.series_post_id)}
        super().__init__((), on, posts=own | {office_post, *posts})
        self.office_post = office_post

    def told(self, thing, rule):
        """{person: (post, why it comes to them)}"""
        if thing.post_id is None or rule == TOLD:
            return self.looking_after(thing)
        instead = list(self.looking_after(thing))
        return {
            person: (thing.post_id, because)
            for person, because in self._of_post(thing.post_id, instead, said_no=False)
        }

    def looking_after(self, thing):
        """The holders of the post that leads the line of the schedule; else of the office's own
        for meetings; else the coordinators. Of what is private, or has to be set right in the
        portal, only those who can."""
        for post in (thing.series_post_id, self.office_post):
            found = {}
            for person, because in self._of_post(post, (), said_no=False):
                closed = thing.private and post == self.office_post
                if person in self.staff or not (closed or thing.for_staff):
                    found[person] = (post, because or "looks_after")
            if found:
                return found
        return dict.fromkeys(self.staff, (None, "office"))
