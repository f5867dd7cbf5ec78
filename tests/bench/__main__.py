"""`python -m tests.bench [PART ...]`: starts a PostgreSQL, fills it, measures, prints a table."""

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

PARTS = {
    # name: (module, function, share of the rounds, rounds before that don't count)
    "pages": ("pages", "cases", 1, 5),
    "saving": ("pages", "saving_cases", 1, 5),
    "reminders": ("reminding", "cases", 0.1, 1),
    "report": ("papers", "cases", 0.05, 0),
    # After the papers that are built, which are thrown away at the end.
    "reading": ("reading", "cases", 1, 5),
    "meetings": ("meetings", "cases", 1, 5),
    "engagement": ("engagement", "cases", 1, 5),
    "importing": ("importing", "cases", 0.05, 0),
    # Last: they give the plan's actions other leads, and end them.
    "sending": ("sending", "cases", 0.1, 1),
    "memory": ("memory", "cases", 0, 0),
}


def main():
    options = read_options()
    # Not TMPDIR: a socket's path may hold 107 characters only.
    folder = Path(tempfile.mkdtemp(prefix="portal-bench-", dir="/tmp"))
    folder.chmod(0o755)
    server = None
    try:
        if not os.environ.get("DATABASE_URL"):
            server = start_postgres(folder / "postgres")
        set_up(folder)
        found = run(options)
    finally:
        if server:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    show(found)
    if options.output:
        options.output.write_text(json.dumps(rows_of(found), indent=2) + "\n")
        print(f"\nWritten to {options.output}")


def start_postgres(folder):
    from tests.server_processes import Postgres

    class Durable(Postgres):
        """As it comes: an update that is saved has reached the disk."""

        switched_off = ()

    folder.mkdir(mode=0o755)
    server = Durable(folder)
    os.environ["DATABASE_URL"] = server.start()
    return server


def read_options():
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)} (all)")
    parser.add_argument("--actions", type=int, default=10_000, help="how many (10000)")
    parser.add_argument("--rounds", type=int, default=60, help="of each page (60)")
    parser.add_argument("--output", type=Path, help="file for the figures (bench.json, if all ran)")
    parser.add_argument("--profile", metavar="NAME", help="say where the time of one case goes")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}; there is {', '.join(PARTS)}")
    if not options.parts and not options.profile:
        options.output = options.output or Path("bench.json")
    return options


def set_up(folder):
    """Django as in a real installation: nothing of this machine's own .env, no DEBUG."""
    for name in ("DEBUG", "DEMO", "TESTING"):
        os.environ[name] = "0"
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "ENV_FILE": os.devnull,
        "LOG_LEVEL": "WARNING",
        "PORTAL_BENCH_FOLDER": str(folder),
        "SECRET_KEY": "only-for-the-measurements",
        "SITE_URL": "https://portal.example.org",
    }
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    if connection.vendor != "postgresql":
        sys.exit("The measurements are of PostgreSQL: leave DATABASE_URL out, or name one.")
    call_command("collectstatic", verbosity=0, interactive=False)


def run(options):
    from django.db import connection
    from django.utils import timezone

    from . import filling

    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        on = timezone.localdate()
        started = time.perf_counter()
        world = filling.fill(options.actions, on=on)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        filling.check_filled()
        sizes = ", ".join(
            f"{count:,} {model._meta.verbose_name_plural}" for model, count in world.rows.items()
        )
        print(f"Filled in {time.perf_counter() - started:.0f} s: {sizes}.", flush=True)
        return list(measure_parts(options, world, on))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def measure_parts(options, world, on):
    from importlib import import_module

    from .measuring import measure

    for part in options.parts or PARTS:
        module, function, share, warm_up = PARTS[part]
        cases = getattr(import_module(f"tests.bench.{module}"), function)(world, on=on)
        if options.profile:
            for case in cases:
                if options.profile == case.name:
                    profile(case)
            continue
        print(f"Measuring: {part}", flush=True)
        yield measure(cases, rounds=max(1, round(options.rounds * share)), warm_up=warm_up)


def profile(case, seconds=2):
    """Its queries, then its functions over so many seconds, the most time of their own first."""
    import cProfile
    import pstats

    case.once()
    print(f"\n{case.name}")
    for took, sql in case.queries_run():
        print(f"  {took:6.2f} ms  {sql[:400]}")
    profiler, run, runs = cProfile.Profile(), case.run, 0
    case.run = lambda *arguments: profiler.runcall(run, *arguments)
    while seconds > 0:
        seconds -= case.once()
        runs += 1
    print(f"\nRun {runs} times:")
    statistics = pstats.Stats(profiler).strip_dirs()
    for order in ("tottime", "cumulative"):
        statistics.sort_stats(order).print_stats(45)


def rows_of(found):
    rows = []
    for cases in found:
        floors = {case.name: case.median for case in cases}
        for case in cases:
            floor = floors[case.floor or case.name]
            rows.append(
                {
                    "name": case.name,
                    "median_ms": round(case.median * 1000, 2),
                    "queries": case.queries,
                    "floor_ratio": round(case.median / floor, 2),
                    "n": len(case.took),
                }
            )
    return rows


def show(found):
    rows = rows_of(found)
    cases = [case for cases in found for case in cases]
    if not rows:
        return
    width = max(len(row["name"]) for row in rows)
    print(f"\n{'':{width}}  median ms  queries  x floor     n  aim")
    for row, case in zip(rows, cases, strict=True):
        print(
            f"{row['name']:{width}}  {row['median_ms']:9.2f}  {row['queries']:7}  "
            f"{row['floor_ratio']:7.2f}  {row['n']:4}  {verdict(case, row)}"
        )


def verdict(case, row):
    if case.at_most:
        met = row["floor_ratio"] <= case.at_most
        return f"{case.at_most:g} x floor: {'met' if met else 'MISSED'}"
    if case.within:
        met = case.median <= case.within
        return f"{case.within:g} s: {'met' if met else 'MISSED'}"
    return ""


if __name__ == "__main__":
    main()
