"""Issues heard, read: which loops are open, what the public reads, where it was heard."""

from .loops import Loops, loops
from .public import Told, public_issues, told_in

__all__ = ["Loops", "Told", "loops", "public_issues", "told_in"]
