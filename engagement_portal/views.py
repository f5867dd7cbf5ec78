from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from . import home as home_page


@require_safe
def home(request):
    page = home_page.parts_of_page(request.user.person, on=timezone.localdate())
    return render(request, "engagement_portal/home.html", page)


def unreadable(request, exception):
    """Django's own answer reads the form once more for its token, and so fails a second time where
    that is what can't be read."""
    return render(request, "400.html", status=400)
