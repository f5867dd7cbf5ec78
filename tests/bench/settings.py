"""The settings of a real installation, but for what must not be touched by a measurement."""

import os
from pathlib import Path

from engagement_portal.settings import *  # noqa: F403
from engagement_portal.settings import DATABASES, TEMPLATES

FOLDER = Path(os.environ["PORTAL_BENCH_FOLDER"])
ROOT_URLCONF = "tests.bench.urls"
STATIC_ROOT = FOLDER / "static"
MEDIA_ROOT = FOLDER / "media"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Never the database that DATABASE_URL names: one of our own beside it, gone afterwards.
DATABASES["default"]["TEST"] = {"NAME": f"portal_bench_{os.getpid()}"}
TEMPLATES[0]["DIRS"].append(Path(__file__).with_name("templates"))
