"""Issues heard, read: which loops are open, what the public reads, where it was heard."""

from .loops import Loops, loops
from .public import public_issues

__all__ = ["Loops", "loops", "public_issues"]
