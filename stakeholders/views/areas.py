"""Areas, and what communities have in common: short lists that the office keeps."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView, View

from stakeholders import services
from stakeholders.forms.communities import AreaForm, CharacteristicForm
from stakeholders.models import Area, Characteristic, CommunityGroup
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import Allowed, coordinators, engagement_readers

from .rows import OfRow

# Several many-to-many counts in one query multiply: each counts its rows once.
ENGAGED = Count(
    "groups",
    filter=Q(groups__withdrawn_at__isnull=True, groups__merged_into__isnull=True),
    distinct=True,
)


class AreaList(Allowed, TemplateView):
    """All of them: a police area has a dozen or two."""

    allowed = engagement_readers
    template_name = "stakeholders/area_list.html"

    def get_context_data(self, **kwargs):
        # Counts forget the model's own order.
        rows = list(
            Area.objects.order_by("position", "name", "pk").annotate(
                group_count=ENGAGED, organisation_count=Count("organisations", distinct=True)
            )
        )
        everywhere = CommunityGroup.objects.in_force().filter(areas__isnull=True).count()
        for row in rows:
            row.group_count += everywhere
        return super().get_context_data(
            rows=[row for row in rows if row.withdrawn_at is None],
            withdrawn=[row for row in rows if row.withdrawn_at],
            may_change=self.access.coordinator,
            **kwargs,
        )


class ToAreas:
    allowed = coordinators

    def get_success_url(self):
        return reverse("stakeholders:area-list")


class OfArea(ToAreas, OfRow):
    rows = Area.objects.all()


class AreaCreate(ToAreas, FormPage):
    form_class = AreaForm
    title = "Add an area"
    intro = "Activities, communities and organisations are then sorted and counted by it."
    button = "Add this area"

    def save(self, form):
        self.success = f"{form.changes['name']} is added."
        return services.create_area(by=self.person, **form.changes)


class AreaEdit(OfArea, ChangePage):
    form_class = AreaForm
    success = "The change is saved."

    def get_title(self):
        return f"Change {self.row}"

    def save(self, form):
        return services.edit_area(
            self.row, by=self.person, changes=form.changes, version=form.opened_on
        )


class AreaWithdraw(OfArea, ConfirmPage):
    button = "Withdraw this area"
    consequence = (
        "It is no longer offered. What happened there stays, and keeps its name. You can restore "
        "it later."
    )

    def get_title(self):
        return f"Withdraw {self.row}?"

    def save(self, form):
        self.success = f"{self.row} is withdrawn."
        return services.withdraw_area(self.row, by=self.person)


class AreaRestore(OfArea, ConfirmPage):
    template_name = "parts/form_page.html"
    button = "Restore this area"
    intro = "It is offered again."

    def get_title(self):
        return f"Restore {self.row}?"

    def save(self, form):
        self.success = f"{self.row} is restored."
        return services.restore_area(self.row, by=self.person)


class AreaMove(Allowed, View):
    """One place up or down, by a press of a button in the list."""

    allowed = coordinators
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        area = get_object_or_404(Area, pk=kwargs["pk"])
        up = request.POST.get("direction") != "down"
        place = "up" if up else "down"
        if services.move_area(area, by=self.person, up=up):
            messages.success(request, f"“{area}” is one place further {place}.")
        else:
            messages.info(request, f"“{area}” can’t go further {place}.")
        return HttpResponseRedirect(reverse("stakeholders:area-list"))


class CharacteristicList(Allowed, TemplateView):
    allowed = engagement_readers
    template_name = "stakeholders/characteristic_list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            rows=Characteristic.objects.order_by("position", "title", "pk").annotate(
                group_count=ENGAGED
            ),
            may_change=self.access.coordinator,
            **kwargs,
        )


class ToCharacteristics:
    allowed = coordinators

    def get_success_url(self):
        return reverse("stakeholders:characteristic-list")


class CharacteristicCreate(ToCharacteristics, FormPage):
    form_class = CharacteristicForm
    title = "Add what communities have in common"
    button = "Add this"

    def save(self, form):
        self.success = f"{form.changes['title']} is added."
        return services.create_characteristic(by=self.person, **form.changes)


class CharacteristicEdit(ToCharacteristics, OfRow, ChangePage):
    rows = Characteristic.objects.all()
    form_class = CharacteristicForm
    success = "The change is saved."

    def get_title(self):
        return f"Change {self.row}"

    def save(self, form):
        return services.edit_characteristic(
            self.row, by=self.person, changes=form.changes, version=form.opened_on
        )
