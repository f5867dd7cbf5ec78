"""How a paper's files are kept: a web page packed, the other forms as they are.

A page is read as often as all the others together, and a large one comes out of the database in a
third of the time. Sizes and checksums are those of what its readers get.
"""

import zlib

from .models import ReportFile

PACKED = (ReportFile.Kind.HTML,)


def pack(kind, content):
    return zlib.compress(content) if kind in PACKED else content


def unpack(kind, kept):
    """What `pack` was given. Raises zlib.error where it was tampered with."""
    return zlib.decompress(kept) if kind in PACKED else bytes(kept)
