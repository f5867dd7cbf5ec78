#!/usr/bin/env python3
import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "engagement_portal.settings")
    if sys.argv[1:2] == ["demo"]:
        # Before the settings are read: the demo has a database and a key of its own.
        os.environ["DEMO"] = "1"
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
        from django.db import DatabaseError
    except ImportError as error:
        raise SystemExit(
            "Django is not installed for this Python. Run `make install`, then "
            "`.venv/bin/python manage.py ...`."
        ) from error
    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, DatabaseError) as error:
        # Whoever types a command wants to know what to do, not where in the code it failed.
        problem = in_words(error)
        if problem is None or "--traceback" in sys.argv:
            raise
        raise SystemExit(problem) from error


def in_words(error):
    """What to do about it; None where settings and database are well: then the code is at fault."""
    from django.core.exceptions import ImproperlyConfigured

    if isinstance(error, ImproperlyConfigured):
        return str(error)
    from engagement_portal.health import database_problem

    return database_problem()


if __name__ == "__main__":
    main()
