"""A worker gives back what a large paper took."""

import weakref

from reports import building, memory, tasks


class Tree:
    """Holds on to itself, as a tree of XML does."""

    def __init__(self):
        self.root = self


def test_what_holds_on_to_itself_is_let_go_after_a_build(monkeypatch):
    held = []

    def build(pk):
        tree = Tree()
        held.append(weakref.ref(tree))

    monkeypatch.setattr(building, "build_revision", build)

    tasks.build(1)

    assert held[0]() is None


def test_a_c_library_without_such_a_call_is_no_error(monkeypatch):
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda name: object())

    assert memory.give_back() is None
