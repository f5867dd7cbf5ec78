import logging

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views import View

from objectives.evidence import type_of
from objectives.models import Action, EvidenceFile
from objectives.permissions import visible_action
from stakeholders.permissions import Allowed, plan_readers

log = logging.getLogger(__name__)


class Evidence(Allowed, View):
    """A file that came with an update, for those who may see the action: saved, never shown."""

    allowed = plan_readers
    http_method_names = ["get", "head"]

    def get(self, request, *args, **kwargs):
        row = get_object_or_404(EvidenceFile.objects.select_related("update"), pk=kwargs["pk"])
        actions = Action.objects.select_related("objective")
        visible_action(actions, self.person, row.update.action_id)
        return handed_out(row)


def handed_out(row):
    """The file of a row that keeps one, to be saved and not shown."""
    try:
        file = row.file.open("rb")
    except OSError:
        log.exception("%s %s is not where it was stored", row._meta.verbose_name, row.pk)
        raise Http404("The file is not where it was stored") from None
    response = FileResponse(
        file, as_attachment=True, filename=row.name, content_type=type_of(row.name)
    )
    response.headers["Content-Length"] = row.size
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
