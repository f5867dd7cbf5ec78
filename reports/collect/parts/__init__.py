"""The parts of a paper that a plan can order and switch, one module each.

settings.REPORT_SECTIONS names them in their usual order. A part has

- `KEY`, by which a plan's choice is kept,
- `TITLE`, printed above it and shown where the parts are chosen,
- `ABOUT`, a sentence on what it prints, shown there too,
- `blocks(reading)`: what it prints (document.Block), nothing where it has nothing to say.

A part that came from another room reads that room in its own module, so that a new one touches
nothing here.
"""

from importlib import import_module

from django.conf import settings

from reports.models import PlanPart


def all_parts():
    """{key: module}, in their usual order."""
    modules = map(import_module, settings.REPORT_SECTIONS)
    return {module.KEY: module for module in modules}


def parts_of(plan):
    """[(module, whether it is shown)] in the plan's order; parts it says nothing of come last."""
    parts = all_parts()
    chosen = {row.key: row for row in PlanPart.objects.filter(plan=plan)}
    usual = list(parts)
    in_order = sorted(
        parts,
        key=lambda key: (
            key not in chosen,
            chosen[key].position if key in chosen else usual.index(key),
        ),
    )
    return [(parts[key], key not in chosen or chosen[key].shown) for key in in_order]
