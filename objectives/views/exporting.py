from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views import View

from actionplans.models import ActionPlan
from objectives.exporting import CONTENT_TYPES, FORMATS, file_name
from objectives.services import download_plan
from stakeholders.downloads import as_file
from stakeholders.permissions import Allowed, plan_readers


class PlanExport(Allowed, View):
    """A plan as a file: all rows for the office's staff and auditors, their own view for leads."""

    allowed = plan_readers

    def get(self, request, *, slug, format):
        if format not in FORMATS:
            raise Http404
        plan = get_object_or_404(ActionPlan.objects.visible_to(self.person), slug=slug)
        now = timezone.now()
        content = download_plan(plan, by=self.person, format=format, at=now)
        name = file_name(plan, format, on=timezone.localdate(now))
        return as_file(HttpResponse(content), name=name, content_type=CONTENT_TYPES[format])
