"""The least that a page can do: what it costs before the portal does anything for anybody."""

from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils import timezone

from objectives.models import Action, ProgressUpdate


def rows(request):
    actions = Action.objects.filter(objective=1).order_by("position", "id")[:25]
    return HttpResponse(render_to_string("bench/rows.html", {"actions": actions}))


def save(request):
    ProgressUpdate.objects.create(
        action_id=request.POST["action"],
        status="in_progress",
        rag="green",
        comment=request.POST["comment"],
        recorded_at=timezone.now(),
    )
    return HttpResponseRedirect("/floor/rows/")
