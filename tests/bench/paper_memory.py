"""What a worker keeps of a large paper: its memory after it, beside what it was before.

`python -m tests.bench.paper_memory SMALL LARGE` is the worker, and prints KiB: after a small paper,
after the large one, and after a small one again.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

# "Back to where it was": what Python keeps of freed memory for itself is allowed for.
AT_MOST = 1.25


def cases(small, large):
    """Prints a line and the verdict."""
    from django.db import connection

    name = connection.settings_dict["NAME"]
    address, _, options = os.environ["DATABASE_URL"].partition("?")
    environment = os.environ | {
        "DATABASE_URL": f"{address.rpartition('/')[0]}/{name}?{options}".rstrip("?")
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.paper_memory", str(small), str(large)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise AssertionError(done.stderr)
    before, large, after = (int(line) / 1024 for line in done.stdout.split())
    verdict = "met" if after <= before * AT_MOST else "MISSED"
    print(
        f"  memory of the worker: {before:.0f} MiB after a small paper, {large:.0f} after a large "
        f"one, {after:.0f} after the next small one; {AT_MOST} times at most: {verdict}"
    )


def main():
    import django

    django.setup()
    from reports.models import ReportRevision
    from reports.tasks import build

    small, large = map(int, sys.argv[1:])
    for key in (small, large, small):
        ReportRevision.objects.filter(pk=key).update(build=ReportRevision.Build.WAITING)
        build(key)
        assert ReportRevision.objects.filter(pk=key, build="built").exists()
        print(resident())


def resident():
    status = Path("/proc/self/status").read_text()
    return re.search(r"VmRSS:\s+(\d+)", status)[1]


if __name__ == "__main__":
    main()
