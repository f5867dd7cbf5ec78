from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from stakeholders import services
from stakeholders.filters import PostFilter
from stakeholders.forms.posts import AbolishForm, PostForm
from stakeholders.models import Absence, Post
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import Allowed, administrators, people_readers

from .lists import ListPage
from .rows import OfRow, with_phase


class PostList(ListPage):
    allowed = people_readers
    template_name = "stakeholders/post_list.html"
    filterset_class = PostFilter

    def get_queryset(self):
        return Post.objects.select_related("organisation").with_holders(self.on)

    def get_filterset(self, rows):
        return PostFilter(self.request.GET, queryset=rows, on=self.on)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        for post in context["rows"]:
            post.exists = post.is_in_force(self.on)
        context["vacant"] = Post.objects.vacant(self.on).count()
        return context


class PostDetail(Allowed, TemplateView):
    allowed = people_readers
    template_name = "stakeholders/post_detail.html"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        rows = Post.objects.select_related("organisation").with_holders(on)
        post = get_object_or_404(rows, pk=self.kwargs["pk"])
        away = Absence.objects.on(on).select_related("deputy")
        away = {row.person_id: row for row in away.filter(person__holdings__post=post)}
        holdings = with_phase(post.holdings.select_related("person"), on)
        for holding in holdings:
            holding.away = away.get(holding.person_id) if holding.phase == "now" else None
        return super().get_context_data(
            post=post,
            on=on,
            exists=post.is_in_force(on),
            holdings=holdings,
            **kwargs,
        )


class OfPost(OfRow):
    allowed = administrators
    rows = Post.objects.select_related("organisation")
    home = "post-detail"


class PostCreate(FormPage):
    allowed = administrators
    form_class = PostForm
    title = "Add a post"
    intro = "Plans name posts, not people: people come and go."
    button = "Add this post"

    def save(self, form):
        self.success = f"{form.changes['title']} is added. Now say who holds it."
        return services.create_post(by=self.person, **form.changes)

    def get_success_url(self):
        return reverse("stakeholders:post-detail", kwargs={"pk": self.object.pk})

    def get_back_url(self):
        return reverse("stakeholders:post-list")


class PostEdit(OfPost, ChangePage):
    form_class = PostForm
    success = "The change is saved."

    def get_title(self):
        return f"Change {self.row}"

    def save(self, form):
        return services.edit_post(
            self.row, by=self.person, changes=form.changes, version=form.opened_on
        )


class PostAbolish(OfPost, ChangePage, ConfirmPage):
    form_class = AbolishForm
    button = "Abolish the post"

    def get_title(self):
        return f"Abolish {self.row}?"

    def get_consequence(self):
        return (
            "Whoever holds it then holds it until the day before. Actions that it leads stay "
            "with it until a coordinator gives them to another post."
        )

    def save(self, form):
        self.success = f"{self.row} is abolished."
        return services.abolish_post(
            self.row,
            by=self.person,
            abolished_on=form.cleaned_data["abolished_on"],
            version=form.opened_on,
        )


class PostRestore(OfPost, ConfirmPage):
    template_name = "parts/form_page.html"
    button = "Restore the post"
    intro = "The post exists again. Nobody holds it until you appoint somebody."

    def get_title(self):
        return f"Restore {self.row}?"

    def save(self, form):
        self.success = f"{self.row} exists again."
        return services.restore_post(self.row, by=self.person)
