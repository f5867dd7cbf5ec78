"""What an amended file would change in a living plan, before anything is changed.

`living` reads a plan from the database as a draft; the other modules compare two drafts and know
nothing of the database. `objectives.services.apply_difference` does what the coordinator ticks.
"""

from objectives.importing.differing.comparing import difference
from objectives.importing.differing.entries import Added, Changed, Difference, Moved, Removed
from objectives.importing.differing.living import LivingPlan, draft_of, read_living

__all__ = [
    "Added",
    "Changed",
    "Difference",
    "LivingPlan",
    "Moved",
    "Removed",
    "difference",
    "draft_of",
    "read_living",
]
