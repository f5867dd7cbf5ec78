from django.core.paginator import Paginator
from django.utils import timezone
from django.views.generic import TemplateView

from stakeholders.permissions import Allowed


class ListPage(Allowed, TemplateView):
    """A list that is filtered, counted and shown page by page.

    Subclasses give `get_queryset`, `filterset_class` and `template_name`. An address with a page
    that does not exist shows the nearest one.
    """

    filterset_class = None
    paginate_by = 25

    def get_queryset(self):
        raise NotImplementedError

    def get_filterset(self, rows):
        return self.filterset_class(self.request.GET, queryset=rows)

    def get_context_data(self, **kwargs):
        self.on = timezone.localdate()
        everything = self.get_queryset()
        filterset = self.get_filterset(everything)
        page = Paginator(filterset.qs, self.paginate_by).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            **{
                "filter": filterset,
                "page_obj": page,
                "rows": page.object_list,
                "total": everything.count(),
                "on": self.on,
            }
            | kwargs
        )
