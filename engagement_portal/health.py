"""Two addresses for whatever watches the portal: is the process up, and can it do its work."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import KombuError

from engagement_portal.celery import app

OK = "ok"


@login_not_required
@never_cache
@require_safe
def live(request):
    """The process answers. Asks nothing else, so a database that is down restarts nobody."""
    return JsonResponse({"portal": OK})


@login_not_required
@never_cache
@require_safe
def ready(request):
    """Database, migrations and broker, each in words; 503 unless all are well.

    The words say what to do but never an address or an error's text: anybody may ask.
    """
    found = {"database": database()}
    found["migrations"] = migrations() if found["database"] == OK else "not known"
    found["broker"] = broker()
    well = all(words == OK for words in found.values())
    return JsonResponse(found, status=200 if well else 503)


def database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer: check DATABASE_URL and that the database runs"
    return OK


def migrations():
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "not all applied: run manage.py migrate"
    return OK


def database_problem():
    """What keeps every command from its work, in a sentence; None where nothing does."""
    if (words := database()) != OK:
        return f"The database {words}."
    if migrations() != OK:
        return "The database is not set up for this version of the portal. Run manage.py migrate."
    return None


def broker():
    try:
        with app.connection_for_write() as broker_connection:
            broker_connection.ensure_connection(max_retries=1, interval_start=0, timeout=2)
    except (KombuError, OSError):
        return "does not answer: check REDIS_URL and that the broker runs"
    return OK
