from django.http import Http404

from stakeholders.filters import EventFilter
from stakeholders.models import Event
from stakeholders.permissions import history_readers

from .lists import ListPage


class EventList(ListPage):
    """Everything that was ever changed: who, what, when, from what to what."""

    allowed = history_readers
    template_name = "stakeholders/event_list.html"
    filterset_class = EventFilter
    paginate_by = 50

    def get_queryset(self):
        return Event.objects.select_related("actor")


class ObjectHistory(EventList):
    """The same for one thing: `kind` is its type ("objectives.action"), `number` its key."""

    def get_queryset(self):
        return (
            super()
            .get_queryset()
            .filter(object_type=self.kwargs["kind"], object_id=self.kwargs["number"])
        )

    def get_context_data(self, **kwargs):
        latest = self.get_queryset().first()
        if latest is None:
            raise Http404
        return super().get_context_data(about=latest, **kwargs)
