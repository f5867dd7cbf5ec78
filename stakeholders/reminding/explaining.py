"""Who is owed what on a day and by which rule, or why nobody is: for every open action."""

from itertools import islice

from stakeholders.dates import spoken
from stakeholders.models import Digest, Post
from stakeholders.workdays import is_working_day, next_working_day

from .deciding import AT_A_TIME, already_had, key, was_had
from .sources import sources


def explain(on, *, as_if_on=False):
    """{"date", "digests": [{"to", "items"}], "quiet": [...]}, as `send_reminders --json` says it.

    What was sent before counts, so that it says what a run on that day would send.
    """
    timed = Digest.objects.filter(on=on, kind=Digest.Kind.TIMED)
    day = _Day(on, set(timed.values_list("person", flat=True)))
    for source in sources():
        accounts = iter(source.accounts(on, as_if_on=as_if_on))
        while batch := list(islice(accounts, AT_A_TIME)):
            standing = [item for account in batch for item in account.standing]
            had = already_had(standing, on)
            for account in batch:
                day.add(account, had)
    return day.said()


class _Day:
    def __init__(self, on, served):
        self.on, self.served = on, served
        self.working = is_working_day(on)
        self.digests, self.quiet = {}, []
        self.posts = dict(Post.objects.values_list("pk", "title"))

    def add(self, account, had):
        fresh = [item for item in account.standing if not was_had(item, had)]
        sent = [item for item in fresh if self.working and item.person_id not in self.served]
        for item in sent:
            said = {
                "plan": account.names["plan"],
                "post": self.posts.get(item.post_id),
                "objective": account.names["objective"],
                "action": account.names["action"],
                "rule": item.rule,
                "deadline": account.names["deadline"],
            }
            self.digests.setdefault(item.address, []).append((item.order, said))
        if not sent:
            names = {name: account.names[name] for name in ("plan", "objective", "action")}
            self.quiet.append(names | {"why": self._why(account, fresh, had)})

    def _why(self, account, fresh, had):
        if not account.standing:
            return account.why
        if not self.working:
            following = spoken(next_working_day(self.on))
            return f"{spoken(self.on)} is not a working day: it goes on {following}"
        if fresh:
            return (
                f"Today's e-mail has gone already: it goes on {spoken(next_working_day(self.on))}"
            )
        last = spoken(max(had[key(item)] for item in account.standing))
        return f"Reminded on {last}" + (
            f"; next on {spoken(account.again)}" if account.again else ""
        )

    def said(self):
        return {
            "date": self.on.isoformat(),
            "digests": [
                {"to": address, "items": [item for _, item in sorted(items, key=lambda i: i[0])]}
                for address, items in sorted(self.digests.items())
            ],
            "quiet": self.quiet,
        }
