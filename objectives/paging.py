from django.core.paginator import Paginator
from django.db.models import Count, Window


class CountedAlong(Paginator):
    """Counts what a page's query matches in that query itself, instead of asking twice.

    Only a page beyond the last one has no row that could tell: then it is counted apart.
    """

    def get_page(self, number):
        asked = int(number) if str(number).isdecimal() and int(number) else 1
        start = (asked - 1) * self.per_page
        rows = self.object_list.annotate(matching=Window(Count("*")))
        found = list(rows[start : start + self.per_page])
        if not found:
            return super().get_page(number)
        self.count = found[0].matching
        return self._get_page(found, asked, self)
