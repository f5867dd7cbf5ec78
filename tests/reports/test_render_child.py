"""The process that draws: ready beforehand, and never left behind."""

import pytest
from django.conf import settings

from reports.render import child, ready_to_draw
from reports.render.pdf import Drawing, render_pdf

from .papers import paper_with


def test_a_process_at_hand_draws_the_same_as_a_new_one():
    paper = paper_with()

    with ready_to_draw():
        waiting = child._ready.get().process
        first = render_pdf(paper).bytes
        assert waiting.poll() == 0
        second = render_pdf(paper).bytes

    assert first == second == render_pdf(paper).bytes


def test_a_process_that_was_not_needed_is_ended():
    with ready_to_draw():
        waiting = child._ready.get().process

    assert waiting.poll() is not None
    assert child._ready.get() is None


def test_a_process_whose_paper_nobody_waits_for_is_ended():
    with pytest.raises(ZeroDivisionError), Drawing(paper_with()) as drawing:
        raise ZeroDivisionError

    assert drawing.child.process.poll() is not None


def test_other_fonts_take_another_process(tmp_path):
    with ready_to_draw():
        waiting = child._ready.get()
        other = child.a_child(tmp_path)
        other.end()
        assert child.a_child(waiting.fonts_dir) is waiting
        assert str(waiting.fonts_dir) == str(settings.PAPER_FONTS_DIR)
        waiting.end()
