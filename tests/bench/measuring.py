"""Cases that take turns, and the medians of how long each took."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from django.db import connection


def nothing():
    return ()


@dataclass
class Case:
    """Something to measure. Only `run` is timed; it gets what `prepare` returns.

    `floor` names the case that it is held against; `at_most` is the ratio aimed at, `within` the
    seconds.
    """

    name: str
    run: Callable
    floor: str = ""
    at_most: float | None = None
    within: float | None = None
    prepare: Callable = nothing
    after: Callable = nothing
    queries: int = 0
    took: list[float] = field(default_factory=list)

    def once(self):
        arguments = self.prepare()
        started = time.perf_counter()
        self.run(*arguments)
        took = time.perf_counter() - started
        self.after()
        return took

    def queries_run(self):
        """[(ms, SQL)] of one run. Savepoints are among them, BEGIN and COMMIT are not."""
        found = []

        def note(execute, sql, *arguments):
            started = time.perf_counter()
            try:
                return execute(sql, *arguments)
            finally:
                found.append(((time.perf_counter() - started) * 1000, sql))

        arguments = self.prepare()
        with connection.execute_wrapper(note):
            self.run(*arguments)
        self.after()
        return found

    @property
    def median(self):
        return median(self.took)


def measure(cases, *, rounds, warm_up):
    """Each case once in every round, in turn."""
    # What was filled in stays in this process. No web process would search it for garbage.
    gc.collect()
    gc.freeze()
    for _ in range(warm_up):
        for case in cases:
            case.once()
    for case in cases:
        case.queries = len(case.queries_run())
    for _ in range(rounds):
        for case in cases:
            case.took.append(case.once())
    return cases
