from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from stakeholders import services
from stakeholders.accounts import account_state, locked_until
from stakeholders.filters import PersonFilter
from stakeholders.forms.people import PersonForm
from stakeholders.models import Absence, Person
from stakeholders.pages import ChangePage, FormPage
from stakeholders.permissions import Allowed, administrators, people_readers

from .lists import ListPage
from .rows import OfRow, with_phase


class PersonList(ListPage):
    allowed = people_readers
    template_name = "stakeholders/person_list.html"
    filterset_class = PersonFilter

    def get_queryset(self):
        return Person.objects.with_roles(self.on)

    def get_filterset(self, rows):
        return PersonFilter(self.request.GET, queryset=rows, on=self.on)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        now = timezone.now()
        for person in context["rows"]:
            person.account = account_state(person, now)
        return context


class PersonDetail(Allowed, TemplateView):
    allowed = people_readers
    template_name = "stakeholders/person_detail.html"

    def get_context_data(self, **kwargs):
        now, on = timezone.now(), timezone.localdate()
        rows = Person.objects.select_related("user").prefetch_related("user__groups")
        person = get_object_or_404(rows, pk=self.kwargs["pk"])
        user = getattr(person, "user", None)
        stands_in = Absence.objects.filter(deputy=person).select_related("person")
        return super().get_context_data(
            person=person,
            on=on,
            holdings=with_phase(person.holdings.select_related("post__organisation"), on),
            absences=with_phase(person.absences.select_related("deputy"), on),
            stands_in=[row for row in with_phase(stands_in, on) if row.phase != "over"],
            seats=with_phase(person.memberships.select_related("body"), on),
            account=account_state(person, now),
            roles=sorted(group.name for group in user.groups.all()) if user else [],
            locked_until=locked_until(user, now) if user else None,
            own=person == self.person,
            **kwargs,
        )


class PersonCreate(FormPage):
    allowed = administrators
    form_class = PersonForm
    title = "Add a person"
    intro = (
        "A person can hold posts and sit on bodies without an account. "
        "You can invite them to sign in afterwards."
    )
    button = "Add this person"

    def save(self, form):
        self.success = f"{form.changes['name']} is added."
        return services.create_person(by=self.person, **form.changes)

    def get_success_url(self):
        return reverse("stakeholders:person-detail", kwargs={"pk": self.object.pk})

    def get_back_url(self):
        return reverse("stakeholders:person-list")


class PersonEdit(OfRow, ChangePage):
    allowed = administrators
    form_class = PersonForm
    rows = Person.objects.select_related("user")
    home = "person-detail"
    success = "The change is saved."

    def get_title(self):
        return f"Change {self.row}"

    def save(self, form):
        user = getattr(self.row, "user", None)
        if user and user.email != form.changes["email"]:
            self.success = "The change is saved. They sign in with the new address from now on."
            if not user.has_usable_password():
                self.success = (
                    "The change is saved. An invitation to the old address no longer works: "
                    "send it again."
                )
        return services.edit_person(
            self.row, by=self.person, changes=form.changes, version=form.opened_on
        )
