"""The closing box of a paper: what a person answered for it, on top of what was collected.

A cleared paper is stamped, not collected again: its officers cleared those words and no others.
"""

from dataclasses import replace

from .document import Clearance, Document


def stamped(document: Document, revision) -> Document:
    """`document` with the answers and clearances of `revision`."""
    answer = {"yes": True, "no": False}.get(revision.exempt_answer)
    return replace(
        document,
        clearance=Clearance(
            originating_post=document.heading.originating_post,
            exempt=answer,
            exempt_paragraph=revision.exempt_paragraph,
            public_interest=revision.public_interest,
            cleared_with=tuple(
                line.strip() for line in revision.cleared_with.splitlines() if line.strip()
            ),
        ),
    )


def unstamped(document: Document) -> Document:
    return replace(document, clearance=None)
