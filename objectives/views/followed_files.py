"""A plan's measures, readings and risks as files: those that the person may see."""

from django.http import HttpResponse
from django.utils import timezone
from django.views import View

from objectives.exporting.followed import file_name
from objectives.services import download_measures, download_readings, download_risks
from stakeholders.downloads import as_file
from stakeholders.permissions import Allowed, plan_readers

from .editing_plans import InPlan

CONTENT_TYPE = "text/csv; charset=utf-8"


class PlanFile(InPlan, Allowed, View):
    """`download` is the service that gives the bytes of the `part`."""

    allowed = plan_readers
    download = None
    part = ""

    def get(self, request, **kwargs):
        now = timezone.now()
        content = type(self).download(self.plan, by=self.person, at=now)
        name = file_name(self.plan, self.part, on=timezone.localdate(now))
        return as_file(HttpResponse(content), name=name, content_type=CONTENT_TYPE)


class MeasureFile(PlanFile):
    download, part = download_measures, "measures"


class MeasureReadings(PlanFile):
    download, part = download_readings, "readings"


class RiskFile(PlanFile):
    download, part = download_risks, "risks"
