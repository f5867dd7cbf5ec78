"""Meetings by month, year and day: pages of links, which a keyboard or a phone turns."""

import datetime as dt
from calendar import day_name

from django.http import Http404
from django.utils import timezone
from django.views.generic import TemplateView

from meetings.filters import MeetingFilter, kept_filter
from meetings.models import Meeting
from meetings.months import FIRST_YEAR, LAST_YEAR, beside, last_day, month_of, year_of
from meetings.presenting import with_tags
from stakeholders.permissions import Allowed, meeting_readers


class OfDays(Allowed, TemplateView):
    """A page of the meetings of some days, with the filter of the lists, which all views keep."""

    allowed = meeting_readers

    def date(self):
        """The first of the days that the address names. Not found where there is no such day."""
        on = timezone.localdate()
        named = {part: self.kwargs.get(part, 1) for part in ("year", "month", "day")}
        if "year" not in self.kwargs:
            named |= {"year": on.year, "month": on.month}
        if not FIRST_YEAR <= named["year"] <= LAST_YEAR:
            raise Http404
        try:
            return dt.date(**named)
        except (ValueError, OverflowError):
            raise Http404 from None

    def get_context_data(self, **kwargs):
        self.on, self.first = timezone.localdate(), self.date()
        visible = Meeting.objects.visible_to(self.person)
        rows = visible.filter(held_on__range=(self.first, self.last()))
        filterset = MeetingFilter(self.request.GET, queryset=rows, request=self.request)
        return super().get_context_data(
            filter=filterset,
            total=rows.count(),
            kept=kept_filter(self.request),
            on=self.on,
            first=self.first,
            place="dates",
            **self.days(filterset.qs),
            **kwargs,
        )


class MeetingMonth(OfDays):
    template_name = "meetings/meeting_month.html"

    def last(self):
        return last_day(self.first)

    def days(self, rows):
        month = month_of(rows, self.first, self.on)
        before, after = beside(self.first)
        return {
            "weeks": month.weeks,
            "count": month.count,
            "day_names": list(day_name),
            "before": before,
            "after": after,
            "is_now": self.first == self.on.replace(day=1),
            "view": "month",
        }


class MeetingYear(OfDays):
    template_name = "meetings/meeting_year.html"

    def last(self):
        return self.first.replace(month=12, day=31)

    def days(self, rows):
        months = year_of(rows, self.first.year, self.on)
        year = self.first.year
        return {
            "months": months,
            "count": sum(month.count for month in months),
            "day_names": list(day_name),
            "before": year - 1 if year > FIRST_YEAR else None,
            "after": year + 1 if year < LAST_YEAR else None,
            "view": "year",
        }


class MeetingDay(OfDays):
    """All meetings of one day, where a month has no room for them."""

    template_name = "meetings/meeting_day.html"

    def last(self):
        return self.first

    def days(self, rows):
        meetings = with_tags(rows.with_series().order_by("starts_at", "pk"), self.on)
        return {"meetings": meetings, "count": len(meetings), "view": "day"}
