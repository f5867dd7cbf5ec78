#!/usr/bin/env python3
import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "engagement_portal.settings")
    if sys.argv[1:2] == ["demo"]:
        # Before the settings are read: the demo has a database and a key of its own.
        os.environ["DEMO"] = "1"
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit(
            "Django is not installed for this Python. Run `make install`, then "
            "`.venv/bin/python manage.py ...`."
        ) from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
