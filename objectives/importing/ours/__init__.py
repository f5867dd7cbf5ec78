"""The portal's own files, as `objectives.exporting` writes them, read back without a guess.

Anybody's plan is read by meaning (`interpreting`); a file that the portal made says in its
headings what it holds, so that exported and imported again nothing differs.
"""

from objectives.importing.ours.recognising import draft_of_ours, is_ours, is_sheet

__all__ = ["draft_of_ours", "is_ours", "is_sheet"]
