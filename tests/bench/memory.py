"""How much memory deciding takes, by the number of open actions: in a process of its own each.

`python -m tests.bench.memory DAY` is that process: it decides in a transaction that is taken back,
and prints its highest resident memory before and after, in KiB.
"""

import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path

# "Flat": of a hundred times the actions no more than this many times the memory.
AT_MOST = 1.25


def cases(world, *, on):
    """Prints a line for each size, and the verdict; the plan's own actions are set aside."""
    from objectives.models import Action
    from stakeholders.workdays import working_day_from

    from .reminding import forget
    from .spreading import spread_leads

    forget()
    Action.objects.update(status="complete")
    posts = spread_leads()
    # A tenth of the measured plan's, as many, ten times as many: 1,000 to 100,000 as a rule.
    number = world.rows[Action]
    sizes = (max(number // 10, 1), number, number * 10)
    peaks, filled = {}, 0
    for size in sizes:
        add_actions(world.plan, posts, filled, size, on=on)
        filled = size
        before, peak = run_child(working_day_from(on))
        peaks[size] = peak
        print(
            f"  {size:7,} open actions: {peak / 1024:.0f} MiB at most, {before / 1024:.0f} before"
        )
    ratio = peaks[sizes[-1]] / peaks[sizes[0]]
    verdict = "met" if ratio <= AT_MOST else "MISSED"
    print(f"  {ratio:.2f} times from {sizes[0]:,} to {sizes[-1]:,}; {AT_MOST} at most: {verdict}")
    return []


def add_actions(plan, posts, filled, size, *, on):
    """Up to `size` overdue actions, one lead each: every one of them is owed."""
    from django.utils import timezone

    from objectives.models import Action, ActionLead

    objective = plan.objectives.first()
    for start in range(filled, size, 5_000):
        actions = Action.objects.bulk_create(
            Action(
                plan=plan,
                objective=objective,
                number=str(number),
                text=f"Hold a street surgery ({number})",
                status="in_progress",
                due_on=on - dt.timedelta(days=1 + number % 40),
            )
            for number in range(start, min(start + 5_000, size))
        )
        ActionLead.objects.bulk_create(
            ActionLead(action=action, post=posts[n % len(posts)], started_at=timezone.now())
            for n, action in enumerate(actions)
        )


def run_child(day):
    from django.db import connection

    name = connection.settings_dict["NAME"]
    address, _, options = os.environ["DATABASE_URL"].partition("?")
    environment = os.environ | {
        "DATABASE_URL": f"{address.rpartition('/')[0]}/{name}?{options}".rstrip("?")
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.memory", day.isoformat()],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return map(int, done.stdout.split())


def main():
    import django

    django.setup()
    from django.db import transaction

    from stakeholders.reminding import decide

    day = dt.date.fromisoformat(sys.argv[1])
    before = highest_resident()
    with transaction.atomic():
        decided = decide(day)
        transaction.set_rollback(True)
    assert decided, "nothing was owed"
    print(before, highest_resident())


def highest_resident():
    """KiB. Not `getrusage`: what it says begins with the process that this one was forked from."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1])


if __name__ == "__main__":
    main()
