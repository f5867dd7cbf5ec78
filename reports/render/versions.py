"""The version of a template follows from what draws with it: nobody can forget to raise it."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from objectives import states
from reports.document import paper

HERE = Path(__file__).parent
# What every format is filled by: the numbers of sections, the words at head and foot and of states,
# and the tables of actions.
SHARED = (
    Path(paper.__file__),
    HERE / "words.py",
    HERE.parent / "tables.py",
    Path(states.__file__),
)


def version_of(name: str, files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in (*files, *SHARED):
        digest.update(path.read_bytes())
    return f"{name} {digest.hexdigest()[:12]}"
