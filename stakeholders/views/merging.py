"""A community that is engaged with no longer, or that is another one under a second name."""

from django.urls import reverse

from stakeholders import services
from stakeholders.forms.communities import MergeForm
from stakeholders.forms.reasons import ReasonForm
from stakeholders.group_uses import uses_of
from stakeholders.pages import ConfirmPage

from .communities import OfGroup


class GroupWithdraw(OfGroup, ConfirmPage):
    form_class = ReasonForm
    button = "Withdraw this community"

    def get_title(self):
        return f"Withdraw {self.row}?"

    def get_consequence(self):
        return (
            "It is no longer offered when somebody logs an activity, and the grid shows no gap for "
            "it. What happened with it stays, and still counts. You can restore it later."
        )

    def save(self, form):
        self.success = f"{self.row} is withdrawn."
        return services.withdraw_group(self.row, by=self.person, reason=form.cleaned_data["reason"])


class GroupRestore(OfGroup, ConfirmPage):
    template_name = "parts/form_page.html"
    button = "Restore this community"
    intro = "It is offered again when somebody logs an activity, and stands in the grid."

    def get_title(self):
        return f"Restore {self.row}?"

    def save(self, form):
        self.success = f"{self.row} is restored."
        return services.restore_group(self.row, by=self.person)


class GroupMerge(OfGroup, ConfirmPage):
    form_class = MergeForm
    button = "Merge the two"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"group": self.row}

    def get_title(self):
        return f"Merge {self.row} into another community?"

    def get_consequence(self):
        uses = [use for use in uses_of(self.row, self.person) if use.count]
        moved = ", ".join(f"{use.words.lower()}: {use.count}" for use in uses)
        along = self.row.merged.count()
        return (
            "Nothing that was logged changes. From now on it is counted with the other community"
            + (f" ({moved})." if moved else ". Nothing is logged with it yet.")
            + (f" So is what was merged into it before: {along}." if along else "")
            + " Its contacts are shown with both; where the other one tells something private "
            "about people, only contact keepers see them. You can take it apart again later."
        )

    def save(self, form):
        into = form.cleaned_data["into"]
        self.success = f"{self.row} counts with {into} from now on."
        services.merge_group(
            self.row, into=into, by=self.person, reason=form.cleaned_data["reason"]
        )
        return into

    def get_success_url(self):
        into = getattr(self, "object", None) or self.row
        return reverse("stakeholders:group-detail", kwargs={"pk": into.pk})


class GroupUnmerge(OfGroup, ConfirmPage):
    template_name = "parts/form_page.html"
    button = "Take them apart"

    def get_title(self):
        return f"Take {self.row} apart from {self.row.merged_into or 'the other'}?"

    def get_context_data(self, **kwargs):
        intro = (
            "What happened with it counts for itself again, and so does what had been merged into "
            "it before. The figures of the other community go down by as much."
        )
        return super().get_context_data(intro=intro, **kwargs)

    def save(self, form):
        self.success = f"{self.row} counts for itself again."
        return services.unmerge_group(self.row, by=self.person)
