"""A kept part of a page is one for each address, day and rights."""

from types import SimpleNamespace

from django.template import Context, Template

from stakeholders import kept_pages
from stakeholders.access import Access


class Base:
    def get_context_data(self, **kwargs):
        return kwargs


class Page(kept_pages.KeptPage, Base):
    template_name = "page.html"

    def __init__(self, path, access):
        query = path.partition("?")[2]
        self.request = SimpleNamespace(get_full_path=lambda: path, GET=query)
        self.access = access
        self.asked = 0

    def read(self):
        self.asked += 1
        return {"number": self.asked}


def test_what_is_kept_depends_on_address_day_and_rights(time_machine, monkeypatch):
    keys = []
    monkeypatch.setattr(kept_pages, "kept", lambda key, make, **more: keys.append(key) or make())
    template = Template("{% load portal %}{{ number }}-{% kept part %}{{ number }}{% endkept %}")
    asked = [
        ("/log/", Access(coordinator=True), "2026-06-18"),
        ("/log/?page=2", Access(coordinator=True), "2026-06-18"),
        ("/log/", Access(coordinator=True), "2026-06-19"),
        ("/log/", Access(posts=frozenset({3})), "2026-06-18"),
        ("/log/", Access(posts=frozenset({4})), "2026-06-18"),
        ("/log/", Access(coordinator=True), "2026-06-18"),
    ]
    for path, access, day in asked:
        time_machine.move_to(f"{day}T10:00:00Z")
        page = Page(path, access)
        assert template.render(Context(page.get_context_data(number=0))) == "0-1"
    assert len(set(keys)) == 5
    assert keys[0] == keys[-1]


def test_what_is_kept_is_not_read_again(monkeypatch):
    monkeypatch.setattr(kept_pages, "kept", lambda key, make, **more: "as before")
    page = Page("/log/", Access())
    template = Template("{% load portal %}{% kept part %}{{ number }}{% endkept %}")
    assert template.render(Context(page.get_context_data())) == "as before"
    assert page.asked == 0


def test_of_addresses_that_a_stranger_makes_up_nothing_is_kept(monkeypatch):
    keys = []
    monkeypatch.setattr(kept_pages, "kept", lambda key, make, **more: keys.append(key) or make())
    template = Template("{% load portal %}{% kept part %}{{ number }}{% endkept %}")
    for path in ("/you-said-we-did/", "/you-said-we-did/?page=7"):
        assert template.render(Context(Page(path, None).get_context_data())) == "1"
    assert len(keys) == 1
