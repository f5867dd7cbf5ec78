"""The log's files, for the page of the log: what it can be taken out as, and what is on its way
in."""

from django.db.models import Q

from meetings.exporting.engagement import FORMATS
from meetings.models import ActivityImport
from stakeholders.permissions import coordinators, engagement_loggers

Status = ActivityImport.Status


def files_of(request, access):
    """For `meetings/engagement/parts/files.html`."""
    query = request.GET.copy()
    query.pop("page", None)
    return {
        "downloads": FORMATS,
        "query": query.urlencode(),
        "may_import": coordinators(access),
        "may_share": engagement_loggers(access),
        "imports": list(files_on_their_way()) if coordinators(access) else [],
    }


def files_on_their_way():
    """Neither saved nor given up, or saved with rows that still have to be put right."""
    some_left = Q(status=Status.SAVED, rows__isnull=False, summary__wrong__gt=0)
    rows = ActivityImport.objects.light().select_related("by")
    return rows.exclude(status__in=[Status.SAVED, Status.DISCARDED]) | rows.filter(some_left)
