"""Every reminder: what was sent to whom and why, what was not, and what goes out next."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView

from stakeholders import ledger_words
from stakeholders.filters import DigestFilter
from stakeholders.models import Digest, DigestItem
from stakeholders.office import OfficeWords
from stakeholders.permissions import Allowed, reminder_readers
from stakeholders.reminding import naming, preparing, upcoming
from stakeholders.reminding.letter import letter_without_link

from .lists import ListPage


class DigestList(ListPage):
    allowed = reminder_readers
    template_name = "stakeholders/digest_list.html"
    filterset_class = DigestFilter

    def get_queryset(self):
        items = DigestItem.objects.select_related("post")
        return (
            Digest.objects.select_related("person", "asked_by")
            .prefetch_related(Prefetch("items", queryset=items))
            .order_by("-on", "-decided_at", "person__name", "pk")
        )


class DigestsAhead(Allowed, TemplateView):
    """What is owed and not yet decided. Working it out takes longer than a list may: a page of
    its own."""

    allowed = reminder_readers
    template_name = "stakeholders/digests_ahead.html"
    paginate_by = 50

    def get_context_data(self, **kwargs):
        on = upcoming.next_day(timezone.now())
        rows = upcoming.upcoming(on)
        page = Paginator(rows, self.paginate_by).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            on=on,
            today=timezone.localdate(),
            total=len(rows),
            page_obj=page,
            rows=page.object_list,
            **kwargs,
        )


class DigestDetail(Allowed, TemplateView):
    allowed = reminder_readers
    template_name = "stakeholders/digest_detail.html"

    def get_context_data(self, **kwargs):
        rows = Digest.objects.select_related("person__user", "asked_by", "link")
        digest = get_object_or_404(rows, pk=self.kwargs["pk"])
        on = timezone.localdate()
        contents = preparing.read([digest], on=on)[digest.pk]
        items = list(digest.items.select_related("post"))
        names = naming.named(items)
        letter = letter_without_link(
            digest,
            contents.lines,
            on=on,
            office=OfficeWords(),
            link=getattr(digest, "link", None),
        )
        return super().get_context_data(
            digest=digest,
            link=getattr(digest, "link", None),
            items=[(item, names[item], contents.gone.get(item, "")) for item in items],
            letter=letter if contents.lines else None,
            again_on=ledger_words.what_next(digest),
            meaning=ledger_words.meaning(digest),
            sent_before_today=digest.on < on,
            **kwargs,
        )
