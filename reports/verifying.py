"""Whether what is stored of published papers is still what was published.

Each file and frozen document is held against the checksum beside it and the one that the log kept
of its publication. What the installed template and engine drew is drawn again from the document
and compared byte by byte; of other versions the checksum alone can be checked.
"""

import zlib
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

from stakeholders.models import Event

from .checksums import sha256_of, sha256_of_document
from .document import Document
from .models import ReportRevision
from .packing import unpack
from .render import FORMATS, RenderError, render_file

DOCUMENT = "document"


@dataclass
class Tally:
    """What was looked at; `counts` are of files, `different` of whatever is not as it was."""

    revisions: int = 0
    files: int = 0
    counts: Counter = field(default_factory=Counter)
    different: int = 0

    def words(self):
        of = self.counts
        return (
            f"{self.revisions} revision{'' if self.revisions == 1 else 's'}, "
            f"{self.files} file{'' if self.files == 1 else 's'}: {of['hash']} checked by hash, "
            f"{of['drawn']} drawn again and the same, {of['other']} of another version, "
            f"{self.different} different."
        )


def verify(tally, *, hash_only=False):
    """Yields (paper, kind or DOCUMENT, what is wrong), all in words, and counts in `tally`.

    One revision, and of it one file, is in memory at a time.
    """
    keys = list(ReportRevision.objects.published().order_by("pk").values_list("pk", flat=True))
    for pk in keys:
        revision = ReportRevision.objects.select_related("report").get(pk=pk)
        tally.revisions += 1
        for kind, problem in _wrong_with(revision, tally, hash_only):
            tally.different += 1
            yield f"{revision.report.slug}, revision {revision.number}", kind, problem
    # The log outlives its rows: what was published can't be taken out of sight of this check.
    for event in _published().exclude(object_id__in=keys).order_by("pk"):
        tally.different += 1
        yield event.object_text, DOCUMENT, "was published, says the log, and is so no longer"


def _wrong_with(revision, tally, hash_only):
    if sha256_of_document(revision.document) != revision.document_sha256:
        yield DOCUMENT, "is not what its checksum says"
    event = _published().filter(object_id=revision.pk).order_by("pk").first()
    said = event.after.get("document_sha256") if event else None
    # The lists behind the figures are in the document alone: no file shows that they changed.
    if said is not None and said != revision.document_sha256:
        yield DOCUMENT, "is not what the log says was published"
    logged = _logged(event)
    document = None
    kinds = set()
    for file in revision.files.order_by("kind").iterator(chunk_size=1):
        tally.files += 1
        kinds.add(file.kind)
        content = _content(file)
        found = content is not None and sha256_of(content)
        if found != file.sha256:
            yield file.kind, "is not what its checksum says"
            continue
        if logged is not None and found != logged.get(file.kind):
            yield file.kind, "is not what the log says was published"
            continue
        tally.counts["hash"] += 1
        if hash_only:
            continue
        try:
            if not _is_of_the_installed(file):
                tally.counts["other"] += 1
                continue
            document = document or Document.from_data(revision.document)
            again = render_file(document, file.kind).bytes
        except (RenderError, ValueError, KeyError, TypeError) as problem:
            yield file.kind, f"could not be drawn again: {problem}"
            continue
        if again != content:
            yield file.kind, "comes out different when it is drawn again"
            continue
        tally.counts["drawn"] += 1
    # Papers of before the log named each file are known by their PDF.
    for kind in sorted(set(logged or {"pdf": ""}) - kinds):
        yield kind, "is missing"


def _content(file):
    """None where it can't even be unpacked."""
    with suppress(zlib.error):
        return unpack(file.kind, file.content)


def _is_of_the_installed(file):
    drawn = FORMATS.get(file.kind)
    return drawn is not None and (file.template_version, file.engine_version) == (
        drawn.template_version(),
        drawn.engine_version(),
    )


def _published():
    label = ReportRevision._meta.label_lower
    return Event.objects.filter(object_type=label, verb="paper published")


def _logged(event):
    """{kind: SHA-256} as the log has them since it was published; None where it has none."""
    said = event.after.get("sha256") if event else None
    # While a paper was its PDF alone, the log had a list of that one checksum.
    return {"pdf": said[0]} if said and isinstance(said, list) else said or None
