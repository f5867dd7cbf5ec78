"""The least that a page can do: what it costs before the portal does anything for anybody."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from objectives.models import Action, ProgressUpdate


def rows(request):
    return HttpResponse(render_to_string("bench/rows.html", {"actions": page()}))


def framed(request):
    """No floor: the same rows in the portal's own frame, so that one sees what the frame takes."""
    return render(request, "bench/framed.html", {"actions": page()})


def page():
    return Action.objects.filter(objective=1).order_by("position", "id")[:25]


def save(request):
    ProgressUpdate.objects.create(
        action_id=request.POST["action"],
        status="in_progress",
        rag="green",
        comment=request.POST["comment"],
        recorded_at=timezone.now(),
    )
    return HttpResponseRedirect("/floor/rows/")
